"""给出过什么的记录丢了、坏了、放回的是旧的：不悄悄重画，说清缺哪一份，等管理员放回或认下；头一次用不必认。"""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from bench.attacker import bounds
from bench.knowledge import Knowledge
from bench.listener import learn
from etl.paths import released_dir, released_list
from metrics.command import main
from metrics.disclosure.inventory import Inventory, read
from metrics.disclosure.lost import RecordLostError, check, moved, trouble
from metrics.disclosure.prepare import prepare
from metrics.disclosure.released import _pattern
from metrics.show import show
from metrics.store import StoreError
from tests.metrics.disclosure.earlier_layouts import unlisted

FIRST, SECOND, THIRD = [{}, {"late": [120.0]}, {"late": [120.0, 130.0]}]
LATE = ("QY008", "QY009")


def version(make_store, rows, data: Path, late=()):
    """Eight firms of one trade, and those who filed late: each list of late ones is a version of its own."""
    data.mkdir(exist_ok=True)
    if not (data / "disclosure.secret.toml").exists():
        (data / "disclosure.secret.toml").write_text("p = 12.0\nn = 2\nk = 85.0\n", encoding="utf-8")
        (data / "disclosure.secret.toml").chmod(0o600)
    amounts = [100.0 + 7 * at for at in range(8)] + list(late)
    firms = [f"QY{at:03}" for at in range(len(amounts))]
    made = make_store(
        data=data,
        enterprise=[{"enterprise_id": one, "industry": "甲", "has_scale_status": False} for one in firms],
        fact=[rows.fact(firm, amount, period="2026Q1") for firm, amount in zip(firms, amounts, strict=True)],
        meta={"latest_period": "2026Q1"},
    )
    return replace(made, path=Path(f"{data.name}-{len(amounts)}.duckdb"))


@pytest.fixture(autouse=True)
def afresh():
    """As after a restart: nothing drawn is remembered."""
    _pattern.cache_clear()


@pytest.fixture
def given(make_store, rows, tmp_path):
    """A data folder of which two versions were given out, the second with a firm more; as after a restart."""
    for late in (FIRST, SECOND):
        show(version(make_store, rows, tmp_path / "data", **late), "scale", role="researcher")
    _pattern.cache_clear()
    return tmp_path / "data"


def known(data) -> Inventory:
    """The list, which is there."""
    found = read(data)
    assert found is not None
    return found


def total(table):
    return table["revenue_10k_cny"].tolist()


def record(data, number):
    return released_dir(data) / "2026Q1" / f"{number:06d}.json.gz"


def test_the_list_is_what_sha256sum_checks(given):
    """Two records, two lines; the tool of every distribution finds both whole."""
    assert len(known(given).listed) == 2
    assert released_list(given).stat().st_mode & 0o077 == 0
    if shutil.which("sha256sum"):
        command = ["sha256sum", "--quiet", "-c", "../released.sha256"]
        assert subprocess.run(command, cwd=released_dir(given), check=False).returncode == 0


def test_a_second_version_alone_would_give_what_the_two_withhold(make_store, rows, tmp_path, given):
    """The control: eight firms and the ninth a version later, so the second total is withheld; with no record it
    isn't, and the difference is the ninth firm's 120.
    """
    assert total(show(version(make_store, rows, given, **SECOND), "scale", role="researcher")) != [1116.0]
    assert total(show(version(make_store, rows, tmp_path / "新", **SECOND), "scale", role="researcher")) == [1116.0]


def gone(data):
    shutil.rmtree(released_dir(data))


def one_gone(data):
    record(data, 1).unlink()


def the_last_gone(data):
    record(data, 2).unlink()


def one_byte(data):
    content = bytearray(record(data, 1).read_bytes())
    content[len(content) // 2] ^= 1
    record(data, 1).write_bytes(content)


def one_harmless_byte(data):
    """In the gzip header, where no reader looks."""
    content = bytearray(record(data, 1).read_bytes())
    content[9] ^= 1
    record(data, 1).write_bytes(content)


def swapped(data):
    content = record(data, 1).read_bytes()
    record(data, 1).write_bytes(record(data, 2).read_bytes())
    record(data, 2).write_bytes(content)


def emptied(data):
    record(data, 2).write_bytes(b"")


def list_gone(data):
    released_list(data).unlink()


DAMAGE = [gone, one_gone, the_last_gone, one_byte, one_harmless_byte, swapped, emptied, list_gone]


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("late", [FIRST, SECOND, THIRD])
def test_what_is_gone_or_changed_is_refused_and_named(make_store, rows, given, damage, late):
    """Versions given before and a new one alike; nothing is drawn or written; the words say what to do."""
    damage(given)
    before = sorted(given.rglob("*"))
    with pytest.raises(RecordLostError, match=r"不齐：.*从备份.*一起放回.*released --accept-loss"):
        show(version(make_store, rows, given, **late), "scale", role="researcher")
    with pytest.raises(RecordLostError):
        prepare(version(make_store, rows, given, **late))
    assert sorted(given.rglob("*")) == before


def test_who_needs_no_control_is_not_kept_waiting(make_store, rows, given):
    """A leader's table needs no record."""
    gone(given)
    assert total(show(version(make_store, rows, given, **SECOND), "scale", role="leader")) == [1116.0]


def test_an_older_record_put_back_is_noticed(make_store, rows, tmp_path):
    """The folder alone, from a backup made before the second version: the list knows of one more."""
    data = tmp_path / "data"
    show(version(make_store, rows, data, **FIRST), "scale", role="researcher")
    shutil.copytree(released_dir(data), tmp_path / "备份")
    show(version(make_store, rows, data, **SECOND), "scale", role="researcher")
    _pattern.cache_clear()
    gone(data)
    shutil.copytree(tmp_path / "备份", released_dir(data))
    with pytest.raises(RecordLostError, match=r"不齐：released/2026Q1/000002\.json\.gz 不见了。"):
        show(version(make_store, rows, data, **THIRD), "scale", role="researcher")


def test_put_back_whole_it_goes_on_where_it_was(make_store, rows, tmp_path, given):
    """Both from the backup of the same night, nothing given since: the same cells, no new record."""
    shutil.copytree(released_dir(given), tmp_path / "备份")
    before = total(show(version(make_store, rows, given, **SECOND), "scale", role="researcher"))
    gone(given)
    shutil.copytree(tmp_path / "备份", released_dir(given))
    _pattern.cache_clear()
    assert str(total(show(version(make_store, rows, given, **SECOND), "scale", role="researcher"))) == str(before)
    assert len(known(given).listed) == 2


def test_a_copy_is_said_loudly_and_not_served(make_store, rows, tmp_path, given, capsys):
    """A restored backup, another machine: whole in itself, but what was given out since is not in it."""
    copy = Path(shutil.copytree(given, tmp_path / "抄"))
    assert trouble(copy) == ""
    assert "从备份放回、或从别处抄来" in moved(copy)
    store = version(make_store, rows, copy, **SECOND)
    check(store)
    with pytest.raises(RecordLostError, match="看板暂不给受控的角色"):
        check(store, is_serving=True)
    assert main(["released", "--data", str(copy)]) == 1
    assert "从备份放回" in capsys.readouterr().err
    assert moved(given) == ""


def test_an_administrator_takes_a_copy_as_it_is(make_store, rows, tmp_path, given, capsys):
    """Name and reason are asked for and kept; nothing is lost by it."""
    copy = Path(shutil.copytree(given, tmp_path / "抄"))
    asked = ["released", "--data", str(copy), "--accept-loss"]
    assert main(asked) == 2
    assert "谁（--by 名字）、为什么（--reason 缘由）" in capsys.readouterr().err
    assert main([*asked, "--by", "张三", "--reason", "换了\n机器"]) == 0
    (said,) = known(copy).accepted
    assert said.endswith(" 张三：换了 机器（0）")
    check(version(make_store, rows, copy, **SECOND), is_serving=True)
    assert main(["released", "--data", str(copy)]) == 0
    assert "完好：2份；认下丢失1次" in capsys.readouterr().out


@pytest.mark.parametrize("damage", DAMAGE)
def test_once_taken_as_lost_it_goes_on_from_what_is_left(make_store, rows, given, damage):
    """A number once given is not given again, a damaged record is put aside, and an earlier version's note of a lost
    record leads to no other: every version can be asked for again.
    """
    damage(given)
    assert main(["released", "--data", str(given), "--accept-loss", "--by", "张三", "--reason", "备份里也没有"]) == 0
    for late in (FIRST, SECOND, THIRD):
        show(version(make_store, rows, given, **late), "scale", role="researcher")
    assert trouble(given) == ""
    kept = known(given)
    assert len({*kept.listed, *kept.lost}) == len(kept.listed) + len(kept.lost)
    names = {file.relative_to(released_dir(given)).as_posix() for file in released_dir(given).glob("2026Q1/*.json.gz")}
    assert set(kept.listed) == names
    for name in kept.lost:
        assert (released_dir(given) / f"{name}.damaged").exists() or damage in (gone, one_gone, the_last_gone)


def test_what_is_left_after_a_loss_is_still_held_against(make_store, rows, given):
    """The second record is lost, the first is not: the ninth firm's amount still can't be told from the two totals."""
    the_last_gone(given)
    assert main(["released", "--data", str(given), "--accept-loss", "--by", "张三", "--reason", "备份里也没有"]) == 0
    heard = Knowledge()
    for late in (FIRST, SECOND):
        learn(heard, version(make_store, rows, given, **late), [((), {}), (("industry",), {})])
    (found,) = bounds(heard, [("y", LATE[0], "2026Q1", 120.0)])
    assert not found.is_close()


def test_a_folder_from_before_the_list_is_taken_as_it_stands(make_store, rows, given):
    """An upgrade: no list yet; the next number given lists what is there, and from then on a loss is seen."""
    unlisted(given)
    show(version(make_store, rows, given, **THIRD), "scale", role="researcher")
    assert len(known(given).listed) == 3
    one_gone(given)
    assert "000001.json.gz 不见了" in trouble(given)


def test_demonstration_data_needs_no_word_from_anybody(make_store, rows, tmp_path):
    """No list is kept; the folder may be thrown away, and real data begins from what is there."""
    demo = version(make_store, rows, tmp_path)
    demo = replace(demo, meta={**demo.meta, "is_demo": "true"})
    prepare(demo)
    assert read(tmp_path) is None
    gone(tmp_path)
    _pattern.cache_clear()
    assert total(show(demo, "scale", role="researcher")) == [996.0]
    show(version(make_store, rows, tmp_path, **SECOND), "scale", role="researcher")
    assert len(known(tmp_path).listed) == 2


def test_a_first_installation_needs_no_word_from_anybody(make_store, rows, tmp_path, capsys):
    """Nothing given, nothing listed: the command says so, and the first question is answered."""
    assert main(["released", "--data", str(tmp_path), "--accept-loss", "--by", "张三", "--reason", "试试"]) == 0
    assert "还没有清单" in capsys.readouterr().out
    assert not released_list(tmp_path).exists()
    assert total(show(version(make_store, rows, tmp_path), "scale", role="researcher")) == [996.0]


def test_parameters_that_are_gone_are_not_drawn_anew(make_store, rows, given):
    """Other parameters would withhold other cells: the file is asked for, by name."""
    store, secret = version(make_store, rows, given, **SECOND), given / "disclosure.secret.toml"
    secret.unlink()
    with pytest.raises(StoreError, match=r"参数文件 disclosure\.secret\.toml 不见了"):
        show(store, "scale", role="researcher")
    assert not secret.exists()


def test_a_version_whose_note_was_changed_finds_its_own_record(make_store, rows, given):
    """The note names the other version's record: it is not believed, the same cells are withheld as before."""
    first = total(show(version(make_store, rows, given, **FIRST), "scale", role="researcher"))
    second = total(show(version(make_store, rows, given, **SECOND), "scale", role="researcher"))
    links = sorted(released_dir(given).glob("versions/*/2026Q1"))
    for link in links:
        text = link.read_text(encoding="utf-8")
        link.write_text(text.translate(str.maketrans("12", "21")), encoding="utf-8")
    _pattern.cache_clear()
    assert len(links) == 2
    assert total(show(version(make_store, rows, given, **FIRST), "scale", role="researcher")) == first
    assert str(total(show(version(make_store, rows, given, **SECOND), "scale", role="researcher"))) == str(second)
    assert len(known(given).listed) == 2

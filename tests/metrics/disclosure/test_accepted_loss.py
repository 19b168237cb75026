"""管理员认下记录丢了：从剩下的接着给，编号不再用；演示、头一次用、先前没有清单的，不必认。"""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bench.attacker import bounds
from bench.knowledge import Knowledge
from bench.listener import learn
from etl.paths import released_dir, released_list
from metrics.command import main
from metrics.disclosure.inventory import read
from metrics.disclosure.lost import check, trouble
from metrics.disclosure.prepare import prepare
from metrics.show import show
from tests.metrics.disclosure.earlier_layouts import unlisted
from tests.metrics.disclosure.given_out import (
    DAMAGE,
    FIRST,
    LATE,
    SECOND,
    THIRD,
    give,
    gone,
    known,
    list_changed,
    list_emptied,
    list_gone,
    one_gone,
    one_harmless_byte,
    restart,
    swapped,
    the_last_gone,
    total,
    version,
)


@pytest.fixture(autouse=True)
def afresh():
    restart()


@pytest.fixture
def given(make_store, rows, tmp_path):
    return give(make_store, rows, tmp_path / "data")


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
        assert (released_dir(given) / f"{name}.damaged").exists() or damage in (
            gone,
            one_gone,
            the_last_gone,
            list_changed,
        )


def test_what_is_left_after_a_loss_is_still_held_against(make_store, rows, given):
    """The second record is lost, the first is not: the ninth firm's amount still can't be told from the two totals."""
    the_last_gone(given)
    assert main(["released", "--data", str(given), "--accept-loss", "--by", "张三", "--reason", "备份里也没有"]) == 0
    heard = Knowledge()
    for late in (FIRST, SECOND):
        learn(heard, version(make_store, rows, given, **late), [((), {}), (("industry",), {})])
    (found,) = bounds(heard, [("y", LATE[0], "2026Q1", 120.0)])
    assert not found.is_close()


@pytest.mark.parametrize("damage", [one_harmless_byte, swapped, list_gone, list_emptied, list_changed])
def test_a_record_that_can_be_read_is_held_to_have_been_given_out(make_store, rows, given, damage):
    """Both records are readable, whatever was done to them or to the list: the ninth firm stays safe, none is lost."""
    damage(given)
    assert main(["released", "--data", str(given), "--accept-loss", "--by", "张三", "--reason", "核对过"]) == 0
    heard = Knowledge()
    for late in (FIRST, SECOND, THIRD):
        learn(heard, version(make_store, rows, given, **late), [((), {}), (("industry",), {})])
    found = bounds(heard, [("y", LATE[0], "2026Q1", 120.0), ("y", LATE[1], "2026Q1", 130.0)])
    assert not any(one.is_close() for one in found)
    assert not list(released_dir(given).rglob("*.damaged"))


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
    restart()
    assert total(show(demo, "scale", role="researcher")) == [996.0]
    show(version(make_store, rows, tmp_path, **SECOND), "scale", role="researcher")
    assert len(known(tmp_path).listed) == 2


def test_a_first_installation_needs_no_word_from_anybody(make_store, rows, tmp_path, capsys):
    """Nothing given, nothing listed: the command says so, and the first question is answered."""
    assert main(["released", "--data", str(tmp_path)]) == 0
    assert "还没有清单" in capsys.readouterr().out
    assert not released_list(tmp_path).exists()
    assert total(show(version(make_store, rows, tmp_path), "scale", role="researcher")) == [996.0]

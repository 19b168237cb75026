"""给出过什么的记录丢了、坏了、放回的是旧的：不悄悄重画，说清缺哪一份、怎么办。"""

import shutil
import subprocess
from pathlib import Path

import pytest

from etl.paths import released_dir, released_list
from metrics.command import main
from metrics.disclosure.lost import RecordLostError, check, moved, trouble
from metrics.disclosure.prepare import prepare
from metrics.show import show
from metrics.store import StoreError
from tests.metrics.disclosure.given_out import (
    DAMAGE,
    FIRST,
    SECOND,
    THIRD,
    give,
    gone,
    known,
    restart,
    total,
    version,
)


@pytest.fixture(autouse=True)
def afresh():
    restart()


@pytest.fixture
def given(make_store, rows, tmp_path):
    return give(make_store, rows, tmp_path / "data")


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
    restart()
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
    restart()
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
    restart()
    assert len(links) == 2
    assert total(show(version(make_store, rows, given, **FIRST), "scale", role="researcher")) == first
    assert str(total(show(version(make_store, rows, given, **SECOND), "scale", role="researcher"))) == str(second)
    assert len(known(given).listed) == 2


def test_the_notes_of_versions_are_no_record(make_store, rows, given):
    """Thrown away, they come back from the records: the same cells, nothing new on the list."""
    before = total(show(version(make_store, rows, given, **SECOND), "scale", role="researcher"))
    shutil.rmtree(released_dir(given) / "versions")
    restart()
    assert str(total(show(version(make_store, rows, given, **SECOND), "scale", role="researcher"))) == str(before)
    assert len(known(given).listed) == 2

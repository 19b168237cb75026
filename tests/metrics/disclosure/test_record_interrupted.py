"""记一笔给出过什么：随时被杀、盘满、几个人同时来问，都没有给出而没记的，也没有同一版画两个方案。"""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from bench.attacker import bounds
from bench.knowledge import Knowledge
from bench.listener import learn
from etl.paths import PROJECT, released_dir, released_list
from metrics.disclosure import released
from metrics.disclosure.lost import trouble
from metrics.show import show
from tests.metrics.disclosure.given_out import FIRST, LATE, SECOND, known, restart, total, version
from tests.pages.small_data import write_data

STEPS = [(os, "open"), (os, "fsync"), (os, "link"), (Path, "replace"), (Path, "touch"), (Path, "unlink")]
SHOW = [sys.executable, "-m", "metrics", "show", "scale", "--role", "researcher", "--data"]
FULL = """
import resource, sys
from metrics.command import main
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
sys.exit(main(["show", "scale", "--role", "researcher", "--data", {data!r}]))
"""


class Killed(BaseException):
    """Nothing after this happens."""


@pytest.fixture(autouse=True)
def afresh():
    restart()


def asked(make_store, rows, data, late):
    return show(version(make_store, rows, data, **late), "scale", role="researcher")


def killed_at(patch, step, *, is_done):
    """Have the process end at its `step`-th act upon the disk from here on, with that act done or not."""
    count = iter(range(10_000))

    def ended(own):
        def act(*given, **more):
            number = next(count)
            if number > step or (number == step and not is_done):
                raise Killed
            done = own(*given, **more)
            if number == step:
                raise Killed
            return done

        return act

    for place, name in STEPS:
        patch.setattr(place, name, ended(getattr(place, name)))


@pytest.mark.parametrize("late", [FIRST, SECOND])
@pytest.mark.parametrize("is_done", [False, True])
def test_killed_at_any_step_nothing_is_given_that_is_not_on_record(make_store, rows, tmp_path, late, is_done):
    """At each act upon the disk in turn, of a first record and of one after another: no number came out; afterwards
    the record is whole, the list has each record once, and the answer is that of a process nobody killed.
    """
    asked(make_store, rows, tmp_path / "不打断", FIRST)
    right = asked(make_store, rows, tmp_path / "不打断", late)
    step = 0
    for step in range(100):
        data = tmp_path / f"{step}-{is_done}"
        if late:
            asked(make_store, rows, data, FIRST)
        store = version(make_store, rows, data, **late)
        restart()
        answer = None
        with pytest.MonkeyPatch.context() as patch:
            killed_at(patch, step, is_done=is_done)
            try:
                answer = show(store, "scale", role="researcher")
            except Killed:
                restart()
        assert trouble(data) == ""
        assert str(total(asked(make_store, rows, data, late))) == str(total(right))
        there = {file.relative_to(released_dir(data)).as_posix() for file in released_dir(data).glob("2026Q1/*.gz")}
        assert set(known(data).listed) == there
        assert len(there) == 1 + len(late)
        if answer is not None:
            break
    assert 8 < step < 99


def test_two_versions_drawn_at_the_same_moment_are_held_against_each_other(make_store, rows, tmp_path, monkeypatch):
    """Both are drawn before either is written; the second to write draws anew: the ninth firm can't be told."""
    gate, drawn, own = threading.Barrier(2), [], released.draw

    def at_once(*given):
        drawn.append(given)
        if len(drawn) <= 2:
            gate.wait(30)
        return own(*given)

    monkeypatch.setattr(released, "draw", at_once)
    stores = [version(make_store, rows, tmp_path, **late) for late in (FIRST, SECOND)]
    threads = [threading.Thread(target=show, args=(one, "scale"), kwargs={"role": "researcher"}) for one in stores]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(drawn) == 3
    heard = Knowledge()
    for store in stores:
        learn(heard, store, [((), {}), (("industry",), {})])
    (found,) = bounds(heard, [("y", LATE[0], "2026Q1", 120.0)])
    assert not found.is_close()
    assert len(known(tmp_path).listed) == 2


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """Real data, nothing given out yet."""
    periods = ["2025Q4", "2026Q1"]
    return write_data(tmp_path_factory.mktemp("real") / "data", is_demo=False, periods=periods, is_prepared=False)


@pytest.fixture
def ours(real, tmp_path):
    """A data folder of its own over the same books."""
    data = tmp_path / "data"
    data.mkdir()
    for one in ("ledger", "build"):
        (data / one).symlink_to(real / one)
    return data


def test_four_processes_asking_at_once_draw_one_pattern(ours):
    """The same version, nothing drawn yet: the same words to all four, one record and one line a quarter."""
    several = [subprocess.Popen([*SHOW, str(ours)], cwd=PROJECT, stdout=subprocess.PIPE) for _one in range(4)]
    told = {one.communicate()[0] for one in several}
    assert [one.returncode for one in several] == [0] * 4
    assert len(told) == 1
    assert sorted(known(ours).listed) == ["2025Q4/000001.json.gz", "2026Q1/000001.json.gz"]
    assert trouble(ours) == ""


@pytest.mark.parametrize("limit", [0, 40, 120, 300])
def test_a_full_disk_refuses_and_gives_no_number(ours, limit):
    """The parameters, the record, the list, the note: whichever doesn't fit, the answer is a refusal that says why;
    with room again the same command answers.
    """
    code = FULL.format(limit=limit, data=str(ours))
    full = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (full.returncode, full.stdout) == (1, "")
    assert "写不进去" in full.stderr
    assert trouble(ours) == ""
    done = subprocess.run([*SHOW, str(ours)], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(known(ours).listed) == 2


@pytest.mark.parametrize("after", [1.0, 1.5])
def test_a_process_killed_outright_leaves_a_record_that_is_whole(ours, after):
    """SIGKILL in the middle, whenever that is: the next process goes on, and no list is short of a record."""
    one = subprocess.Popen([sys.executable, "-m", "metrics", "prepare", "--data", str(ours)], cwd=PROJECT)
    time.sleep(after)
    one.send_signal(signal.SIGKILL)
    one.wait()
    assert trouble(ours) == ""
    assert subprocess.run([*SHOW, str(ours)], cwd=PROJECT, capture_output=True, check=False).returncode == 0
    assert len(known(ours).listed) == 2
    assert released_list(ours).read_bytes().endswith(b"\n")

"""`python -m metrics prepare`：算好、再来一遍没有可算的；别的进程在算就等；起它的进程没了，它也走。"""

import fcntl
import subprocess
import sys

import pytest

from etl.paths import PROJECT, released_dir
from metrics.disclosure.build import Build, periods
from metrics.store import open_store
from tests.pages.small_data import write_data

COMMAND = [sys.executable, "-m", "metrics", "prepare"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_data(tmp_path_factory.mktemp("prepare"), periods=["2026Q1"], is_prepared=False)


def ran(folder):
    done = subprocess.run([*COMMAND, "--data", str(folder)], cwd=PROJECT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_what_is_prepared_is_not_prepared_again(folder):
    """One quarter with figures the first time, none the second."""
    with open_store(folder) as store:
        assert periods(Build(store)) == {"2026Q1"}
    assert ran(folder) == "新算了 1 期，其余已经算好。"
    assert ran(folder) == "新算了 0 期，其余已经算好。"


def test_a_child_waits_for_its_turn_and_ends_with_its_parent(folder):
    """Another process holds the lock; the pipe to the parent is closed meanwhile."""
    released_dir(folder).mkdir(exist_ok=True)
    with (released_dir(folder) / ".preparing").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        command = [*COMMAND, "--child", "--data", str(folder)]
        with subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
            assert child.stdin is not None
            with pytest.raises(subprocess.TimeoutExpired):
                child.wait(3)
            child.stdin.close()
            assert child.wait(30) == 1


def test_a_child_that_has_done_its_work_ends_well(folder):
    """Exit code 0 although the pipe to the parent is still open."""
    command = [*COMMAND, "--child", "--data", str(folder)]
    with subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.wait(60) == 0

"""服务器身边的那个进程：有人等着就算，没人等、刚收了表就先不算；服务器停它也停。"""

import shutil
import time

import pytest

from etl.paths import released_dir
from metrics.store import open_store
from pages.ui import prepared
from pages.ui.preparing import Preparation


@pytest.fixture
def unprepared(data):
    shutil.rmtree(released_dir(data))
    return data


def is_prepared(data):
    with open_store(data) as store:
        return prepared.is_prepared(store)


def until(is_so):
    """Look again and again for a minute."""
    for _look in range(600):
        if is_so():
            return True
        time.sleep(0.1)
    return False


def test_somebody_waiting_has_the_version_worked_out(unprepared):
    """A process of its own does it."""
    one = Preparation(unprepared)
    one.ask(None)
    one.start()
    try:
        assert until(lambda: is_prepared(unprepared))
        assert not one.has_failed(None)
    finally:
        one.stop()


def test_a_version_just_built_is_left_alone_until_somebody_asks(unprepared):
    """Every version worked out counts as given out, and the next one hides more for it."""
    one = Preparation(unprepared)
    one.start()
    time.sleep(0.5)
    one.stop()
    assert not (released_dir(unprepared) / "versions").exists()


def test_a_failure_is_noted_and_told(unprepared, caplog):
    """A folder stands where the lock should be: the process ends with 1, and the log says why."""
    (released_dir(unprepared) / ".preparing").mkdir(parents=True)
    one = Preparation(unprepared)
    one.ask(None)
    one.start()
    try:
        assert until(lambda: one.has_failed(None))
    finally:
        one.stop()
    assert "没有算成（1）：披露控制要记下给出过什么，released 写不进去（是目录，不是文件）。" in caplog.text


def test_what_was_begun_is_finished_though_nobody_waits_any_more(unprepared, monkeypatch):
    """The visitor has left: the newest version is worked out to its end all the same."""
    monkeypatch.setattr("pages.ui.preparing._AGAIN", 0.3)
    one = Preparation(unprepared)
    one.ask(None)
    one.start()
    try:
        assert until(lambda: is_prepared(unprepared))
    finally:
        one.stop()


def test_a_process_that_was_killed_is_begun_again_where_it_stopped(unprepared, monkeypatch):
    """Killed at once; a while later what is missing is worked out, and the failure is forgotten."""
    monkeypatch.setattr("pages.ui.preparing._AGAIN", 1.0)
    one = Preparation(unprepared)
    one.ask(None)
    one.start()
    try:
        assert until(lambda: one._process is not None)
        assert one._process is not None
        one._process.kill()
        assert until(lambda: one.has_failed(None))
        assert until(lambda: one.ask(None) or (is_prepared(unprepared) and not one.has_failed(None)))
    finally:
        one.stop()

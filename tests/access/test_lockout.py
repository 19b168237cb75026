"""试错。"""

import pytest

from access import accounts, lockout
from access.attempt import attempt
from access.audit import search

GOOD = "Zq7-huangshan-lu"


def wrong(data, name, times, now, address="10.0.0.1"):
    return [lockout.failed(data, name, address, now + at) for at in range(times)]


def test_the_fifth_wrong_password_locks_and_each_lock_is_twice_as_long(tmp_path):
    """Five minutes, ten, twenty, forty, an hour at most."""
    assert wrong(tmp_path, "王丽", 5, 0.5) == [0, 0, 0, 0, 300]
    assert lockout.wait_seconds(tmp_path, "王丽", "10.9.9.9", 5.0) == 300
    assert lockout.wait_seconds(tmp_path, "王丽", "10.9.9.9", 305.0) == 0
    locks = [wrong(tmp_path, "王丽", 5, 1000.0 * turn, f"10.0.1.{turn}")[-1] for turn in range(1, 6)]
    assert locks == [600, 1200, 2400, 3600, 3600]


def test_no_other_account_is_locked(tmp_path):
    """Not even from the same address: one office has one address."""
    wrong(tmp_path, "王丽", 5, 0.5)
    assert lockout.wait_seconds(tmp_path, "李四", "10.0.0.1", 6.0) == 0
    assert list(lockout.locked(tmp_path, 6.0)) == ["王丽"]


def test_trying_many_names_from_one_address_is_slowed(tmp_path):
    """Thirty failures in five minutes, whatever the names, and the address waits; others don't."""
    for number in range(30):
        lockout.failed(tmp_path, f"某人{number}", "10.0.0.1", 1.0 + number)
    assert lockout.wait_seconds(tmp_path, "李四", "10.0.0.1", 40.0) == 290
    assert lockout.wait_seconds(tmp_path, "李四", "10.0.0.2", 40.0) == 0
    assert lockout.wait_seconds(tmp_path, "李四", "10.0.0.1", 400.0) == 0


def test_failures_are_forgotten_after_a_day_and_by_success(tmp_path):
    """Four wrong and a right one start again from nothing."""
    wrong(tmp_path, "王丽", 4, 0.5)
    lockout.succeeded(tmp_path, "王丽")
    assert wrong(tmp_path, "王丽", 4, 10.0) == [0, 0, 0, 0]
    assert lockout.failed(tmp_path, "王丽", "10.0.0.1", 10.0 + 25 * 3600) == 0


def test_a_locked_account_is_not_even_compared(tmp_path):
    """The right password doesn't open it before its time; unlock does; unknown names are told the same."""
    accounts.add(tmp_path, "王丽", "leader", GOOD)
    words = {
        name: [attempt(tmp_path, name, "不对", "10.0.0.1")[1] for _time in range(6)] for name in ("王丽", "没有此人")
    }
    assert words["王丽"] == words["没有此人"]
    assert attempt(tmp_path, "王丽", GOOD, "10.0.0.1")[0] is None
    assert lockout.unlock(tmp_path, "王丽")
    assert not lockout.unlock(tmp_path, "王丽")
    found, _words = attempt(tmp_path, "王丽", GOOD, "10.0.0.1")
    assert found is not None
    assert found.name == "王丽"


def test_every_try_leaves_a_line(tmp_path):
    """Wrong, locked, right: who and from where; the password never."""
    accounts.add(tmp_path, "王丽", "leader", GOOD)
    for _time in range(6):
        attempt(tmp_path, "王丽", "猜一个-Guess-1", "10.0.0.7")
    events = [line.event for line in search(tmp_path, who="王丽")]
    assert events == ["登录.锁定中", *["登录.失败"] * 5]
    assert {line.address for line in search(tmp_path)} == {"10.0.0.7"}
    assert search(tmp_path, text="Guess") == []


@pytest.mark.parametrize("name", ["", "x" * 5000, "'; DROP TABLE failures; --", "\x00"])
def test_any_text_is_a_name_nobody_has(tmp_path, name):
    """Whatever is sent for a name is counted and refused like a wrong password."""
    assert attempt(tmp_path, name, "x", "10.0.0.1") == (None, "账号或密码不对。")

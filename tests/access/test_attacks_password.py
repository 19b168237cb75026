"""攻击：猜密码。"""

import time
from concurrent.futures import ThreadPoolExecutor

from access import accounts, lockout
from access.audit import search
from access.audit_check import verify
from tests.access.server import PASSWORD
from tests.access.wire import ask, sign_in


def test_two_hundred_wrong_passwords_lock_that_account_and_no_other(site):
    """From one address within a minute; the log shows them; the right user gets in again after unlock."""
    port, data, log = site
    accounts.add(data, "guessed", "leader", PASSWORD)
    began = time.monotonic()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda number: sign_in(port, "guessed", f"Guess-{number:03d}-x"), range(200)))
    assert time.monotonic() - began < 60
    assert {answer.status for answer in answers} == {403}
    locked = sign_in(port, "guessed", PASSWORD)
    assert (locked.status, "试错太多次了" in locked.text) == (403, True)
    assert sign_in(port, "leader2", PASSWORD).status == 303
    assert list(lockout.locked(data)) == ["guessed"]
    failures = [line for line in search(data, who="guessed", most=1000) if line.event == "登录.失败"]
    assert 5 <= len(failures) <= 8
    assert sum(line.event == "登录.锁定中" for line in search(data, who="guessed", most=1000)) >= 190
    assert "账号 'guessed'" in log.read_text(encoding="utf-8")
    assert "Guess-" not in log.read_text(encoding="utf-8")
    assert search(data, text="Guess-") == []
    lockout.unlock(data, "guessed")
    assert sign_in(port, "guessed", PASSWORD).status == 303
    assert verify(data) == []


def test_a_lock_ends_by_itself(site, monkeypatch):
    """Five minutes later the right password opens it: told by the same clock that locked it."""
    _port, data, _log = site
    for _time in range(5):
        lockout.failed(data, "waiting", "10.3.3.3")
    assert 290 < lockout.wait_seconds(data, "waiting", "10.3.3.4") <= 300
    later = time.time() + 301
    monkeypatch.setattr(lockout.time, "time", lambda: later)
    assert lockout.wait_seconds(data, "waiting", "10.3.3.4") == 0


def test_known_and_unknown_names_cannot_be_told_apart(port):
    """The same words, the same status, and a comparison of passwords each."""
    answers = [sign_in(port, name, "Wrong-pass-1") for name in ("reviewer1", "nobody-here")]
    shown = {(answer.status, "账号或密码不对" in answer.text) for answer in answers}
    assert shown == {(403, True)}


def test_one_password_on_many_names_is_slowed_by_address(port):
    """Thirty names from one address, and it waits, also for a right password; other addresses don't."""
    sprayer = [("X-Forwarded-For", "10.44.0.1")]
    form = ask(port, "/sign-in", accept="text/html")
    token = form.cookies["clusters_form"]

    def attempt(name, headers):
        body = f"name={name}&password={PASSWORD}&token={token}&next=/".encode()
        kind = ("Content-Type", "application/x-www-form-urlencoded")
        ours = ("Origin", f"http://127.0.0.1:{port}")
        return ask(port, "/sign-in", "POST", [kind, ours, *headers], body, cookie=f"clusters_form={token}").status

    assert {attempt(f"sprayed{number}", sprayer) for number in range(30)} == {403}
    assert attempt("reviewer1", sprayer) == 403
    assert attempt("reviewer1", [("X-Forwarded-For", "10.44.0.2")]) == 303


def test_odd_passwords_are_wrong_passwords(port):
    """Empty, endless, with a zero byte: refused like any other."""
    for number, password in enumerate(["", "x" * 2000, "a\x00b", "密码" * 100]):
        assert sign_in(port, f"odd{number}", password).status == 403

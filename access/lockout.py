"""试错：连错几次锁账号，一次比一次久；同一来源试得太多，缓一缓。"""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from access.database import connected, is_set_up
from access.settings import load_settings

_UPSERT = (
    "INSERT INTO failures VALUES (:kind, :name, :failures, :locks, :last_at, :locked_until) "
    "ON CONFLICT (kind, name) DO UPDATE SET failures = :failures, locks = :locks, last_at = :last_at, "
    "locked_until = :locked_until"
)


def wait_seconds(data: Path, name: str, address: str, now: float | None = None) -> int:
    """How long this account, from this address, still has to wait before a password is looked at; 0 if not at all.

    A name nobody has is treated like any other, so that waiting tells nothing about which names exist.
    """
    moment = now or time.time()
    with connected(data) as connection:
        found = connection.execute(
            "SELECT max(locked_until) FROM failures WHERE (kind, name) IN (('account', ?), ('address', ?))",
            (_key(name), address),
        ).fetchone()[0]
    return max(0, int((found or 0) - moment + 0.999))


def failed(data: Path, name: str, address: str, now: float | None = None) -> int:
    """Count one wrong password. Returns for how many seconds the account is locked from now on, 0 if it isn't yet."""
    moment, rules = now or time.time(), load_settings(data).lockout
    with connected(data, writing=True) as connection:
        forgotten = moment - rules["forget_hours"] * 3600
        connection.execute("DELETE FROM failures WHERE last_at < ? AND locked_until < ?", (forgotten, moment))

        def earlier(kind: str, key: str) -> dict[str, Any]:
            row = connection.execute("SELECT * FROM failures WHERE kind = ? AND name = ?", (kind, key)).fetchone()
            return dict(row) if row else {"kind": kind, "name": key, "failures": 0, "locks": 0, "last_at": moment}

        mine = _after_account(earlier("account", _key(name)), rules, moment)
        connection.execute(_UPSERT, mine)
        connection.execute(_UPSERT, _after_address(earlier("address", address), rules, moment))
    return int(max(0, mine["locked_until"] - moment))


def _after_account(row: Mapping[str, Any], rules: Mapping[str, Any], now: float) -> dict[str, Any]:
    failures, locks, until = row["failures"] + 1, row["locks"], row.get("locked_until", 0)
    if failures >= rules["failures"]:
        until = now + min(rules["longest_seconds"], rules["first_seconds"] * 2 ** min(locks, 20))
        failures, locks = 0, locks + 1
    return {**row, "failures": failures, "locks": locks, "last_at": now, "locked_until": until}


def _after_address(row: Mapping[str, Any], rules: Mapping[str, Any], now: float) -> dict[str, Any]:
    # 窗口从第一次出错算起；last_at 在这里记窗口的开头
    is_over = now - row["last_at"] > rules["address_seconds"]
    failures, start = (1, now) if is_over else (row["failures"] + 1, row["last_at"])
    until = now + rules["address_seconds"] if failures >= rules["address_failures"] else row.get("locked_until", 0)
    return {**row, "failures": failures, "locks": 0, "last_at": start, "locked_until": until}


def succeeded(data: Path, name: str) -> None:
    """Forget the account's wrong passwords; the address's own count stays."""
    unlock(data, name)


def unlock(data: Path, name: str) -> bool:
    """Let the account try again at once. Returns whether there was anything to forget."""
    if not is_set_up(data):
        return False
    with connected(data, writing=True) as connection:
        gone = connection.execute("DELETE FROM failures WHERE kind = 'account' AND name = ?", (_key(name),))
        return bool(gone.rowcount)


def locked(data: Path, now: float | None = None) -> dict[str, float]:
    """Locked account names and until when (seconds since 1970)."""
    if not is_set_up(data):
        return {}
    with connected(data) as connection:
        query = "SELECT name, locked_until FROM failures WHERE kind = 'account' AND locked_until > ?"
        return {row["name"]: row["locked_until"] for row in connection.execute(query, (now or time.time(),))}


def _key(name: str) -> str:
    return name[:64]

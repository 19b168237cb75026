"""登录：服务器上一行，浏览器里一个令牌；退出、停用、改密码、久不动或到期都作废。"""

import hashlib
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from access.accounts import Account, account
from access.database import connected, is_set_up
from access.role import load_roles
from access.settings import load_settings

_KEEP_SEEN_SECONDS = 30  # 多久才改写一次“最近在动”，免得每点一下都写盘


@dataclass(frozen=True)
class Session:
    """A sign-in that counts. `id` is the token's sha256; `form_token` goes with every form; times in seconds."""

    id: str
    account: Account
    form_token: str
    address: str
    begun_at: float
    seen_at: float


def begin(data: Path, known: Account, address: str, now: float | None = None) -> str:
    """Open a session and return its token, which is kept nowhere here."""
    token, moment = secrets.token_urlsafe(32), now or time.time()
    with connected(data, writing=True) as connection:
        rules = load_settings(data).session
        connection.execute("DELETE FROM sessions WHERE begun_at < ?", (moment - rules["absolute_hours"] * 3600,))
        row = (session_id(token), known.name, known.epoch, secrets.token_urlsafe(32), address, moment, moment)
        connection.execute("INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    return token


def session_id(token: str) -> str:
    """The name of a token's session in the database."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def find(data: Path, identity: str, now: float | None = None) -> Session | None:
    """The session of that id if it still counts: not ended, not idle, not too old, its account as it was at sign-in."""
    if not identity or not is_set_up(data):
        return None
    moment, rules = now or time.time(), load_settings(data)
    with connected(data) as connection:
        row = connection.execute("SELECT * FROM sessions WHERE id = ?", (identity,)).fetchone()
        owner = row and connection.execute("SELECT * FROM accounts WHERE name = ?", (row["name"],)).fetchone()
    if not row or not owner:
        return None
    known = account(owner)
    is_late = (
        moment - row["seen_at"] > rules.session["idle_minutes"] * 60
        or moment - row["begun_at"] > rules.session["absolute_hours"] * 3600
    )
    is_shut = known.role not in load_roles() or (known.role == "public" and not rules.sign_in["is_public_open"])
    if is_late or is_shut or known.is_disabled or known.epoch != row["epoch"]:
        return None
    return Session(identity, known, row["form_token"], row["address"], row["begun_at"], row["seen_at"])


def touch(data: Path, found: Session, now: float | None = None) -> None:
    """Note that its user is there, at most twice a minute."""
    moment = now or time.time()
    if moment - found.seen_at < _KEEP_SEEN_SECONDS:
        return
    with connected(data, writing=True) as connection:
        connection.execute("UPDATE sessions SET seen_at = ? WHERE id = ?", (moment, found.id))


def end(data: Path, identity: str) -> None:
    """Sign out: the token is worth nothing from now on."""
    with connected(data, writing=True) as connection:
        connection.execute("DELETE FROM sessions WHERE id = ?", (identity,))

"""账号：建、停用、启用、改密码、列出。每次改动都使此前的登录失效。"""

import json
import re
import sqlite3
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from access import password as secret
from access.database import connected, is_set_up
from access.fault import AccessError
from access.role import DEMO, SCOPES, load_roles
from access.settings import load_settings
from etl.words import _

Scope = Mapping[str, tuple[str, ...]]
_NAME = re.compile(r"[\w.@+-]{2,64}")


@dataclass(frozen=True)
class Account:
    """One account. `scope` maps subdistrict|cluster to the names this account answers for; {} for roles without one."""

    name: str
    role: str
    scope: Scope
    origin: str
    is_disabled: bool
    epoch: int
    changed_at: float


def add(data: Path, name: str, role: str, password: str, scope: Scope | None = None) -> Account:
    """Create a local account. Raises AccessError with every reason against it."""
    wrong = _wrong_name(name) + _wrong_role(role, scope or {}) + secret.problems(password, name, load_settings(data))
    if wrong:
        raise AccessError("\n".join(wrong))
    stored = secret.hashed(password)
    with connected(data, writing=True) as connection:
        if _row(connection, name):
            raise AccessError(_("已经有账号“{0}”了；改密码用 password，停用用 disable。").format(name))
        row = (name, role, json.dumps(scope or {}, ensure_ascii=False), stored, time.time())
        connection.execute("INSERT INTO accounts VALUES (?, ?, ?, 'local', '', ?, 0, 1, ?)", row)
    return find(data, name) or _missing(name)


def find(data: Path, name: str) -> Account | None:
    """The account of that name, or None."""
    if not is_set_up(data):
        return None
    with connected(data) as connection:
        row = _row(connection, name)
    return account(row) if row else None


def listed(data: Path) -> list[Account]:
    """All accounts by name; [] where none has been made."""
    if not is_set_up(data):
        return []
    with connected(data) as connection:
        return [account(row) for row in connection.execute("SELECT * FROM accounts ORDER BY name")]


def set_disabled(data: Path, name: str, *, is_disabled: bool) -> None:
    """Disable or enable; either way every session of the account ends. Raises AccessError for an unknown name."""
    _change(data, name, "is_disabled", int(is_disabled))


def set_role(data: Path, name: str, role: str, scope: Scope | None = None) -> None:
    """Give another role; every session of the account ends. Raises AccessError."""
    wrong = _wrong_role(role, scope or {})
    if wrong:
        raise AccessError("\n".join(wrong))
    _change(data, name, "role", role)
    _change(data, name, "scope", json.dumps(scope or {}, ensure_ascii=False))


def set_password(data: Path, name: str, password: str) -> None:
    """Change the password; every session of the account ends. Raises AccessError with every rule broken."""
    known = find(data, name) or _missing(name)
    if known.origin != "local":
        raise AccessError(_("“{0}”由统一身份认证登录，密码不在这里。").format(name))
    wrong = secret.problems(password, name, load_settings(data))
    if wrong:
        raise AccessError("\n".join(wrong))
    _change(data, name, "password", secret.hashed(password))


def password_fits(data: Path, name: str, password: str) -> Account | None:
    """The enabled local account whose password this is, else None; an unknown name takes the same time."""
    with connected(data) as connection:
        row = _row(connection, name)
    fits = secret.is_right(row["password"] if row and row["origin"] == "local" else "", password)
    if not (fits and row) or row["is_disabled"]:
        return None
    if secret.needs_rehash(row["password"]):
        with connected(data, writing=True) as connection:
            change = "UPDATE accounts SET password = ? WHERE name = ? AND password = ?"
            connection.execute(change, (secret.hashed(password), name, row["password"]))
    return account(row)


def sign_in_from(data: Path, origin: str, subject: str, name: str, role: str) -> Account:
    """The account of someone an identity provider or proxy vouches for, made or brought up to date.

    Raises AccessError where the name belongs to somebody else, the account is disabled or the name or role cannot be.
    """
    wrong = _wrong_name(name) + _wrong_role(role, {}, needs_scope=False)
    if wrong:
        raise AccessError("\n".join(wrong))
    with connected(data, writing=True) as connection:
        row = _row(connection, name)
        if row and (row["origin"], row["subject"]) != (origin, subject):
            raise AccessError(_("账号名“{0}”已经属于另一个人；请联系管理员。").format(name))
        if row and row["is_disabled"]:
            raise AccessError(_("账号“{0}”已停用；请联系管理员。").format(name))
        if not row:
            values = (name, role, "{}", origin, subject, "", time.time())
            connection.execute("INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?, 0, 1, ?)", values)
        elif row["role"] != role:
            change = "UPDATE accounts SET role = ?, epoch = epoch + 1, changed_at = ? WHERE name = ?"
            connection.execute(change, (role, time.time(), name))
        return account(_row(connection, name) or _missing(name))


def account(row: sqlite3.Row) -> Account:
    """A row of the accounts table as a record."""
    scope = {kind: tuple(names) for kind, names in json.loads(row["scope"]).items()}
    return Account(
        row["name"], row["role"], scope, row["origin"], bool(row["is_disabled"]), row["epoch"], row["changed_at"]
    )


_CHANGES = {
    "is_disabled": "UPDATE accounts SET is_disabled = ?, epoch = epoch + 1, changed_at = ? WHERE name = ?",
    "role": "UPDATE accounts SET role = ?, epoch = epoch + 1, changed_at = ? WHERE name = ?",
    "scope": "UPDATE accounts SET scope = ?, epoch = epoch + 1, changed_at = ? WHERE name = ?",
    "password": "UPDATE accounts SET password = ?, epoch = epoch + 1, changed_at = ? WHERE name = ?",
}


def _change(data: Path, name: str, what: str, value: object) -> None:
    if not is_set_up(data):
        _missing(name)
    with connected(data, writing=True) as connection:
        if not connection.execute(_CHANGES[what], (value, time.time(), name)).rowcount:
            _missing(name)


def _row(connection: sqlite3.Connection, name: str) -> sqlite3.Row | None:
    return connection.execute("SELECT * FROM accounts WHERE name = ?", (name,)).fetchone()


def _missing(name: str) -> NoReturn:
    raise AccessError(_("没有账号“{0}”；用 list 看现有的。").format(name))


def _wrong_name(name: str) -> list[str]:
    return [] if _NAME.fullmatch(name) else [_("账号名 2 到 64 个字：汉字、字母、数字和 . _ @ + -。")]


def _wrong_role(role: str, scope: Scope, *, needs_scope: bool = True) -> list[str]:
    known = load_roles()
    if role not in known or role == DEMO:
        names = "、".join(name for name in known if name != DEMO)
        return [_("没有角色“{0}”；可用的有 {1}。").format(role, names)]
    if set(scope) - set(SCOPES.values()):
        return [_("分管的口子只能是街道或集群。")]
    if known[role].is_scoped and needs_scope and not any(scope.values()):
        return [_("{0}要写明分管哪个街道或集群：--scope 街道=泉城路街道。").format(known[role].title)]
    if scope and not known[role].is_scoped:
        return [_("{0}看的是全部，不用写分管哪里。").format(known[role].title)]
    return []

"""登录与会话的设置：随程序带的一份，加上数据目录里改过的几项。"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from access.fault import AccessError
from access.role import load_roles
from etl.words import _

SHIPPED = Path(__file__).with_name("settings.toml")
LEAST_AUDIT_DAYS = 185  # 网络安全法：日志留存不少于六个月
_MODES = (("local",), ("oidc",), ("proxy",), ("local", "oidc"))


@dataclass(frozen=True)
class Settings:
    """One reading of the settings; each field is a table of settings.toml, keys and meanings as written there."""

    sign_in: Mapping[str, Any]
    session: Mapping[str, Any]
    lockout: Mapping[str, Any]
    password: Mapping[str, Any]
    audit: Mapping[str, Any]
    oidc: Mapping[str, Any]
    proxy: Mapping[str, Any]

    @property
    def modes(self) -> tuple[str, ...]:
        """Ways to sign in, sorted."""
        return tuple(sorted(self.sign_in["modes"]))


def settings_file(data: Path) -> Path:
    """Where an installation writes what it changes."""
    return data / "access" / "settings.toml"


_read: dict[Path, tuple[tuple[int, int], Settings]] = {}


def load_settings(data: Path) -> Settings:
    """The settings in force, read anew when the file has changed. Raises AccessError naming every wrong key."""
    file = settings_file(data)
    try:
        stat = file.stat()
        state = (stat.st_mtime_ns, stat.st_size)
    except FileNotFoundError:
        state = (0, 0)
    if file not in _read or _read[file][0] != state:
        _read[file] = (state, _load(file if state != (0, 0) else None))
    return _read[file][1]


def _load(file: Path | None) -> Settings:
    tables = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    if file is not None:
        try:
            own = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise AccessError(_("{0} 读不出来：{1}。").format(file, error)) from error
        wrong = _merge(tables, own)
        if wrong:
            raise AccessError("\n".join(_("{0}：{1}").format(file, one) for one in wrong))
    settings = Settings(**tables)
    wrong = _rules(settings)
    if wrong:
        raise AccessError("\n".join(_("{0}：{1}").format(file or SHIPPED, one) for one in wrong))
    return settings


def _merge(tables: dict[str, Any], own: Mapping[str, Any]) -> list[str]:
    """Put an installation's values over the shipped ones; answers what was wrong with them."""
    wrong = []
    for name, table in own.items():
        if name not in tables or not isinstance(table, dict):
            wrong.append(_("没有 [{0}] 这一节。").format(name))
            continue
        for key, value in table.items():
            known = tables[name].get(key)
            if known is None:
                wrong.append(_("[{0}] 里没有 {1} 这一项。").format(name, key))
            elif type(value) is not type(known):
                wrong.append(_("[{0}] {1} 的写法不对，应当像 {2!r}。").format(name, key, known))
            else:
                tables[name][key] = value
    return wrong


def _rules(settings: Settings) -> list[str]:
    wrong = []
    if settings.modes not in _MODES:
        wrong.append(_("[sign_in] modes 只能是 local、oidc、proxy 之一，或 local 与 oidc 并用。"))
    if settings.sign_in["required"] not in ("auto", "always"):
        wrong.append(_("[sign_in] required 只能是 auto 或 always。"))
    if settings.audit["keep_days"] < LEAST_AUDIT_DAYS:
        wrong.append(_("[audit] keep_days 不能少于 {0} 天。").format(LEAST_AUDIT_DAYS))
    for name, table in (("session", settings.session), ("lockout", settings.lockout), ("password", settings.password)):
        wrong += [_("[{0}] {1} 要大于零。").format(name, key) for key, value in table.items() if value <= 0]
    if settings.password["shortest"] < 10 or not 3 <= settings.password["classes"] <= 4:
        wrong.append(_("[password] 不能比 10 个字符、3 类更松。"))
    known = load_roles().keys() - {"demo"}
    for name, table in (("oidc", settings.oidc), ("proxy", settings.proxy)):
        wrong += [
            _("[{0}.roles] 没有“{1}”这种角色。").format(name, role)
            for role in table["roles"].values()
            if role not in known
        ]
    return wrong

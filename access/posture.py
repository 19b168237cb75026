"""要不要登录：只绑本机、只有演示数据才免；要登录而没有备齐，就不启动。"""

import ipaddress
import json
from pathlib import Path
from urllib.parse import urlsplit

from starlette.types import Scope

from access import accounts, secret_file
from access.database import access_dir, check_private, database_file
from access.fault import AccessError
from access.settings import Settings, load_settings
from etl.paths import filing_names, ledger_dir
from etl.words import _

_NO_FIRMS = ("indicator",)  # 指标填报是已公布的汇总数，不含哪一家企业
_seen: dict[Path, tuple[tuple[str, ...], bool]] = {}


def has_real_data(data: Path) -> bool:
    """Whether any filing, withdrawn ones too, holds real firms: `?as_of=` still shows a withdrawn one.

    A page that can't be read counts as real.
    """
    names = tuple(filing_names(data))
    if data not in _seen or _seen[data][0] != names:
        _seen[data] = (names, any(_is_real(ledger_dir(data) / name / "filing.json") for name in names))
    return _seen[data][1]


def _is_real(file: Path) -> bool:
    try:
        page = json.loads(file.read_text(encoding="utf-8"))
        return page["kind"] == "load" and not page["is_demo"] and page["record"] not in _NO_FIRMS
    except (OSError, ValueError, KeyError, TypeError):
        return True


def is_loopback(address: str | None) -> bool:
    """Whether an address is this machine itself; a name other than localhost, or none, is not."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address((address or "").strip("[]")).is_loopback
    except ValueError:
        return False


def is_open(data: Path, scope: Scope) -> bool:
    """Whether this very connection may do without sign-in: from this machine, to this machine, demo data only."""
    if is_always_closed(load_settings(data)):
        return False
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    client, server = (scope.get("client") or [""])[0], (scope.get("server") or [""])[0]
    return all(is_loopback(one) for one in (client, server, _host_name(host))) and not has_real_data(data)


def _host_name(host: str) -> str:
    """The name in a Host header, without the port; "" where it makes no sense."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def is_always_closed(settings: Settings) -> bool:
    """Whether the settings ask for sign-in whatever the data."""
    return settings.sign_in["required"] == "always" or settings.modes != ("local",)


def start_problems(data: Path, address: str | None, *, has_tls: bool) -> list[str]:
    """Why the server must not start, in Chinese; [] if it may. `address` is what it binds to, None or "" for all."""
    try:
        settings = load_settings(data)
        for path in (access_dir(data), database_file(data)):
            if path.exists():
                check_private(path)
    except AccessError as error:
        return [str(error)]
    is_local, is_real = is_loopback(address), has_real_data(data)
    if is_local and not is_real and not is_always_closed(settings):
        return []
    return [
        *_no_way_in(data, settings, is_real=is_real, is_local=is_local),
        *_bad_binding(settings, address, is_local=is_local, has_tls=has_tls),
    ]


def _no_way_in(data: Path, settings: Settings, *, is_real: bool, is_local: bool) -> list[str]:
    try:
        found = secret_file.problems(settings)
        if settings.modes == ("local",) and all(one.is_disabled for one in accounts.listed(data)):
            why = _("已载入真实数据") if is_real else _("服务对本机以外开放") if not is_local else _("设置要求登录")
            words = _("{0}，必须登录，可一个能用的账号也没有。请先建一个：python -m access add 名字 --role admin")
            found.append(words.format(why))
    except AccessError as error:
        return [str(error)]
    return found


def _bad_binding(settings: Settings, address: str | None, *, is_local: bool, has_tls: bool) -> list[str]:
    if is_local:
        return []
    where = address or _("所有地址")
    if settings.modes == ("proxy",):
        return [_("用受信代理的请求头认人时只能绑 127.0.0.1，现在绑的是 {0}。").format(where)]
    if not has_tls and not settings.sign_in["allow_plain_http"]:
        words = _(
            "绑在 {0} 又没有证书，密码会明文经过网络。请只绑 127.0.0.1，由本机的 nginx 管证书（见 README 部署）。"
        )
        return [words.format(where)]
    return []

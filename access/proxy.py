"""受信代理：它替我们认了人，把名字和角色写在请求头里；没有它的密钥就不信。"""

import hmac
from collections.abc import Mapping

from starlette.types import Scope

from access.door import header
from access.secret_file import PROXY_VARIABLE, SHORTEST_PROXY_SECRET, secret
from access.settings import Settings


def vouched_for(scope: Scope, settings: Settings) -> tuple[str, str] | None:
    """Name and role by a trusted proxy's headers; None without the proxy's secret, a name, or a role we know."""
    rules = settings.proxy
    expected = secret(rules["secret_file"], PROXY_VARIABLE)
    given = header(scope, rules["secret_header"].lower().encode()) or ""
    if len(expected) < SHORTEST_PROXY_SECRET or not hmac.compare_digest(given.encode(), expected.encode()):
        return None
    names = [value for key, value in scope["headers"] if key == rules["name_header"].lower().encode()]
    roles = header(scope, rules["roles_header"].lower().encode()) or ""
    role = first_role([one.strip() for one in _text(roles).split(",")], rules["roles"])
    if len(names) != 1 or not names[0] or role is None:
        return None
    return _text(names[0].decode("latin-1")), role


def first_role(theirs: list[str], known: Mapping[str, str]) -> str | None:
    """Our role for what another system calls them: the first line of the configured table that fits, or None."""
    return next((ours for name, ours in known.items() if name in theirs), None)


def _text(value: str) -> str:
    """A header's value as UTF-8 where it is, for Chinese names."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value

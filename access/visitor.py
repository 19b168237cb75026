"""来人：请求带着什么凭证，算谁。"""

import hmac
import logging
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import HTTPConnection
from starlette.types import Scope

from access import accounts, audit, posture, proxy, session
from access.cookie import AS_COOKIE, session_cookie
from access.current import User, demo_user, user_of
from access.fault import AccessError
from access.identity import ADDRESS_HEADER, OPEN, SESSION_HEADER, sealed
from access.settings import Settings, load_settings

VISITOR = "access_visitor"  # 本模块自己的几页从请求里取来人用的名字
_INTERNAL = {SESSION_HEADER.lower().encode(), ADDRESS_HEADER.lower().encode()}
log = logging.getLogger("access")


@dataclass(frozen=True)
class Visitor:
    """Who is at the gate. `user` None: nobody we know. `token` is set where a new cookie must be given back."""

    user: User | None
    session: session.Session | None
    address: str
    token: str = ""
    has_stale_cookie: bool = False

    @property
    def identity(self) -> str:
        """What is sealed into the header for the pages."""
        if self.session:
            return self.session.id
        return f"{OPEN}:{self.user.role}" if self.user else ""


def is_tls(scope: Scope) -> bool:
    """Whether the visitor's own connection is encrypted, at the proxy or here."""
    return scope["scheme"] in ("https", "wss")


def recognise(data: Path, scope: Scope) -> Visitor:
    """Who this request comes from: open mode, a proxy's word, or a session cookie. Raises AccessError."""
    request, settings = HTTPConnection(scope), load_settings(data)
    address = (scope.get("client") or ("",))[0] or ""
    if posture.is_open(data, scope):
        return Visitor(demo_user(request.cookies.get(AS_COOKIE, ""), address), None, address)
    token = request.cookies.get(session_cookie(is_tls(scope)), "")
    found = session.find(data, session.session_id(token)) if token else None
    if "proxy" in settings.modes:
        return _by_proxy(data, scope, settings, found, address)
    user = user_of(found, address) if found else None
    return Visitor(user, found, address, has_stale_cookie=bool(token) and found is None)


def _by_proxy(data: Path, scope: Scope, settings: Settings, found: session.Session | None, address: str) -> Visitor:
    vouched = proxy.vouched_for(scope, settings)
    if vouched is None:
        return Visitor(None, None, address)
    name, role = vouched
    if found and hmac.compare_digest(found.account.name.encode(), name.encode()) and found.account.role == role:
        return Visitor(user_of(found, address), found, address)
    if scope["type"] != "http":
        return Visitor(None, None, address)  # 先打开页面，页面才有会话
    known = accounts.sign_in_from(data, "proxy", name, name, role)
    token = session.begin(data, known, address)
    fresh = session.find(data, session.session_id(token))
    audit.record("登录.成功", name, data=data, address=address, origin="proxy", as_role=role)
    return Visitor(user_of(fresh, address) if fresh else None, fresh, address, token)


def stripped(scope: Scope, settings: Settings) -> list[tuple[bytes, bytes]]:
    """The request's headers without any that only we or the proxy may set; also in other spellings."""
    theirs = {settings.proxy[key].lower().encode() for key in ("name_header", "roles_header", "secret_header")}
    unwanted = _INTERNAL | theirs
    return [(key, value) for key, value in scope["headers"] if key.lower().replace(b"_", b"-") not in unwanted]


def introduced(scope: Scope, visitor: Visitor, settings: Settings) -> Scope:
    """The same request with the visitor's identity in sealed headers."""
    mine = [
        (SESSION_HEADER.lower().encode(), sealed(visitor.identity).encode()),
        (ADDRESS_HEADER.lower().encode(), sealed(visitor.address).encode()),
    ]
    return {**scope, "headers": [*stripped(scope, settings), *mine]}


def why_not(error: AccessError) -> str:
    """What a refused visitor is told; the whole reason goes to the log."""
    log.warning("拒绝登录：%r", str(error))
    return str(error)

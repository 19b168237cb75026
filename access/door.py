"""门：一个请求要去哪里，够不够格；全是判断，不收发。"""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.types import Scope

# 不登录也能到的：登录自己的几页、健康检查、页面图标
OWN = ("/sign-in", "/sign-in/style.css", "/sign-in/oidc", "/sign-in/oidc/back", "/sign-out", "/password")
HEALTH = ("/livez", "/readyz", "/_stcore/health")
_FREE = (*OWN[:4], *HEALTH, "/favicon.png")
# 谁也到不了的：代理程序接口、内部自检、旧式组件、样板静态目录
_CLOSED = ("/_stcore/agent", "/_stcore/script-health-check", "/component/", "/app/static", "/_stcore/bidi-components")
_STRANGE = re.compile(r"[\x00-\x1f\x7f\\]|//|(?:^|/)\.{1,2}(?:/|$)")
_LONGEST = 8192


def header(scope: Scope, name: bytes) -> str | None:
    """The first header of that (lower-case) name."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), None)


def kind_of(path: str) -> str:
    """What a path leads to: own, free, closed, metrics, upload, media, socket, or page (everything else)."""
    if path in OWN or path.startswith("/as/"):
        return "own"
    if path in _FREE:
        return "free"
    if path.casefold().startswith(_CLOSED):
        return "closed"
    for start, kind in (
        ("/_stcore/metrics", "metrics"),
        ("/_stcore/upload_file", "upload"),
        ("/media", "media"),
        ("/_stcore/stream", "socket"),
    ):
        if path.startswith(start):
            return kind
    return "page"


def is_free(path: str) -> bool:
    """Whether anybody may go there without signing in."""
    return path in _FREE


def malformed(scope: Scope) -> int:
    """The status that refuses a path nobody honest sends, 0 for a good one."""
    raw = scope.get("raw_path") or b""
    if len(raw) + len(scope.get("query_string", b"")) > _LONGEST:
        return 414
    if _STRANGE.search(scope["path"]) or b"%2f" in raw.lower() or b"%5c" in raw.lower() or scope.get("root_path"):
        return 400
    return 0


def wrong_method(kind: str, method: str) -> bool:
    """Whether this method has no business there: only uploads and our own forms take anything but reading."""
    allowed = {"upload": {"PUT", "DELETE", "OPTIONS"}, "own": {"GET", "HEAD", "POST"}, "free": {"GET", "HEAD"}}
    return method not in allowed.get(kind, {"GET", "HEAD"})


def host_is_known(scope: Scope, hosts: Sequence[str]) -> bool:
    """Whether the Host header, given exactly once, is one we answer to; any port will do, user info never."""
    given = [value for key, value in scope["headers"] if key == b"host"]
    if len(given) != 1:
        return False
    try:
        parsed = urlsplit("//" + given[0].decode("latin-1"))
        name, _port = (parsed.hostname or "").rstrip("."), parsed.port
    except ValueError:
        return False
    if parsed.username is not None or parsed.password is not None or parsed.path or parsed.query or parsed.fragment:
        return False
    return any(name == host or (host.startswith("*.") and name.endswith(host[1:])) for host in hosts)


def origin_is_ours(scope: Scope, *, is_required: bool = False) -> bool:
    """Whether the request was made by one of our own pages, as far as the browser says.

    `is_required`: a form must say where it comes from, by Origin or Referer; other requests need not.
    """
    origin = header(scope, b"origin") or (header(scope, b"referer") if is_required else None)
    if not origin:
        return not is_required
    try:
        parsed = urlsplit(origin)
    except ValueError:
        return False
    secure = {"https", "wss"}
    is_same_scheme = (parsed.scheme in secure) == (scope["scheme"] in secure) and parsed.scheme in ("http", "https")
    return is_same_scheme and parsed.netloc == header(scope, b"host")


def wants_page(scope: Scope) -> bool:
    """Whether a browser is on its way to a page, so that it can be led to sign in; anything else gets a plain 401."""
    accept = header(scope, b"accept") or ""
    return scope["method"] == "GET" and "text/html" in accept and "." not in scope["path"].rsplit("/", 1)[-1]


def safe_next(where: str) -> str:
    """Where to go after signing in: a path of ours with its query, or "/" for anything else."""
    if not where.startswith("/") or len(where) > 2000 or re.search(r"[\x00-\x20\x7f\\]", where):
        return "/"
    try:
        parsed = urlsplit(where)
    except ValueError:
        return "/"
    is_ours = not parsed.scheme and not parsed.netloc and not where.startswith("//")
    return where if is_ours and "//" not in parsed.path and kind_of(parsed.path) == "page" else "/"

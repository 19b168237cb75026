"""关口：一切请求先到这里。没有登录的，只到得了登录页和健康检查；登录了的，只用得了自己的链接和权限。"""

from collections.abc import Callable, Sequence
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response
from starlette.routing import Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access import door, refusal, session, stream
from access.cookie import drop_session_cookie, set_session_cookie
from access.fault import AccessError
from access.link import Links
from access.settings import Settings, load_settings
from access.sign_in import sign_in_routes
from access.visitor import VISITOR, Visitor, introduced, is_tls, recognise, why_not
from etl.paths import data_dir
from etl.words import _


class Gate:
    """ASGI middleware before everything else.

    `hosts`: the names we answer to; `most_bytes`: the largest upload; `asked`: reads a websocket frame (stream.Rules).
    """

    def __init__(
        self, app: ASGIApp, hosts: Sequence[str], most_bytes: int, asked: Callable[[bytes], tuple[bool, str]]
    ) -> None:
        self.app = app
        self.hosts = [host.lower() for host in hosts]
        self.most_bytes = most_bytes
        self.links = Links()
        self.rules = stream.Rules(asked, self.links)
        self.own = Router(routes=sign_in_routes(self.links))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through, lead to sign-in, or refuse."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        data = data_dir()
        try:
            settings = load_settings(data)
            visitor = recognise(data, scope)
        except AccessError as error:
            nobody = Visitor(None, None, (scope.get("client") or ("",))[0])
            refusal.note(data, "拒绝.登录", nobody, why=why_not(error))
            await refusal.answer(scope, receive, send, 403, _("登录没有成功，请联系管理员。"))
            return
        status, words = self._objection(scope, visitor)
        if status == 302:
            await self._to_sign_in(scope, receive, send, visitor)
        elif status:
            what = {"path": scope["path"], "method": scope.get("method", "WEBSOCKET"), "status": str(status)}
            refusal.note(data, "拒绝.访问", visitor, **what)
            await refusal.answer(scope, receive, send, status, words)
        else:
            await self._through(scope, receive, send, visitor, settings)

    def _objection(self, scope: Scope, visitor: Visitor) -> tuple[int, str]:
        """Status and words of the refusal, (302, "") towards sign-in, or (0, "")."""
        path, is_socket = scope["path"], scope["type"] == "websocket"
        kind = door.kind_of(path)
        if status := door.malformed(scope):
            return status, _("网址不对。")
        if not door.host_is_known(scope, self.hosts):
            return 400, _("这个域名不归本系统管。")
        if kind == "closed" or is_socket != (kind == "socket"):
            return 404, _("没有这个地址。")
        if not is_socket and door.wrong_method(kind, scope["method"]):
            return 405, _("不能这样访问。")
        if kind == "free" or (kind == "own" and (door.is_free(path) or visitor.user)):
            return 0, ""
        if not visitor.user:
            return (302, "") if not is_socket and door.wants_page(scope) else (401, _("请先登录。"))
        if not door.origin_is_ours(scope):
            return 403, _("请求不是从本系统的页面发出的。")
        return self._without_right(scope, visitor, kind)

    def _without_right(self, scope: Scope, visitor: Visitor, kind: str) -> tuple[int, str]:
        user = visitor.user
        if user is None or user.is_demo:
            return 0, ""  # 演示时没有什么可守
        if kind == "metrics" and not user.may("settings"):
            return 403, _("没有这项权限。")
        if kind == "upload" and not user.may("upload"):
            return 403, _("没有上报的权限。")
        if kind in ("media", "upload") and not self.links.was_sent(visitor.identity, scope["path"]):
            return 403, _("这个链接不是发给您的，或已经失效；请回到页面重新下载。")
        length = door.header(scope, b"content-length")
        if kind == "upload" and scope["method"] == "PUT" and not (length or "").isdecimal():
            return 411, _("上传要写明大小。")
        if kind == "upload" and int(length or 0) > self.most_bytes:
            return 413, _("文件太大。")
        return 0, ""

    async def _to_sign_in(self, scope: Scope, receive: Receive, send: Send, visitor: Visitor) -> None:
        query = scope["query_string"].decode("latin-1")
        where = door.safe_next(quote(scope["path"]) + (f"?{query}" if query else ""))
        response = RedirectResponse(f"/sign-in?next={quote(where, safe='')}", 302, {"cache-control": "no-store"})
        if visitor.has_stale_cookie:
            drop_session_cookie(response, is_secure=is_tls(scope))
        await response(scope, receive, send)

    async def _through(self, scope: Scope, receive: Receive, send: Send, visitor: Visitor, settings: Settings) -> None:
        inside = introduced(scope, visitor, settings)
        if scope["type"] == "websocket":
            await stream.watched(self.app, inside, receive, send, visitor, self.rules, settings)
            return
        if visitor.session:
            session.touch(data_dir(), visitor.session)
        kind = door.kind_of(scope["path"])
        is_own = kind == "own" or scope["path"].startswith("/sign-in")
        if is_own:
            inside = {**inside, "state": {**scope.get("state", {}), VISITOR: visitor}}
        await (self.own if is_own else self.app)(inside, receive, _sending(send, scope, visitor, kind))


def _sending(send: Send, scope: Scope, visitor: Visitor, kind: str) -> Send:
    """What goes out, with the new cookie where there is one; downloads are nobody's cache's business."""

    async def add(message: Message) -> None:
        if message["type"] == "http.response.start":
            extra = []
            if visitor.token:
                given = Response()
                set_session_cookie(given, visitor.token, is_secure=is_tls(scope))
                extra += [pair for pair in given.raw_headers if pair[0] == b"set-cookie"]
            if kind == "media" and visitor.session:
                extra.append((b"cache-control", b"private, no-store"))
            message = {**message, "headers": [*message["headers"], *extra]}
        await send(message)

    return add

"""登录、退出、改密码、演示时换角色：几条 HTTP 路由，不经过页面脚本。"""

import hmac
import secrets
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar
from urllib.parse import urlencode

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from access import accounts, audit, door, form, oidc, password, refusal, session
from access.attempt import attempt
from access.cookie import AS_COOKIE, FORM_COOKIE, drop_session_cookie, set_session_cookie, signed_in
from access.fault import AccessError
from access.link import Links
from access.role import load_roles
from access.settings import load_settings
from access.visitor import VISITOR, Visitor, is_tls
from etl.paths import data_dir
from etl.words import _

_AT_ONCE, _WAITING = 2, 64  # 一次比密码要 64 MB 内存，同时最多两次；排队再多就请人稍候
_Answer = TypeVar("_Answer")
_limiter = CapacityLimiter(_AT_ONCE)


def sign_in_routes(links: Links) -> list[Route]:
    """Everything the gate answers itself. `links` loses what it holds of a session that signs out."""
    return [
        Route("/sign-in", _checked(_sign_in), methods=["GET", "POST"]),
        Route("/sign-in/style.css", _style),
        Route("/sign-in/oidc", _checked(oidc.start)),
        Route("/sign-in/oidc/back", _checked(oidc.back)),
        Route("/sign-out", _checked(partial(_sign_out, links=links)), methods=["GET", "POST"]),
        Route("/password", _checked(_own_password), methods=["GET", "POST"]),
        Route("/as/{role:path}", _checked(_as_role)),
    ]


def _checked(handle: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """A form must come from one of our own pages; what is refused is said on a page, and noted."""

    async def answer(request: Request) -> Response:
        visitor = _visitor(request)
        try:
            if request.method == "POST" and not door.origin_is_ours(request.scope, is_required=True):
                raise AccessError(_("表单不是从本系统的页面发出的。"))
            return await handle(request)
        except AccessError as error:
            refusal.note(data_dir(), "拒绝.登录", visitor, path=request.url.path, why=str(error))
            again = form.link("/sign-in", _("回到登录"), is_button=True)
            return form.page(_("没有办成"), again, str(error), 403)

    return answer


async def _sign_in(request: Request) -> Response:
    visitor, where = _visitor(request), door.safe_next(request.query_params.get("next", "/"))
    if request.method != "POST":
        return RedirectResponse(where, 302) if visitor.user else _sign_in_form(request, where)
    fields = await form.sent(request)
    where = door.safe_next(fields.get("next", "/"))
    _check_token(request.cookies.get(FORM_COOKIE, ""), fields)
    data = data_dir()
    if "local" not in load_settings(data).modes:
        raise AccessError(_("这里不用密码登录。"))
    name = fields.get("name", "").strip()
    known, words = await _one_at_a_time(attempt, data, name, fields.get("password", ""), visitor.address)
    if known is None:
        return _sign_in_form(request, where, words, 403, name)
    if visitor.session:
        session.end(data, visitor.session.id)
    return signed_in(session.begin(data, known, visitor.address), where, is_secure=is_tls(request.scope))


def _sign_in_form(request: Request, where: str, words: str = "", status: int = 200, name: str = "") -> Response:
    token = request.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(32)
    data, body = data_dir(), ""
    modes = load_settings(data).modes
    if modes == ("local",) and not accounts.listed(data):
        words = words or _("还没有账号。请在服务器上执行：python -m access add 名字 --role admin")
    if "local" in modes:
        inside = form.field("name", _("账号"), complete="username", value=name[:64])
        inside += form.field("password", _("密码"), "password", "current-password")
        body += form.form("/sign-in", inside + form.hidden("next", where) + form.hidden("token", token), _("登录"))
    if "oidc" in modes:
        body += form.link(f"/sign-in/oidc?{urlencode({'next': where})}", _("用统一身份认证登录"), is_button=True)
    if modes == ("proxy",):
        words = words or _("请从统一门户进入。")
    response = form.page(_("登录"), body, words, status)
    is_secure = is_tls(request.scope)
    response.set_cookie(FORM_COOKIE, token, path="/", secure=is_secure, httponly=True, samesite="strict")
    return response


async def _sign_out(request: Request, links: Links) -> Response:
    visitor = _visitor(request)
    if visitor.session is None:
        return RedirectResponse("/", 302)
    if request.method != "POST":
        body = form.form("/sign-out", form.hidden("token", visitor.session.form_token), _("退出"))
        return form.page(_("退出登录"), body + form.link("/", _("不退出，回到总览")))
    _check_token(visitor.session.form_token, await form.sent(request))
    session.end(data_dir(), visitor.session.id)
    links.forget(visitor.session.id)
    audit.record("登录.退出", visitor.user, data=data_dir())
    response = RedirectResponse("/sign-in", 303, {"cache-control": "no-store"})
    drop_session_cookie(response, is_secure=is_tls(request.scope))
    return response


async def _own_password(request: Request) -> Response:
    visitor = _visitor(request)
    if visitor.session is None or visitor.session.account.origin != "local":
        raise AccessError(_("您的密码不在这里改。"))
    if request.method != "POST":
        return _password_form(visitor)
    fields = await form.sent(request)
    _check_token(visitor.session.form_token, fields)
    data, name = data_dir(), visitor.session.account.name
    known, words = await _one_at_a_time(attempt, data, name, fields.get("old", ""), visitor.address)
    if known is None:
        return _password_form(visitor, words, 403)
    wrong = password.problems(fields.get("new", ""), name, load_settings(data))
    if fields.get("new") != fields.get("again"):
        wrong.append(_("两次写的新密码不一样。"))
    if wrong:
        return _password_form(visitor, " ".join(wrong), 400)
    await _one_at_a_time(accounts.set_password, data, name, fields["new"])
    audit.record("账号.改密码", visitor.user, data=data, name=name)
    fresh = accounts.find(data, name) or known
    said = _("密码改好了。别处打开着的页面都要用新密码重新登录，这里不用。")
    response = form.page(_("改密码"), form.link("/", _("回到总览"), is_button=True), said)
    set_session_cookie(response, session.begin(data, fresh, visitor.address), is_secure=is_tls(request.scope))
    return response


def _password_form(visitor: Visitor, words: str = "", status: int = 200) -> Response:
    inside = form.field("old", _("现在的密码"), "password", "current-password")
    inside += form.field("new", _("新密码"), "password", "new-password")
    inside += form.field("again", _("再写一遍"), "password", "new-password")
    inside += form.hidden("token", visitor.session.form_token if visitor.session else "")
    return form.page(
        _("改密码"), form.form("/password", inside, _("改密码")) + form.link("/", _("回到总览")), words, status
    )


async def _as_role(request: Request) -> Response:
    """In open mode: look through another role's eyes until told otherwise."""
    visitor, role = _visitor(request), request.path_params["role"]
    if visitor.user is None or not visitor.user.is_demo:
        raise AccessError(_("只有演示时才能换角色看。"))
    response = RedirectResponse("/", 302, {"cache-control": "no-store"})
    if role in load_roles():
        response.set_cookie(AS_COOKIE, role, path="/", httponly=True, samesite="lax", secure=is_tls(request.scope))
    else:
        response.delete_cookie(AS_COOKIE)
    return response


async def _style(_request: Request) -> Response:
    return FileResponse(form.STYLE, media_type="text/css", headers={"cache-control": "max-age=3600"})


async def _one_at_a_time(work: Callable[..., _Answer], *arguments: object) -> _Answer:
    """Run what costs 64 MB and a tenth of a second, two at once. Raises AccessError when too many wait."""
    if _limiter.statistics().tasks_waiting >= _WAITING:
        raise AccessError(_("现在登录的人太多，请过一会儿再来。"))
    return await to_thread.run_sync(work, *arguments, limiter=_limiter)


def _check_token(expected: str, fields: dict[str, str]) -> None:
    if not expected or not hmac.compare_digest(expected.encode(), fields.get("token", "").encode("utf-8", "replace")):
        raise AccessError(_("表单已过期，请重新打开登录页。"))


def _visitor(request: Request) -> Visitor:
    return request.scope["state"][VISITOR]

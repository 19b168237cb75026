"""浏览器里的三块饼干：登录令牌、表单令牌、演示时换的角色。"""

from starlette.responses import RedirectResponse, Response

SESSION_COOKIE = "clusters_session"
FORM_COOKIE = "clusters_form"
AS_COOKIE = "clusters_as"


def session_cookie(is_tls: bool) -> str:
    """The cookie's name: behind TLS with the prefix that keeps other hosts and plain HTTP from setting it."""
    return f"__Host-{SESSION_COOKIE}" if is_tls else SESSION_COOKIE


def set_session_cookie(response: Response, token: str, *, is_secure: bool) -> None:
    """Give the browser its token, out of reach of scripts and of other sites; it lives as long as the browser."""
    response.set_cookie(session_cookie(is_secure), token, path="/", secure=is_secure, httponly=True, samesite="lax")


def drop_session_cookie(response: Response, *, is_secure: bool) -> None:
    """Take the token back."""
    response.delete_cookie(session_cookie(is_secure), path="/", secure=is_secure, httponly=True, samesite="lax")


def signed_in(token: str, where: str, *, is_secure: bool) -> Response:
    """On to the page, with the new token."""
    response = RedirectResponse(where, 303, {"cache-control": "no-store"})
    set_session_cookie(response, token, is_secure=is_secure)
    response.delete_cookie(FORM_COOKIE)
    return response

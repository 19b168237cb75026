"""攻击：伪造、重放、过期、别人的饼干。"""

import hashlib
import sqlite3
import time

import pytest

from access import accounts, session
from access.database import database_file
from tests.access.server import PASSWORD
from tests.access.wire import COOKIE, HTML, ask, is_refused, raw, sign_in, signed_in


def gets_in(port, cookie):
    page = ask(port, "/enterprises", accept=HTML, cookie=cookie).status == 200
    return page or ask(port, "/_stcore/host-config", cookie=cookie).status == 200 or not is_refused(port, cookie)


@pytest.mark.parametrize(
    "forge",
    [
        lambda _token: "",
        lambda token: token[:-1],
        lambda token: token + "A",
        lambda token: token.swapcase(),
        lambda token: hashlib.sha256(token.encode()).hexdigest(),
        lambda token: f'"{token}\\"',
        lambda token: f"{token[:20]}%00{token[20:]}",
        lambda _token: "' OR 1=1 --",
        lambda _token: "open:demo",
        lambda _token: "leader1",
        lambda _token: "A" * 30_000,
        lambda _token: "2|1:0|10:1|7:x|4:e30=|sig",
    ],
)
def test_a_forged_token_opens_nothing(port, enter, forge):
    """Cut, lengthened, changed, its own digest, SQL, another system's signed cookie."""
    token = enter("leader1").partition("=")[2]
    assert not gets_in(port, f"{COOKIE}={forge(token)}")


@pytest.mark.parametrize(
    "name", ["clusters_Session", "__Host-clusters_session", "_streamlit_user", "session", "clusters_form"]
)
def test_the_token_under_another_name_opens_nothing(port, enter, name):
    """Only the one cookie counts, and over plain HTTP not the one for TLS."""
    token = enter("leader1").partition("=")[2]
    assert not gets_in(port, f"{name}={token}")


def test_a_token_in_address_header_or_form_opens_nothing(port, enter):
    """Links and logs carry addresses; a token there must be worth nothing."""
    token = enter("leader1").partition("=")[2]
    assert ask(port, f"/enterprises?{COOKIE}={token}", accept=HTML).status == 302
    for name in ("Authorization", "X-Access-Session", COOKIE):
        assert ask(port, "/_stcore/host-config", headers=[(name, token)]).status == 401


def test_a_token_replayed_after_sign_out_is_worth_nothing(port, data):
    """The server forgets it, whatever the browser still has."""
    cookie = signed_in(port, "leader1", PASSWORD)
    found = session.find(data, session.session_id(cookie.partition("=")[2]))
    assert found is not None
    assert gets_in(port, cookie)
    answer = ask(
        port,
        "/sign-out",
        "POST",
        [("Content-Type", "application/x-www-form-urlencoded"), ("Origin", f"http://127.0.0.1:{port}")],
        f"token={found.form_token}".encode(),
        cookie=cookie,
    )
    assert answer.status == 303
    assert not gets_in(port, cookie)


@pytest.mark.parametrize(
    ("change", "ago"),
    [
        ("UPDATE sessions SET seen_at = ? WHERE id = ?", 31 * 60),
        ("UPDATE sessions SET begun_at = ? WHERE id = ?", 12 * 3600 + 60),
    ],
)
def test_an_expired_token_is_worth_nothing(port, data, change, ago):
    """Idle for half an hour, or older than half a day."""
    cookie = signed_in(port, "leader1", PASSWORD)
    with sqlite3.connect(database_file(data)) as connection:
        identity = session.session_id(cookie.partition("=")[2])
        connection.execute(change, (time.time() - ago, identity))
    assert not gets_in(port, cookie)


@pytest.mark.parametrize("change", ["disable", "password", "role"])
def test_a_token_ends_with_what_its_account_was(port, data, change):
    """Disabled, another password, another role: the cookie of before is worth nothing."""
    name = f"changing-{change}"
    accounts.add(data, name, "leader", PASSWORD)
    cookie = signed_in(port, name, PASSWORD)
    assert gets_in(port, cookie)
    if change == "disable":
        accounts.set_disabled(data, name, is_disabled=True)
    elif change == "password":
        accounts.set_password(data, name, "Another-good-1")
    else:
        accounts.set_role(data, name, "admin")
    assert not gets_in(port, cookie)


def test_a_session_fixed_beforehand_is_not_the_one_signed_in(port):
    """Someone plants a cookie; signing in gives another, and the planted one stays worthless, as one's own old one."""
    planted = f"{COOKIE}=planted-by-somebody-else-0123456789abcdefghi"
    form = ask(port, "/sign-in", accept=HTML, cookie=planted)
    token = form.cookies["clusters_form"]
    answer = sign_in(port, "leader1", PASSWORD, cookie=f"{planted}; clusters_form={token}", token=token)
    assert answer.status == 303
    assert answer.cookies[COOKIE] not in planted
    assert not gets_in(port, planted)
    old = f"{COOKIE}={answer.cookies[COOKIE]}"
    again = sign_in(port, "leader1", PASSWORD, cookie=f"{old}; clusters_form={token}", token=token)
    assert again.status == 303
    assert not gets_in(port, old)


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(port):
    """HttpOnly, SameSite=Lax, whole path; behind TLS Secure with the __Host- prefix."""
    plain = sign_in(port, "leader1", PASSWORD).headers["set-cookie"].lower()
    # 头里后一块饼干盖住前一块；逐块看要原样的答复
    assert "clusters_form" in plain
    cookie = _session_cookie(port, [])
    assert {"httponly", "samesite=lax", "path=/"} <= set(cookie.lower().split("; "))
    secure = _session_cookie(port, [("X-Forwarded-Proto", "https")])
    assert secure.startswith("__Host-clusters_session=")
    assert "secure" in secure.lower().split("; ")


def _session_cookie(port, headers):
    scheme = "https" if headers else "http"
    form = ask(port, "/sign-in", accept=HTML, headers=headers)
    token = form.cookies["clusters_form"]
    body = f"name=leader1&password={PASSWORD}&token={token}&next=/"
    lines = [
        "POST /sign-in HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Connection: close",
        f"Origin: {scheme}://127.0.0.1:{port}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        f"Cookie: clusters_form={token}",
        *(f"{name}: {value}" for name, value in headers),
    ]
    received = raw(port, ("\r\n".join(lines) + "\r\n\r\n" + body).encode())
    lines = [line for line in received.decode("latin-1").split("\r\n") if "clusters_session" in line]
    return lines[0].partition(": ")[2]

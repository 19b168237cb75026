"""攻击：没有登录的人。"""

import pytest

from tests.access.pagework import put
from tests.access.wire import HTML, ask, is_refused, opened, raw, run

PAGES = ["/", "/clusters", "/structure", "/enterprises", "/ladder", "/gaps", "/benchmarks", "/filings", "/upload"]
CLOSED = [
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/script-health-check",
    "/_stcore/allowed-message-origins",
    "/_stcore/bidi-components/x/y.js",
    "/_stcore/agent/openapi.json",
    "/_stcore/stream",
    "/media/" + "ab" * 16 + ".csv",
    "/media/x",
    "/static/js/index.js",
    "/static/../app.py",
    "/component/x/index.html",
    "/app/static/x",
    "/chrome.js",
    "/style.css",
    "/index.html",
    "/oauth2callback",
    "/auth/login",
    "/.streamlit/config.toml",
    "/data/access/access.db",
    "/LIVEZ",
    "/livez/",
    "/livez/../enterprises",
    "/livez%2f..%2fenterprises",
    "/sign-in/../enterprises",
    "/sign-in/style.css/../../enterprises",
    "//enterprises",
    "/;/enterprises",
    "/enterprises.json",
    "/password",
    "/as/leader",
    "/sign-out",
]


@pytest.mark.parametrize("page", PAGES)
def test_a_deep_link_leads_to_sign_in_and_shows_nothing(port, page):
    """Every page: a redirect with no body; back to the same page after signing in."""
    answer = ask(port, f"{page}?as_of=2026-01-01", accept=HTML)
    assert (answer.status, answer.body) == (302, b"")
    assert answer.headers["location"].startswith("/sign-in?next=%2F")


@pytest.mark.parametrize("path", CLOSED)
def test_nothing_else_is_reached(port, path):
    """Websocket, media, host configuration, metrics, static files, our own actions: refused."""
    answer = ask(port, path)
    assert answer.status in (400, 401, 403, 404), (answer.status, answer.text[:200])
    assert "开" not in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "HEAD", "FOO"])
def test_no_method_gets_around_the_gate(port, method):
    """On a page, as on anything else."""
    answer = ask(port, "/enterprises", method, accept=HTML)
    assert answer.status in (400, 401, 405)


def test_the_websocket_is_refused(port):
    """Without cookie, with an empty one, with one made up."""
    assert is_refused(port)
    assert is_refused(port, "clusters_session=")
    assert is_refused(port, "clusters_session=" + "A" * 43)


def test_an_upload_is_refused_before_its_body_is_read(port):
    """A gigabyte is announced; the answer comes at once and the connection ends."""
    link = "/_stcore/upload_file/" + "0" * 36 + "/" + "1" * 36
    assert put(port, link).status == 401
    head = f"PUT {link} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 1073741824\r\n\r\n".encode()
    assert raw(port, head + b"x" * 100_000).startswith(b"HTTP/1.1 401")
    assert put(port, link, method="DELETE").status == 401


@pytest.mark.parametrize(
    "header",
    [
        ("X-Access-Session", "open:demo"),
        ("X-Access-Session", "open:demo." + "0" * 64),
        ("X_Access_Session", "open:demo"),
        ("X-Access-Address", "127.0.0.1"),
        ("X-Remote-User", "leader1"),
        ("X-Forwarded-User", "leader1"),
        ("X-Forwarded-For", "127.0.0.1"),
        ("X-Real-IP", "127.0.0.1"),
        ("X-Role", "admin"),
        ("Authorization", "Basic bGVhZGVyMTpacTctaHVhbmdzaGFuLWx1"),
        ("X-Original-URL", "/livez"),
        ("X-Rewrite-URL", "/livez"),
        ("X-HTTP-Method-Override", "GET"),
        ("Forwarded", "for=127.0.0.1;host=localhost"),
        ("X-Forwarded-Host", "localhost"),
        ("X-Forwarded-Prefix", "/sign-in"),
    ],
)
def test_no_header_makes_anybody_of_nobody(port, header):
    """Identity, origin and rewriting headers that some proxies set."""
    assert ask(port, "/_stcore/host-config", headers=[header]).status == 401
    assert ask(port, "/enterprises", headers=[header], accept=HTML).status == 302
    assert is_refused(port, headers=dict([header]))


def test_what_is_free_says_nothing(port, data):
    """Health and sign-in name no firm, no path of the machine, no account."""
    bodies = b"".join(
        ask(port, path, accept=HTML).body
        for path in ("/livez", "/readyz", "/_stcore/health", "/sign-in", "/sign-in/style.css")
    )
    text = bodies.decode()
    assert [word for word in ("科技有限公司", "leader1", str(data), "Traceback", ".py") if word in text] == []


def test_a_request_smuggled_behind_a_refused_one_is_refused_too(port):
    """Two lengths, chunked and length, and a second request in the body of the first."""
    inner = b"GET /_stcore/host-config HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    for lines in (
        f"Content-Length: {len(inner)}\r\nTransfer-Encoding: chunked",
        f"Content-Length: 0\r\nContent-Length: {len(inner)}",
        f"Content-Length: {len(inner)}",
        "Transfer-Encoding: chunked, identity",
    ):
        head = f"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\n{lines}\r\n\r\n".encode()
        received = raw(port, head + inner, timeout=5)
        assert b"allowedOrigins" not in received
        assert b" 200 " not in received


def test_who_is_signed_in_gets_all_of_it(port, enter):
    """The control: the same requests do work with a session."""
    cookie = enter("leader1")
    assert {ask(port, page, accept=HTML, cookie=cookie).status for page in PAGES} == {200}
    assert ask(port, "/_stcore/host-config", cookie=cookie).status == 200
    with opened(port, cookie) as wire:
        assert "科技有限公司".encode() in b"".join(one.SerializeToString() for one in run(wire, "enterprises"))

"""攻击：域名重绑定、来源、残缺和超长的请求、借登录跳到别处。"""

import socket
from urllib.parse import quote, unquote

import pytest

from tests.access.server import PASSWORD
from tests.access.test_door import ELSEWHERE
from tests.access.wire import HTML, ask, is_refused, raw, sign_in


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:80",
        "127.0.0.1@evil.example",
        "evil.example#127.0.0.1",
        "[::ffff:1.2.3.4]",
        "169.254.169.254",
        "127.0.0.1:80:80",
        " ",
        "-",
    ],
)
def test_a_foreign_host_is_answered_nothing(port, enter, host):
    """A page elsewhere whose name was rebound to this machine brings the wrong Host, cookie or not."""
    mine = enter("leader1")
    answer = ask(port, "/enterprises", host=host, cookie=mine, accept=HTML)
    assert answer.status == 400
    assert b"Streamlit" not in answer.body
    assert b"static/js" not in answer.body


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://localhost:1",
        "https://127.0.0.1",
        "null",
        "http://127.0.0.1.evil.example",
        "file://",
    ],
)
def test_a_foreign_page_gets_no_websocket_and_no_form(port, enter, origin):
    """With the visitor's own cookie along: cross-site websocket, sign-in and upload are refused."""
    mine = enter("leader1")
    assert is_refused(port, mine, origin=origin)
    assert sign_in(port, "leader1", PASSWORD, origin=origin).status == 403
    assert ask(port, "/_stcore/host-config", headers=[("Origin", origin)], cookie=mine).status == 403


def test_a_rebound_host_gets_no_websocket(port, enter):
    """Host and Origin both foreign and equal: what Streamlit alone would let in without a list of hosts."""
    mine = enter("leader1")
    lines = [
        "GET /_stcore/stream HTTP/1.1",
        "Host: evil.example",
        "Origin: http://evil.example",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        f"Cookie: {mine}",
    ]
    assert b" 101 " not in raw(port, ("\r\n".join(lines) + "\r\n\r\n").encode(), timeout=5)


@pytest.mark.parametrize("where", ELSEWHERE)
def test_signing_in_leads_nowhere_else(port, where):
    """Whatever stands in next=, asked for by GET or sent with the form."""
    form = ask(port, f"/sign-in?next={quote(where, safe='')}", accept=HTML)
    assert 'name="next" value="/"' in form.text
    answer = sign_in(port, "leader1", PASSWORD, where)
    assert (answer.status, answer.headers["location"]) == (303, "/")


def test_signing_in_leads_back_to_the_page(port):
    """The control: path and filters survive."""
    where = "/gaps?target=000-029&cluster=生物医药"
    answer = sign_in(port, "leader1", PASSWORD, where)
    assert unquote(answer.headers["location"]) == where


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\x00" * 1000,
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /?" + b"a" * 9_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X-Y: z\r\n" * 5000 + b"\r\n",
        b"GET /\xff\xfe%ff%00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
)
def test_a_malformed_request_is_refused_without_a_trace(port, payload):
    """Answered with an error or not at all; nothing of the program's inside is shown; the next visitor is served."""
    received = raw(port, payload, timeout=3)
    assert received == b"" or received.startswith((b"HTTP/1.1 4", b"HTTP/1.1 302"))
    assert b"Traceback" not in received
    assert b"site-packages" not in received
    assert ask(port, "/livez").status == 200


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"name": "leader1"}'),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n--x--"),
        ("application/x-www-form-urlencoded", b"name=a&name=b"),
        ("application/x-www-form-urlencoded", b"name=" + b"a" * 5000),
        ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % number for number in range(50))),
        ("application/x-www-form-urlencoded", b"name=%ff%fe&password=x"),
        ("application/x-www-form-urlencoded", "name=王".encode("gbk")),
        ("application/x-www-form-urlencoded", b"name=leader1&password=Zq7-huangshan-lu"),
    ],
)
def test_a_form_that_is_not_ours_signs_nobody_in(port, kind, body):
    """Other types, doubled and endless fields, bytes that are no text, no token."""
    headers = [("Content-Type", kind), ("Origin", f"http://127.0.0.1:{port}")]
    answer = ask(port, "/sign-in", "POST", headers, body)
    assert answer.status == 403
    assert "clusters_session" not in answer.cookies


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", '"><img src=x>', "{{7*7}}", "$title", "=1+1", "' OR '1'='1"]
)
def test_what_is_typed_comes_back_as_text(port, name):
    """HTML, templates, formulas and SQL in the name field: shown as typed, or not at all."""
    answer = sign_in(port, name, "Wrong-pass-1")
    assert answer.status == 403
    assert name not in answer.text or not set(name) & set("<>\"'")
    assert "49" not in answer.text.split("<h2>")[1].split("token")[0]


def test_slow_and_silent_connections_keep_nobody_out(port):
    """Fifty connections that never finish their request; the next visitor is served at once."""
    wires = [socket.create_connection(("127.0.0.1", port)) for _each in range(50)]
    try:
        for wire in wires:
            wire.sendall(b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\na")
        assert ask(port, "/livez").status == 200
    finally:
        for wire in wires:
            wire.close()


def test_every_answer_has_the_security_headers(port, enter):
    """Refusals, redirects, forms and pages alike; the program's name is not told twice."""
    mine = enter("leader1")
    wanted = {"content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy"}
    for answer in (
        ask(port, "/"),
        ask(port, "/", accept=HTML),
        ask(port, "/sign-in", accept=HTML),
        ask(port, "/", accept=HTML, cookie=mine),
        ask(port, "/_stcore/agent/mcp", cookie=mine),
        ask(port, "/media/x", cookie=mine),
    ):
        assert wanted <= answer.headers.keys()
        rules = answer.headers["content-security-policy"]
        assert "script-src 'self';" in rules
        assert f"connect-src 'self' ws://127.0.0.1:{port} wss://127.0.0.1:{port};" in rules
    form = ask(port, "/sign-in", accept=HTML)
    assert "<script" not in form.text
    assert "style=" not in form.text
    assert form.headers["cache-control"] == "no-store"

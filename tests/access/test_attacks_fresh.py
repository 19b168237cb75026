"""攻击：换着写法的路径、重复的请求头、编码的长连接、改了角色还开着的页面、网址里自称的角色。"""

import pytest
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.sync.client import connect

from access import accounts
from tests.access.server import PASSWORD
from tests.access.wire import ask, bytes_of, opened, parsed, raw, run, signed_in
from tests.pages.small_data import enterprise

BASES = [
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/agent",
    "/_stcore/script-health-check",
    "/_stcore/upload_file/a/b",
    "/_stcore/bidi-components/x",
    "/_stcore/stream",
    f"/media/{'0' * 64}.csv",
    "/index.html",
    "/component/x/y",
    "/openapi.json",
]
SPELLINGS = [
    str,
    str.upper,
    lambda path: path + "/",
    lambda path: path + ";x=1",
    lambda path: path + "%00",
    lambda path: path + "?x",
    lambda path: path + "#x",
    lambda path: "/livez/.." + path,
    lambda path: "/livez/%2e%2e" + path,
    lambda path: "/sign-in/..;" + path,
    lambda path: "/" + path,
    lambda path: "/%2e" + path,
    lambda path: "\\" + path,
    lambda path: path.replace("_", "%5f"),
    lambda path: path.replace("c", "%63"),
    lambda path: "/favicon.png" + path,
    lambda path: "/as/" + path,
    lambda path: "http://127.0.0.1" + path,
]


@pytest.mark.parametrize("base", BASES)
def test_no_spelling_of_a_closed_path_is_let_in(port, base):
    """Eighteen spellings by three methods, without a sign-in: refused each, never an error of the server."""
    for spelt in SPELLINGS:
        for method in ("GET", "HEAD", "OPTIONS"):
            assert ask(port, spelt(base), method).status in (400, 401, 404, 405)


def test_doubled_headers_make_nobody_of_anybody(port, enter):
    """Two cookies, two proxies' words, folded and odd lines: the last cookie counts, the rest changes nothing."""
    mine, host = enter("researcher1"), f"Host: 127.0.0.1:{port}"

    def status(*lines, path="/_stcore/metrics"):
        head = "\r\n".join([f"GET {path} HTTP/1.1", host, "Connection: close", *lines])
        return parsed(raw(port, f"{head}\r\n\r\n".encode())).status

    assert status(f"Cookie: {mine}", "Cookie: clusters_session=x") == 401
    assert status("Cookie: clusters_session=x", f"Cookie: {mine}") == 403
    assert status("X-Access-Session: open:admin", f"Cookie: {mine}", "X-Access-Session: open:demo") == 403
    assert status(f"Cookie: {mine}", "X-Forwarded-For: 127.0.0.1", "X-Forwarded-For: 127.0.0.1") == 403
    assert status("X-A: b", f" Cookie: {mine}") == 401
    assert status("Host : evil", path="/livez") == 400
    for scheme in ("gopher", "https, http", "ws", ""):
        assert status(f"Cookie: {mine}", f"X-Forwarded-Proto: {scheme}") == 403


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/stream/",
        "/_STCORE/stream",
        "//_stcore/stream",
        "/_stcore/stream/x",
        "/%5fstcore/stream",
        "/clusters/_stcore/stream",
        "/_stcore/stream?role=admin&as=leader",
        "/sign-in",
        "/livez",
        "/media/x",
        "/_stcore/upload_file/a/b",
    ],
)
def test_no_spelling_of_the_websocket_opens_without_a_sign_in(port, path):
    """Other cases, encodings, tails and other doors."""
    with pytest.raises((InvalidHandshake, ConnectionClosed, EOFError)):
        connect(
            f"ws://127.0.0.1:{port}{path}",
            subprotocols=["streamlit", "none"],  # type: ignore[list-item]
            origin=f"http://127.0.0.1:{port}",  # type: ignore[arg-type]
            proxy=None,
        )


def test_a_role_changed_with_its_page_open_ends_the_page(port, data):
    """From 领导 to 研究者: the next question on the open websocket is not answered any more."""
    if accounts.find(data, "demoted") is None:
        accounts.add(data, "demoted", "leader", PASSWORD)
    with opened(port, signed_in(port, "demoted", PASSWORD)) as wire:
        assert enterprise(1).encode() in bytes_of(run(wire, "enterprises"))
        accounts.set_role(data, "demoted", "researcher")
        with pytest.raises(ConnectionClosed):
            run(wire, "enterprises")


@pytest.mark.parametrize(
    "query",
    [
        "role=leader&as=leader",
        "as_of=2026-01-01&role=leader",
        "viewer_of_this_run=leader&access_bound_to=x",
        "X-Access-Session=open:demo",
        "period=../../access/access.db",
        "as_of=9999-99-99",
        "embed=true&embed_options=show_toolbar&_stcore=1",
    ],
)
def test_what_an_address_says_of_itself_gives_no_right(port, enter, query):
    """Roles, days, names of the session's own state and files in the address, as 管理员 on a page of firms."""
    with opened(port, enter("admin1")) as wire:
        for page in ("enterprises", "filings", "upload", ""):
            shown = bytes_of(run(wire, page, query))
            assert [number for number in range(10) if enterprise(number).encode() in shown] == []

"""真的启动一次：该拒绝的拒绝，该放行的放行，演示照旧。"""

import pytest

from access import accounts
from tests.access.server import PASSWORD, refused_start, serving
from tests.access.wire import HTML, ask, is_refused, opened, raw, run
from tests.pages.small_data import write_data


@pytest.fixture(scope="module")
def demo_site(tmp_path_factory):
    """(port, data) of a server with demonstration data and nothing else."""
    data = write_data(tmp_path_factory.mktemp("demo"), periods=["2025Q4", "2026Q1"])
    with serving(data, tmp_path_factory.mktemp("log") / "server.log") as port:
        yield port, data


def test_real_data_and_no_account_ends_the_start(tmp_path):
    """Exit 1, one Chinese sentence with what to do, no trace."""
    write_data(tmp_path, is_demo=False, periods=["2026Q1"])
    ended = refused_start(tmp_path)
    assert ended.returncode == 1
    assert "没有启动" in ended.stderr
    assert "python -m access add" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("address", ["0.0.0.0", "::"])
def test_bound_elsewhere_without_certificate_ends_the_start(tmp_path, address):
    """Even with demonstration data and an account: passwords would cross the network in the clear."""
    accounts.add(tmp_path, "管理", "admin", PASSWORD)
    ended = refused_start(tmp_path, "--server.address", address)
    assert (ended.returncode, "明文" in ended.stderr) == (1, True)


def test_demonstration_opens_without_sign_in(demo_site):
    """As before: pages, websocket, host configuration; no account is made, only what was looked at is noted."""
    port, data = demo_site
    assert ask(port, "/enterprises", accept=HTML).status == 200
    with opened(port) as wire:
        assert run(wire)
    assert sorted(entry.name for entry in (data / "access").iterdir()) == ["audit"]


def test_demonstration_looks_through_each_role(demo_site):
    """/as/ROLE sets it, /as/ ends it; a made-up role is none."""
    port, _data = demo_site
    for role in ("leader", "clerk", "reviewer", "researcher", "admin", "public"):
        answer = ask(port, f"/as/{role}", accept=HTML)
        assert (answer.status, answer.cookies["clusters_as"]) == (302, role)
    assert ask(port, "/as/emperor", accept=HTML).cookies["clusters_as"] in ("", '""')
    assert ask(port, "/as/", accept=HTML).headers["location"] == "/"


@pytest.mark.parametrize(
    ("headers", "host"),
    [
        ([("X-Forwarded-For", "10.0.0.9")], ""),
        ([], "evil.example"),
        ([("Host", "evil.example")], ""),
    ],
)
def test_demonstration_is_for_this_machine_only(demo_site, headers, host):
    """A proxy's visitor from elsewhere is sent to sign in; a rebound host is refused."""
    port, _data = demo_site
    assert ask(port, "/enterprises", accept=HTML, headers=headers, host=host).status in (302, 400)


def test_demonstration_keeps_hidden_doors_shut(demo_site):
    """Agent interface, self-check, foreign websocket, malformed addresses: as when signed in."""
    port, _data = demo_site
    assert ask(port, "/_stcore/agent/openapi.json").status == 404
    assert ask(port, "/_stcore/script-health-check").status == 404
    assert is_refused(port, origin="http://evil.example")
    assert raw(port, b"GET /a/../b HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", timeout=3).startswith(b"HTTP/1.1 400")


def test_the_first_real_filing_closes_it_at_once(tmp_path_factory):
    """No restart: the next page leads to sign-in, an open page is cut, and sign-in works with a new account."""
    data = write_data(tmp_path_factory.mktemp("turning"), periods=["2025Q4"])
    with serving(data, tmp_path_factory.mktemp("log") / "server.log") as port, opened(port) as wire:
        run(wire)
        write_data(data / "more", is_demo=False, periods=["2026Q1"])
        for filing in (data / "more" / "ledger").iterdir():
            filing.rename(data / "ledger" / filing.name)
        assert ask(port, "/enterprises", accept=HTML).status == 302
        assert is_refused(port)
        assert "还没有账号" in ask(port, "/sign-in", accept=HTML).text
        accounts.add(data, "管理", "admin", PASSWORD)
        assert ask(port, "/sign-in", accept=HTML).status == 200

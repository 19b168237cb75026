"""受信代理的请求头：只信知道密钥的那一个。"""

import pytest

from access import accounts
from tests.access.server import PASSWORD, serving, settings
from tests.access.wire import COOKIE, HTML, ask, is_refused, opened, run
from tests.pages.small_data import write_data

SECRET = "proxy-secret-0123456789-abcdefghij"


def vouching(name, roles="产业-领导", secret=SECRET):
    return [("X-Proxy-Secret", secret), ("X-Remote-User", name), ("X-Remote-Roles", roles)]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """(port, data) of a server behind a proxy that knows the secret."""
    data = write_data(tmp_path_factory.mktemp("proxy"), is_demo=False, periods=["2026Q1"])
    accounts.add(data, "localadmin", "admin", PASSWORD)
    roles = '"lead" = "leader"\n"产业-领导" = "leader"\n"产业-研究" = "researcher"\n'
    settings(data, f'[sign_in]\nmodes = ["proxy"]\n[proxy.roles]\n{roles}')
    log = tmp_path_factory.mktemp("log") / "server.log"
    with serving(data, log, {"ACCESS_PROXY_SECRET": SECRET}) as port:
        yield port, data


def test_the_proxys_word_signs_in_with_the_role_it_names(site):
    """A Chinese name too; the websocket needs the cookie and the same word again."""
    port, data = site
    page = ask(port, "/gaps", accept=HTML, headers=vouching("王丽", "别的, 产业-研究"))
    assert page.status == 200
    cookie = f"{COOKIE}={page.cookies[COOKIE]}"
    headers = {
        "X-Proxy-Secret": SECRET,
        "X-Remote-User": "wangli",
        "X-Remote-Roles": "产业-研究".encode().decode("latin-1"),
    }
    assert is_refused(port, cookie, headers=headers)
    found = accounts.find(data, "王丽")
    assert found is not None
    assert (found.role, found.origin) == ("researcher", "proxy")


def test_the_websocket_works_with_cookie_and_word(site):
    """The control, with a name that fits a header."""
    port, _data = site
    page = ask(port, "/", accept=HTML, headers=vouching("zhangsan", "lead"))
    cookie = f"{COOKIE}={page.cookies[COOKIE]}"
    headers = dict(vouching("zhangsan", "lead"))
    with opened(port, cookie, headers=headers) as wire:
        assert run(wire)
    assert is_refused(port, cookie)
    assert is_refused(port, headers=headers)
    assert is_refused(port, cookie, headers=headers | {"X-Remote-User": "lisi"})


@pytest.mark.parametrize(
    "headers",
    [
        [("X-Remote-User", "王丽"), ("X-Remote-Roles", "产业-领导")],
        vouching("王丽", secret=""),
        vouching("王丽", secret=SECRET[:-1]),
        vouching("王丽", secret=SECRET + "x"),
        vouching("王丽", "没有的角色"),
        vouching("王丽", ""),
        vouching(""),
        [*vouching("王丽"), ("X-Remote-User", "localadmin")],
        [("X_Proxy_Secret", SECRET), ("X_Remote_User", "王丽"), ("X_Remote_Roles", "产业-领导")],
    ],
)
def test_anybody_else_with_the_headers_is_nobody(site, headers):
    """Without the secret, with a wrong one, without a role of ours, with two names: not signed in."""
    port, _data = site
    answer = ask(port, "/gaps", accept=HTML, headers=headers)
    assert answer.status == 302
    assert COOKIE not in answer.cookies


@pytest.mark.parametrize("name", ["localadmin", "a b", "<script>", "x" * 200])
def test_a_name_that_cannot_be_stays_outside(site, name):
    """A local account's, or no name at all: refused, also by the proxy's own word."""
    port, _data = site
    assert ask(port, "/gaps", accept=HTML, headers=vouching(name)).status == 403


def test_another_name_from_the_proxy_is_another_sign_in(site):
    """The cookie of one person with the proxy's word for another: the other's own new session."""
    port, _data = site
    first = ask(port, "/", accept=HTML, headers=vouching("first"))
    cookie = f"{COOKIE}={first.cookies[COOKIE]}"
    second = ask(port, "/", accept=HTML, headers=vouching("second"), cookie=cookie)
    assert second.cookies[COOKIE] != first.cookies[COOKIE]
    assert COOKIE not in ask(port, "/", accept=HTML, headers=vouching("first"), cookie=cookie).cookies


def test_a_disabled_name_stays_outside(site):
    """Whatever the proxy says."""
    port, data = site
    assert ask(port, "/", accept=HTML, headers=vouching("leaving")).status == 200
    accounts.set_disabled(data, "leaving", is_disabled=True)
    assert ask(port, "/", accept=HTML, headers=vouching("leaving")).status == 403

"""统一身份认证：对着一个真的身份认证服务进程登录。"""

import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from access import accounts
from access.audit import search
from tests.access.identity_provider import CLIENT, SECRET
from tests.access.server import PASSWORD, ROOT, serving, settings
from tests.access.wire import COOKIE, HTML, Answer, ask, is_refused, opened, run, sign_in
from tests.pages.small_data import write_data


@pytest.fixture(scope="module")
def provider(tmp_path_factory):
    """(issuer, certificate) of a provider process of our own."""
    folder = tmp_path_factory.mktemp("provider")
    command = [sys.executable, "-m", "tests.access.identity_provider", str(folder)]
    with subprocess.Popen(command, cwd=ROOT) as process:
        for _try in range(100):
            if (folder / "address").exists():
                break
            time.sleep(0.1)
        yield (folder / "address").read_text(encoding="utf-8"), folder / "idp.crt"
        process.terminate()


@pytest.fixture(scope="module")
def site(tmp_path_factory, provider):
    """(port, data) of a server that signs in through the provider."""
    issuer, certificate = provider
    data = write_data(tmp_path_factory.mktemp("oidc"), is_demo=False, periods=["2026Q1"])
    accounts.add(data, "localadmin", "admin", PASSWORD)
    secret = data / "secret"
    secret.write_text(SECRET, encoding="utf-8")
    secret.chmod(0o600)

    def configure(port):
        settings(
            data,
            f'[sign_in]\nmodes = ["oidc"]\n[oidc]\nissuer = "{issuer}"\nclient_id = "{CLIENT}"\n'
            f'secret_file = "{secret}"\nca_file = "{certificate}"\n'
            f'redirect_url = "http://127.0.0.1:{port}/sign-in/oidc/back"\n'
            '[oidc.roles]\n"产业-领导" = "leader"\n"产业-研究" = "researcher"\n',
        )

    configure(1)
    with serving(data, tmp_path_factory.mktemp("log") / "server.log") as port:
        configure(port)
        yield port, data


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """The test follows by hand, as the browser would."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # noqa: ARG002  # 名字由标准库定
        return None


def journey(site, provider, as_who, **more):
    """Start, sign in at the provider, come back: answers what the server says then, and how it went there."""
    port, _data = site
    start = ask(port, f"/sign-in/oidc?next={quote('/gaps?target=000-029', safe='')}", accept=HTML)
    assert start.status == 302
    query = "".join(f"&{name}={quote(value)}" for name, value in {"as": as_who, **more}.items())
    back = at_provider(provider, start.headers["location"] + query)
    return ask(port, back, cookie=f"clusters_journey={start.cookies['clusters_journey']}", accept=HTML), start, back


def at_provider(provider, address):
    """Where the provider sends the browser back to, as a path."""
    context = ssl.create_default_context(cafile=str(provider[1]))
    handlers = [urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context), NoRedirect()]
    opener = urllib.request.build_opener(*handlers)
    with pytest.raises(urllib.error.HTTPError) as sent:
        opener.open(address, timeout=10)
    where = urlsplit(sent.value.headers["Location"])
    sent.value.close()
    return f"{where.path}?{where.query}"


def test_one_signs_in_with_the_role_of_the_claims(site, provider):
    """Back at the page one came for, with our own cookie; name and role as the provider says."""
    port, data = site
    answer, _start, _back = journey(site, provider, "王丽", roles="别的,产业-研究")
    assert (answer.status, answer.headers["location"]) == (303, "/gaps?target=000-029")
    cookie = f"{COOKIE}={answer.cookies[COOKIE]}"
    with opened(port, cookie) as wire:
        assert run(wire)
    known = accounts.find(data, "王丽")
    assert known is not None
    assert (known.role, known.origin) == ("researcher", "oidc")
    line = search(data, who="王丽", event="登录.成功")[0]
    assert (line.what["origin"], line.what["as_role"]) == ("oidc", "researcher")


def test_the_request_uses_pkce_state_and_nonce(site):
    """Each journey its own; the verifier stays here."""
    starts = [ask(site[0], "/sign-in/oidc", accept=HTML) for _each in range(2)]
    queries = [parse_qs(urlsplit(start.headers["location"]).query) for start in starts]
    assert [query["code_challenge_method"] for query in queries] == [["S256"]] * 2
    for name in ("state", "nonce", "code_challenge"):
        assert queries[0][name] != queries[1][name]
    assert "code_verifier" not in queries[0]


@pytest.mark.parametrize(
    "wrong", ["iss", "aud", "exp", "nonce", "signature", "none", "no-sub", "no-nonce", "no-preferred_username"]
)
def test_a_token_with_one_thing_wrong_signs_nobody_in(site, provider, wrong):
    """Issuer, audience, time, nonce, signature, algorithm, missing claims."""
    answer, _start, _back = journey(site, provider, "张三", roles="产业-领导", wrong=wrong)
    assert was_refused(answer)
    assert accounts.find(site[1], "张三") is None


@pytest.mark.parametrize("roles", ["", "别的系统-管理员", "leader"])
def test_without_a_role_of_ours_one_stays_outside(site, provider, roles):
    """No default role; our own names are not theirs."""
    assert was_refused(journey(site, provider, "李四", roles=roles)[0])


def test_a_local_name_is_not_given_to_somebody_else(site, provider):
    """Nor a name that already belongs to another subject."""
    assert was_refused(journey(site, provider, "localadmin", roles="产业-领导")[0])
    assert journey(site, provider, "赵六", roles="产业-领导")[0].status == 303
    assert was_refused(journey(site, provider, "赵六", roles="产业-领导", sub="another")[0])


def test_a_disabled_account_stays_outside_whatever_the_provider_says(site, provider):
    """And its open session ends."""
    port, data = site
    answer, _start, _back = journey(site, provider, "孙七", roles="产业-领导")
    cookie = f"{COOKIE}={answer.cookies[COOKIE]}"
    assert not is_refused(port, cookie)
    accounts.set_disabled(data, "孙七", is_disabled=True)
    assert is_refused(port, cookie)
    assert was_refused(journey(site, provider, "孙七", roles="产业-领导")[0])


def test_another_role_at_the_provider_ends_the_old_session(site, provider):
    """The next sign-in brings it; the session with the old role is over."""
    port, _data = site
    first = journey(site, provider, "周八", roles="产业-领导")[0]
    second = journey(site, provider, "周八", roles="产业-研究")[0]
    assert is_refused(port, f"{COOKIE}={first.cookies[COOKIE]}")
    assert not is_refused(port, f"{COOKIE}={second.cookies[COOKIE]}")


def test_a_journey_is_taken_once_and_only_by_its_own_browser(site, provider):
    """Replayed, without the cookie, with another's: refused. So is a refusal at the provider, and no code at all."""
    port, _data = site
    answer, start, back = journey(site, provider, "吴九", roles="产业-领导")
    assert answer.status == 303
    mine = f"clusters_journey={start.cookies['clusters_journey']}"
    assert was_refused(ask(port, back, cookie=mine, accept=HTML))
    other = ask(port, "/sign-in/oidc", accept=HTML)
    fresh = at_provider(provider, other.headers["location"] + "&as=x&roles=y")
    assert was_refused(ask(port, fresh, accept=HTML))
    assert was_refused(ask(port, fresh, cookie=mine, accept=HTML))
    assert was_refused(journey(site, provider, "吴九", deny="1")[0])
    assert was_refused(ask(port, "/sign-in/oidc/back", cookie=mine, accept=HTML))
    assert was_refused(ask(port, "/sign-in/oidc/back?state=&code=x", cookie="clusters_journey=", accept=HTML))


def test_a_password_signs_nobody_in_here(site):
    """Where only the provider counts, the form is not shown, and not taken."""
    port, _data = site
    form = ask(port, "/sign-in", accept=HTML)
    assert 'type="password"' not in form.text
    assert "用统一身份认证登录" in form.text
    assert was_refused(sign_in(port, "localadmin", PASSWORD))


def was_refused(answer: Answer) -> bool:
    """Nobody was signed in, and no inside was shown."""
    return answer.status == 403 and COOKIE not in answer.cookies and "Traceback" not in answer.text

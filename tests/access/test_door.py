"""门的判断。"""

import pytest

from access import door

ELSEWHERE = [
    "//evil.example",
    "/\\evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "\\\\evil.example",
    "/ /evil",
    "/\t/evil.example",
    "/a\r\nSet-Cookie: x=1",
    "///evil.example",
    "/x//evil.example",
    "evil.example",
    "",
    "/sign-out",
    "/sign-in?next=/",
    "/as/admin",
    "/media/abc.csv",
    "/_stcore/metrics",
    "/" + "x" * 3000,
    "http:/evil.example",
    "/\u0000",
]


def scope(path="/", method="GET", headers=(), raw=None, scheme="http"):
    pairs = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers]
    raw_path = raw.encode() if raw is not None else path.encode()
    return {
        "type": "http",
        "path": path,
        "raw_path": raw_path,
        "query_string": b"",
        "method": method,
        "headers": pairs,
        "scheme": scheme,
        "root_path": "",
    }


@pytest.mark.parametrize("where", ["/", "/enterprises", "/gaps?target=000-029&x=%2F%2F", "/clusters?cluster=%E7%94%9F"])
def test_one_of_our_pages_is_gone_back_to(where):
    """Path and filters survive signing in."""
    assert door.safe_next(where) == where


@pytest.mark.parametrize("where", ELSEWHERE)
def test_anything_else_leads_home(where):
    """No other host, no script, no header, none of our own actions."""
    assert door.safe_next(where) == "/"


@pytest.mark.parametrize(
    ("host", "is_known"),
    [
        ("127.0.0.1:8501", True),
        ("localhost", True),
        ("LOCALHOST.:8501", True),
        ("evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("evil.example@127.0.0.1", False),
        ("127.0.0.1@evil.example", False),
        ("127.0.0.1/evil", False),
        ("127.0.0.1:99999", False),
        ("", False),
    ],
)
def test_only_our_own_names_are_answered(host, is_known):
    """Rebinding a foreign name to this machine gains nothing."""
    assert door.host_is_known(scope(headers=[("Host", host)]), ["127.0.0.1", "localhost"]) is is_known


def test_two_hosts_or_none_are_no_host():
    """Proxies and servers may disagree on which counts."""
    assert not door.host_is_known(scope(), ["localhost"])
    assert not door.host_is_known(scope(headers=[("Host", "localhost"), ("Host", "localhost")]), ["localhost"])
    assert door.host_is_known(scope(headers=[("Host", "a.gov.cn")]), ["*.gov.cn"])
    assert not door.host_is_known(scope(headers=[("Host", "evilgov.cn")]), ["*.gov.cn"])


@pytest.mark.parametrize(
    ("origin", "is_ours"),
    [
        ("http://localhost:8501", True),
        ("http://localhost:9999", False),
        ("http://localhost", False),
        ("https://localhost:8501", False),
        ("http://evil.example", False),
        ("null", False),
        ("http://localhost:8501.evil.example", False),
    ],
)
def test_a_form_comes_from_our_own_pages(origin, is_ours):
    """Same scheme, name and port; another program on this machine is foreign too."""
    request = scope(headers=[("Host", "localhost:8501"), ("Origin", origin)])
    assert door.origin_is_ours(request, is_required=True) is is_ours


def test_a_form_must_say_where_it_comes_from():
    """By Origin or Referer; other requests need not."""
    host = ("Host", "localhost")
    assert not door.origin_is_ours(scope(headers=[host]), is_required=True)
    assert door.origin_is_ours(scope(headers=[host, ("Referer", "http://localhost/sign-in")]), is_required=True)
    assert door.origin_is_ours(scope(headers=[host]))


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        ("/../etc/passwd", None),
        ("/a/./b", None),
        ("//evil", None),
        ("/a\\b", None),
        ("/a\x00", None),
        ("/media/x", "/media%2fx"),
        ("/media/x", "/media%5Cx"),
    ],
)
def test_a_path_nobody_honest_sends_is_refused(path, raw):
    """Whatever another layer might read as another path."""
    assert door.malformed(scope(path, raw=raw)) == 400


def test_an_endless_address_is_refused_and_an_ordinary_one_is_not():
    """Eight kilobytes are enough for any filter."""
    assert door.malformed(scope("/" + "x" * 9000)) == 414
    assert door.malformed(scope("/gaps")) == 0


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "page"),
        ("/enterprises", "page"),
        ("/static/js/x.js", "page"),
        ("/sign-in", "own"),
        ("/as/leader", "own"),
        ("/livez", "free"),
        ("/_stcore/health", "free"),
        ("/_stcore/healthy", "page"),
        ("/media/x.csv", "media"),
        ("/_stcore/upload_file/a/b", "upload"),
        ("/_stcore/stream", "socket"),
        ("/_stcore/metrics", "metrics"),
        ("/_stcore/agent/mcp", "closed"),
        ("/_STCORE/agent/mcp", "closed"),
        ("/_stcore/script-health-check", "closed"),
    ],
)
def test_each_path_leads_to_one_kind_of_place(path, kind):
    """What no list names is a page: not free."""
    assert door.kind_of(path) == kind
    assert door.is_free(path) == (path in ("/sign-in", "/livez", "/_stcore/health"))

"""现在是谁。"""

import pytest

from access import accounts, identity, session
from access.current import current_user, is_bound
from tests.access.test_posture import filed

GOOD = "Zq7-huangshan-lu"


@pytest.fixture
def signed(tmp_path):
    """Headers and cookies of a user signed in over real data."""
    filed(tmp_path, 1, is_demo=False)
    known = accounts.add(tmp_path, "王丽", "clerk", GOOD, {"cluster": ("数字创意",)})
    token = session.begin(tmp_path, known, "10.0.0.1")
    headers = {
        "X-Access-Session": identity.sealed(session.session_id(token)),
        "X-Access-Address": identity.sealed("10.0.0.2"),
    }
    return headers, {"clusters_session": token}


def test_the_user_is_who_the_gate_let_in(tmp_path, signed):
    """Name, role, scope, and where from."""
    user = current_user(signed[0], signed[1], tmp_path)
    assert user is not None
    assert (user.name, user.role, user.address, user.is_demo) == ("王丽", "clerk", "10.0.0.2", False)
    assert user.scope == {"cluster": ("数字创意",)}
    assert user.may("upload")
    assert not user.may("approve")


def test_it_stops_the_moment_the_account_is_disabled(tmp_path, signed):
    """The same headers and cookie, the next run."""
    accounts.set_disabled(tmp_path, "王丽", is_disabled=True)
    assert current_user(signed[0], signed[1], tmp_path) is None


def test_header_and_cookie_must_belong_together(tmp_path, signed):
    """One without the other, another's cookie, an unsealed or half-sealed header: nobody."""
    headers, cookies = signed
    mine = identity.unsealed(headers["X-Access-Session"])
    assert current_user(headers, {}, tmp_path) is None
    assert current_user(headers, {"clusters_session": "x"}, tmp_path) is None
    assert current_user({"Host": "x"}, cookies, tmp_path) is None
    assert current_user({"X-Access-Session": mine or ""}, cookies, tmp_path) is None
    assert current_user({"X-Access-Session": f"{mine}."}, cookies, tmp_path) is None
    assert current_user({"X-Access-Session": f"{mine}.{'0' * 64}"}, cookies, tmp_path) is None


def test_open_mode_has_one_user_with_any_role(tmp_path):
    """演示, through the eyes it chose; gone once real data is there."""
    seen = {"Host": "x", "X-Access-Session": identity.sealed("open:researcher")}
    user = current_user(seen, {}, tmp_path)
    assert user is not None
    assert (user.name, user.role, user.is_demo) == ("演示", "researcher", True)
    odd = current_user({"X-Access-Session": identity.sealed("open:emperor")}, {}, tmp_path)
    assert odd is not None
    assert odd.role == "demo"
    filed(tmp_path, 1, is_demo=False)
    assert current_user(seen, {}, tmp_path) is None


def test_without_any_header_there_is_no_network(tmp_path):
    """A page test has none; it sees demo data and never real data."""
    user = current_user({}, {}, tmp_path)
    assert user is not None
    assert user.role == "demo"
    filed(tmp_path, 1, is_demo=False)
    assert current_user({}, {}, tmp_path) is None


def test_a_page_session_belongs_to_the_sign_in_it_began_with(tmp_path, signed):
    """Another user, or the same one signed in anew, doesn't get its state."""
    user = current_user(signed[0], signed[1], tmp_path)
    assert user is not None
    state = {}
    assert is_bound(state, user)
    assert is_bound(state, user)
    known = accounts.find(tmp_path, "王丽")
    assert known is not None
    token = session.begin(tmp_path, known, "")
    headers = {"X-Access-Session": identity.sealed(session.session_id(token))}
    again = current_user(headers, {"clusters_session": token}, tmp_path)
    assert again is not None
    assert not is_bound(state, again)

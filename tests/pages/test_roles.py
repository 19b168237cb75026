"""每个角色把每一页走一遍：该看的看得到，不该看的一家企业也看不到。"""

import pytest

from access.role import load_roles
from tests.pages.conftest import signed_in
from tests.pages.page_words import NAMES, english, open_everything, open_page, text
from tests.pages.small_data import SUBDISTRICTS, credit_code, enterprise

OPEN_TO = {
    "leader": {"overview", "clusters", "structure", "gaps", "benchmarks", "enterprises", "ladder", "filings"},
    "reviewer": {
        "overview",
        "clusters",
        "structure",
        "gaps",
        "benchmarks",
        "enterprises",
        "ladder",
        "filings",
        "upload",
    },
    "clerk": {"overview", "clusters", "structure", "gaps", "benchmarks", "enterprises", "upload"},
    "researcher": {"overview", "clusters", "structure", "gaps", "benchmarks"},
    "public": {"overview", "clusters", "structure", "gaps", "benchmarks"},
    "admin": {"trail"},
}
PAGES = [*NAMES, "trail"]


@pytest.fixture
def as_role(monkeypatch):
    """Signs somebody in with a role; a clerk is in charge of 智远街道."""

    def sign_in(role):
        scope = {"subdistrict": (SUBDISTRICTS[2],)} if role == "clerk" else {}
        monkeypatch.setattr("pages.ui.viewer.current_user", lambda *_asked: signed_in(role, **scope))

    return sign_in


def test_every_role_is_walked():
    """The matrix names every role there is, but the one nobody can sign in with."""
    assert set(OPEN_TO) == set(load_roles()) - {"demo"}


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("role", OPEN_TO)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_for_whom_it_is_meant_and_for_nobody_else(as_role, role, name):
    """Chinese throughout, nothing breaks; where it isn't open it says so and shows nothing."""
    as_role(role)
    at = open_page(name)
    closed = f"这一页不对“{load_roles()[role].title}”开放。"
    assert (closed in text(at)) == (name not in OPEN_TO[role])
    assert bool(at.dataframe or at.metric) <= (name in OPEN_TO[role])
    assert english(open_everything(at)) == []


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("role", ["researcher", "public", "admin"])
@pytest.mark.parametrize("name", PAGES)
def test_no_firm_is_named_to_who_may_not_see_one(as_role, role, name):
    """Ten names and ten codes: none of them in any word, table, chart or option of any page, opened in full."""
    as_role(role)
    at = open_everything(open_page(name))
    said = text(at) + "".join(str(chart.proto) for chart in at.get("arrow_vega_lite_chart"))
    assert [n for n in range(10) if enterprise(n) in said or credit_code(n) in said] == []


@pytest.mark.usefixtures("demo")
def test_a_clerk_sees_the_firms_of_the_own_part_only(as_role):
    """智远街道 has the firms 2, 5 and 8."""
    as_role("clerk")
    said = text(open_page("enterprises"))
    assert [n for n in range(10) if enterprise(n) in said] == [2, 5, 8]

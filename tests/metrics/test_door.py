"""取数的门：每个指标、每种角色，给多少就是写明的那么多；别人的企业变了，自己看到的不变。"""

import shutil

import pandas as pd
import pytest

import tests.pages.small_data as small
from metrics import catalog, door
from metrics.request import RequestError
from metrics.show import show
from metrics.store import open_store

MINE = small.SUBDISTRICTS[1]  # 第 1、4、7 家
OWN = {"subdistrict": (MINE,)}
HERE = {"subdistrict": [MINE]}
GROUPS = [(), ("enterprise",), ("field",), ("industry", "region"), ("tier",)]


def changed(folder, scale):
    """The small data; the figures of the firms of other sub-districts are `scale` larger, each by its own share."""
    honest = small.revenue
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            small,
            "revenue",
            lambda n, period: honest(n, period) if n % 3 == 1 else round(honest(n, period) * (1 + scale * (n + 1)), 2),
        )
        return open_store(small.write_data(folder))


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return changed(tmp_path_factory.mktemp("door") / "as it is", 0)


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    return changed(tmp_path_factory.mktemp("door") / "others changed", 0.1)


def asked(store, metric, by, **how):
    try:
        return show(store, metric, None, by, **how)
    except RequestError:
        return None


@pytest.mark.parametrize("metric", sorted(catalog.load()))
def test_what_a_clerk_sees_of_the_own_part_tells_nothing_of_the_rest(store, other, metric):
    """Every column of every grouping inside one's own sub-district is the same whatever the others filed."""
    answered = 0
    for by in GROUPS:
        mine, same = (asked(one, metric, by, where=HERE, role="clerk", own=OWN) for one in (store, other))
        if mine is not None and same is not None:
            pd.testing.assert_frame_equal(mine, same)
            answered += 1
    assert answered or catalog.load()[metric].is_ungrouped


def test_a_clerk_sees_the_own_firm_by_its_code_and_no_other(store):
    """The firm 4 is in 千佛山街道, 5 is not; both together are not one's own either."""
    mine, theirs = small.credit_code(4), small.credit_code(5)
    assert len(show(store, "scale", where={"enterprise": [mine]}, role="clerk", own=OWN))
    assert show(store, "scale", where={"enterprise": [theirs]}, role="clerk", own=OWN).empty
    assert show(store, "scale", where={"enterprise": [mine, theirs]}, role="clerk", own=OWN).empty


@pytest.mark.parametrize("role", ["researcher", "public", "admin", "clerk"])
def test_a_name_that_is_there_and_one_that_is_not_are_answered_alike(store, role):
    """Neither the answer nor an error tells which firms there are; 领导 is told what name was meant."""
    there = show(store, "scale", where={"enterprise": [small.enterprise(5)]}, role=role)
    absent = show(store, "scale", where={"enterprise": [small.enterprise(5)[:-1]]}, role=role)
    pd.testing.assert_frame_equal(there, absent)
    assert there.empty
    with pytest.raises(RequestError, match=small.enterprise(5)):
        show(store, "scale", where={"enterprise": [small.enterprise(5)[:-1]]}, role="leader")


def test_the_public_sees_published_quarters_only(store, tmp_path):
    """None until one is named in disclosure.toml; then those up to it, for figures and for the choice of a quarter."""
    assert show(store, "scale", role="public").empty
    assert door.periods(store, "public") == []
    rules = (small.Path(__file__).parents[2] / "data" / "disclosure.toml").read_text(encoding="utf-8")
    data = shutil.copytree(store.data, tmp_path / "data")
    (data / "disclosure.toml").write_text(rules.replace('through = ""', 'through = "2026Q1"'), encoding="utf-8")
    opened = open_store(data)
    assert set(show(opened, "scale", role="public")["period"]) == {
        "2024Q4",
        "2025Q1",
        "2025Q2",
        "2025Q3",
        "2025Q4",
        "2026Q1",
    }
    assert door.periods(opened, "public")[-1] == "2026Q1"
    assert door.periods(opened, "researcher")[-1] == "2026Q3"


@pytest.mark.parametrize("name", ["enterprises", "issues", "filings"])
@pytest.mark.parametrize("role", ["none", "own"])
def test_rows_of_firms_open_to_whoever_may_see_them(store, name, role):
    """All for all; one's own firms for one's own part; nothing for none, with the columns standing."""
    everything = door.record(store, name, (), "all", {})
    found = door.record(store, name, (), role, OWN)
    assert list(found.columns) == list(everything.columns)
    own = 3 if (name, role) == ("enterprises", "own") else 0
    assert len(found) == own

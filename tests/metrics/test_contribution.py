"""贡献与拉动。"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.show import show


def test_the_public_example_of_contribution_and_pull(make_store, rows):
    """rules §3: 投资 40.98 (+19.6 %), of it 制造业 23.58 (+27 %): 贡献率 74.65 %, 拉动 14.63 points."""
    manufacturing_prior, total_prior = 235800 / 1.27, 409800 / 1.196
    store = make_store(
        enterprise=[{"enterprise_id": "制", "industry": "制造业"}, {"enterprise_id": "其", "industry": "其他"}],
        fact=[
            rows.fact("制", 235800, manufacturing_prior),
            rows.fact("其", 409800 - 235800, total_prior - manufacturing_prior),
        ],
    )
    row = show(store, "contribution", by=["industry"]).set_index("industry").loc["制造业"]
    assert round(row["contribution_pct"], 2) == 74.65
    assert round(row["pull_pp"], 2) == 14.63
    assert row["reason"] == ""


def test_the_example_of_points_to_growth(make_store, rows):
    """worked_examples.json contrib-01: 100+100 → 150+100: 25 and 0 points of a total of 25 %."""
    store = make_store(
        enterprise=[{"enterprise_id": "g1", "region": "g1"}, {"enterprise_id": "g2", "region": "g2"}],
        fact=[rows.fact("g1", 150, 100), rows.fact("g2", 100, 100)],
    )
    frame = show(store, "contribution", by=["region"]).set_index("region")
    assert frame["pull_pp"].to_dict() == {"g1": 25, "g2": 0}
    assert frame["contribution_pct"].to_dict() == {"g1": 100, "g2": 0}


@pytest.mark.parametrize(
    ("firms", "reason"),
    [
        ([("甲", 90, 100), ("乙", 100, 100)], "总增量≤0，不计贡献率"),
        ([("甲", 90, 100), ("乙", 110.9, 100)], "总增速不足0.5%，不计贡献率"),
        ([("甲", 90, None), ("乙", 100, None)], "缺基期"),
        ([("甲", 90, 0), ("乙", 100, -3)], "基数≤0"),
    ],
)
def test_a_share_of_growth_is_hidden_where_it_would_mislead(make_store, rows, firms, reason):
    """rules §3: no 贡献率 when the total falls or stands still; the pull stays wherever there is a base."""
    frame = show(make_store(fact=[rows.fact(*firm) for firm in firms]), "contribution", by=["enterprise"])
    assert all(share != share for share in frame["contribution_pct"])
    assert frame["reason"].tolist() == [reason] * 2
    assert frame["pull_pp"].notna().all() == (reason.startswith("总"))


def test_overlapping_groups_get_their_pull_and_no_share(make_store, rows):
    """A firm in two clusters: each cluster's pull is right, their shares would add up to more than all."""
    store = make_store(
        fact=[rows.fact("甲", 150, 100), rows.fact("乙", 110, 100)],
        membership=[
            {"enterprise_id": "甲", "dimension": "cluster", "value": "软件"},
            {"enterprise_id": "甲", "dimension": "cluster", "value": "信创"},
            {"enterprise_id": "乙", "dimension": "cluster", "value": "软件"},
        ],
    )
    frame = show(store, "contribution", by=["cluster"]).set_index("cluster")
    assert frame["pull_pp"].to_dict() == {"软件": 30, "信创": 25}
    assert all(share != share for share in frame["contribution_pct"])
    assert set(frame["reason"]) == {"有交叉，不可加总"}


def test_groups_of_one_cluster_each_do_get_shares(make_store, rows):
    """Whether groups overlap is read off the data: without an overlap the shares sum to 100 %."""
    store = make_store(
        fact=[rows.fact("甲", 150, 100), rows.fact("乙", 110, 100)],
        membership=[
            {"enterprise_id": "甲", "dimension": "field", "value": "数字创意"},
            {"enterprise_id": "乙", "dimension": "field", "value": "人工智能"},
        ],
    )
    assert sum(show(store, "contribution", by=["field"])["contribution_pct"]) == pytest.approx(100)


money = st.decimals(min_value=1, max_value=10**8, places=2)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["姚家", "智远", "甸柳"]), money, money), min_size=1, max_size=8))
def test_pulls_add_up_to_the_growth_and_shares_to_100(make_store, rows, firms):
    """Σ拉动 = the comparable growth of all; Σ贡献率 = 100 % wherever it is shown."""
    with make_store(
        enterprise=[{"enterprise_id": f"企{n}", "subdistrict": place} for n, (place, _, _) in enumerate(firms)],
        fact=[rows.fact(f"企{n}", now, prior) for n, (_, now, prior) in enumerate(firms)],
    ) as store:
        parts = show(store, "contribution", by=["subdistrict"])
        (total,) = show(store, "growth")["comparable_pct"]
    assert sum(parts["pull_pp"]) == pytest.approx(total, rel=1e-6, abs=1e-6)
    if set(parts["reason"]) == {""}:
        assert sum(parts["contribution_pct"]) == pytest.approx(100)


def test_tiers_are_nested_so_contributions_are_hidden_and_it_says_why(make_store, rows):
    """A firm above 10 亿 also stands in 亿元以上 and 规上: only pulls are given, with 有交叉，不可加总."""
    store = make_store(
        fact=[
            rows.fact("甲", 120, 100, 100, above=True, tier="十亿元以上"),
            rows.fact("乙", 60, 50, 50, above=True, tier="规上"),
        ]
    )
    frame = show(store, "contribution", by=["tier"]).set_index("tier")
    assert set(frame.index) == {"十亿元以上", "亿元以上", "规上"}
    assert set(frame["reason"]) == {"有交叉，不可加总"}
    assert frame["contribution_pct"].isna().tolist() == [True] * 3
    assert frame.loc["规上", "pull_pp"] == pytest.approx(20)
    alone = make_store(fact=[rows.fact("乙", 60, 50, 50, above=True, tier="规上")])
    assert show(alone, "contribution", by=["tier"])["reason"].tolist() == [""]

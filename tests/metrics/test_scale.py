"""规模：家数、营收、占比、位次。"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.show import show


def test_a_firm_in_two_clusters_counts_in_both_and_once_in_the_total(make_store, rows):
    """甲 100 in 软件; 乙 60 in 软件 and 信创: 160 and 60 of a total of 160, so shares are 100 % and 37.5 %."""
    store = make_store(
        fact=[rows.fact("甲", 100), rows.fact("乙", 60)],
        membership=[
            {"enterprise_id": "甲", "dimension": "cluster", "value": "软件"},
            {"enterprise_id": "乙", "dimension": "cluster", "value": "软件"},
            {"enterprise_id": "乙", "dimension": "cluster", "value": "信创"},
        ],
    )
    by_cluster = show(store, "scale", by=["cluster"]).set_index("cluster")
    assert by_cluster.loc["软件", ["enterprises", "revenue_10k_cny", "share_pct", "rank"]].tolist() == [2, 160, 100, 1]
    assert by_cluster.loc["信创", ["enterprises", "revenue_10k_cny", "share_pct", "rank"]].tolist() == [1, 60, 37.5, 2]
    (total,) = show(store, "scale").to_dict("records")
    assert (total["enterprises"], total["revenue_10k_cny"], total["share_pct"]) == (2, 160, 100)


def test_a_cluster_asked_for_does_not_bring_its_firms_other_clusters(make_store, rows):
    """--by cluster --where cluster=信创 is one row, though its firm is in 软件 too."""
    store = make_store(
        fact=[rows.fact("乙", 60)],
        membership=[{"enterprise_id": "乙", "dimension": "cluster", "value": value} for value in ("软件", "信创")],
    )
    frame = show(store, "scale", by=["cluster"], where={"cluster": ["信创"]})
    assert frame["cluster"].tolist() == ["信创"]


def test_equal_revenues_share_a_rank_and_the_unstated_group_has_none(make_store, rows):
    """并列: 90, 90, 10 rank 1, 1, 3; 未归类 is shown, last, without a rank."""
    store = make_store(
        enterprise=[
            {"enterprise_id": key, "subdistrict": place}
            for key, place in [("甲", "甸柳"), ("乙", "姚家"), ("丙", "智远"), ("丁", None)]
        ],
        fact=[rows.fact("甲", 90), rows.fact("乙", 90), rows.fact("丙", 10), rows.fact("丁", 500)],
    )
    frame = show(store, "scale", by=["subdistrict"])
    assert dict(
        zip(frame["subdistrict"], frame["rank"].astype(object).where(frame["rank"].notna(), None), strict=True)
    ) == {
        "姚家": 1,
        "智远": 3,
        "甸柳": 1,
        "未归类": None,
    }
    assert frame["subdistrict"].tolist()[-1] == "未归类"


def test_a_group_of_which_nobody_has_filed_stays_with_unknown_revenue(make_store, rows):
    """A firm that filed last year only leaves 0 enterprises and an unknown revenue, not a zero and not a lost row."""
    store = make_store(
        enterprise=[{"enterprise_id": "甲", "region": "历下"}, {"enterprise_id": "乙", "region": "市中"}],
        fact=[rows.fact("甲", 10), rows.fact("乙", None, None, 40)],
    )
    row = show(store, "scale", by=["region"]).set_index("region").loc["市中"]
    assert row["enterprises"] == 0
    assert row[["revenue_10k_cny", "share_pct"]].isna().all()


def test_tiers_are_nested_so_a_ten_billion_firm_is_also_above_scale(make_store, rows):
    """rules §8: 过十亿 counts in 过亿 and in 规上; filtering 规上 keeps it."""
    store = make_store(
        fact=[
            rows.fact("甲", 120000, above=True, tier="十亿元以上"),
            rows.fact("乙", 3000, above=True, tier="规上"),
            rows.fact("丙", 500, above=False, tier="规下"),
            rows.fact("丁", 7),
        ]
    )
    counts = show(store, "scale", by=["tier"]).set_index("tier")["enterprises"].to_dict()
    assert counts == {"十亿元以上": 1, "亿元以上": 1, "规上": 2, "规下": 1, "未归类": 1}
    above = show(store, "scale", where={"tier": ["规上"]})
    assert above["revenue_10k_cny"].tolist() == [123000]
    unknown = show(store, "scale", where={"tier": ["未归类"]})
    assert unknown["revenue_10k_cny"].tolist() == [7]


def test_filters_on_every_kind_of_dimension_meet(make_store, rows):
    """Sub-district and field together, several values of one dimension as either-or, 未归类 as a value."""
    store = make_store(
        enterprise=[
            {"enterprise_id": "甲", "enterprise": "甲公司", "subdistrict": "姚家"},
            {"enterprise_id": "乙", "enterprise": "乙公司", "subdistrict": "智远"},
            {"enterprise_id": "丙", "enterprise": "丙公司", "subdistrict": None},
        ],
        fact=[rows.fact("甲", 1), rows.fact("乙", 20), rows.fact("丙", 300)],
        membership=[{"enterprise_id": key, "dimension": "field", "value": "数字创意"} for key in "甲乙"],
    )

    def total(**where):
        return sum(show(store, "scale", where=where)["revenue_10k_cny"])

    assert total(subdistrict=["姚家", "智远"], field=["数字创意"]) == 21
    assert total(subdistrict=["姚家", "未归类"]) == 301
    assert total(field=["未归类"]) == 300
    assert total(enterprise=["乙公司"]) == 20
    assert total(enterprise=["丙"]) == 300


def test_every_period_and_basis_is_in_one_table_in_order(make_store, rows):
    """No period asked: all of them, oldest first; within one, ytd, single, year, rolling4."""
    store = make_store(
        fact=[
            rows.fact("甲", 1, period=period, basis=basis)
            for period in ("2026Q1", "2025Q4")
            for basis in ("rolling4", "year", "single", "ytd")
            if basis != "year" or period == "2025Q4"
        ]
    )
    frame = show(store, "scale")
    assert list(zip(frame["period"], frame["basis"], strict=True)) == [
        ("2025Q4", "ytd"),
        ("2025Q4", "single"),
        ("2025Q4", "year"),
        ("2025Q4", "rolling4"),
        ("2026Q1", "ytd"),
        ("2026Q1", "single"),
        ("2026Q1", "rolling4"),
    ]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["姚家", "智远", None]), st.decimals(min_value=1, max_value=10**8, places=2)),
        min_size=1,
        max_size=8,
    )
)
def test_groups_that_do_not_overlap_sum_to_the_total_and_shares_to_100(make_store, rows, firms):
    """Σ revenue of sub-districts = the total, Σ share = 100 %, and doubling all revenue leaves shares unchanged."""

    def shares(factor):
        with make_store(
            enterprise=[{"enterprise_id": f"企{n}", "subdistrict": place} for n, (place, _) in enumerate(firms)],
            fact=[rows.fact(f"企{n}", factor * revenue) for n, (_, revenue) in enumerate(firms)],
        ) as store:
            return show(store, "scale", by=["subdistrict"])

    once, twice = shares(1), shares(2)
    assert sum(once["revenue_10k_cny"]) == pytest.approx(float(sum(revenue for _, revenue in firms)))
    assert sum(once["share_pct"]) == pytest.approx(100)
    assert once["share_pct"].to_numpy() == pytest.approx(twice["share_pct"].to_numpy())

"""梯队。"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.request import RequestError
from metrics.show import show

FOUR = [("甲", 120000), ("乙", 15000), ("丙", 10000), ("丁", 9000)]


def counted(frame, status):
    chosen = frame[frame["status"] == status]
    return dict(zip(chosen["tier"], chosen["enterprises"], strict=True))


def year(rows, key, value, **more):
    return [rows.fact(key, value, period="2025Q4", basis=basis, **more) for basis in ("ytd", "year", "rolling4")]


def test_tiers_are_nested_and_contain_their_floor(make_store, rows):
    """12, 1.5, 1.0 and 0.9 亿元: one of ten, three of one (10,000 万元 counts), none of a hundred; share 12 ÷ 15.4."""
    facts = [row for key, value in FOUR for row in year(rows, key, value, above=key != "丁")]
    frame = show(make_store(fact=facts), "tiers", "2025Q4")
    assert counted(frame, "年度") == {"百亿元以上": 0, "十亿元以上": 1, "亿元以上": 3, "规上": 3, "规下": 1}
    row = frame[frame["tier"] == "十亿元以上"].iloc[0]
    assert (row["basis"], row["value_period"]) == ("year", "2025Q4")
    assert row["share_pct"] == pytest.approx(120000 / 154000 * 100)
    assert "预计" not in set(frame["status"])


def test_within_the_year_the_last_year_is_official_and_four_quarters_are_expected(make_store, rows):
    """丁 had 9,000 in 2025 and 10,500 over four quarters: 亿元以上 is one firm expected, none official."""
    facts = [*year(rows, "丁", 9000), rows.fact("丁", 7000), rows.fact("丁", 10500, basis="rolling4")]
    frame = show(make_store(fact=facts), "tiers", "2026Q3")
    assert counted(frame, "年度")["亿元以上"] == 0
    assert counted(frame, "预计")["亿元以上"] == 1
    assert set(zip(frame["status"], frame["value_period"], strict=True)) == {("年度", "2025Q4"), ("预计", "2026Q3")}


def test_a_firm_without_four_quarters_is_not_guessed(make_store, rows):
    """乙 filed this year only: it is in no expected tier, and the reason counts it."""
    facts = [
        *year(rows, "甲", 9000),
        rows.fact("甲", 1),
        rows.fact("甲", 9000, basis="rolling4"),
        rows.fact("乙", 50000),
    ]
    frame = show(make_store(fact=facts), "tiers", "2026Q3")
    row = frame[(frame["status"] == "预计") & (frame["tier"] == "亿元以上")].iloc[0]
    assert (row["enterprises"], row["reason"]) == (0, "1家近四个季度的数不全，未计入")


def test_a_missing_year_and_a_missing_status_say_so(make_store, rows):
    """No 2025 on file: null and 缺2025年全年数; a register without status: 规上 unknown, never 0."""
    facts = [rows.fact("甲", 1), rows.fact("甲", 20000, basis="rolling4")]
    frame = show(make_store(fact=facts), "tiers", "2026Q3").set_index(["status", "tier"])
    assert frame.loc[("年度", "亿元以上"), "enterprises"] is not frame.loc[("预计", "亿元以上"), "enterprises"]
    assert bool(frame["enterprises"].isna()["年度"].all())
    assert set(frame.loc["年度", "reason"]) == {"缺2025年全年数"}
    assert frame.loc[("预计", "规上"), "reason"] == "名录没有纳统状态"
    assert bool(frame["enterprises"].isna()[("预计", "规上")])
    assert frame.loc[("预计", "亿元以上"), "enterprises"] == 1


def test_a_total_of_nothing_has_no_shares_and_says_so(make_store, rows):
    """全年零营收: the counts are known, the shares are not."""
    store = make_store(
        enterprise=[{"enterprise_id": "甲"}],
        fact=[rows.fact("甲", 0, None, period="2025Q4", basis="year"), rows.fact("甲", 0, None, period="2025Q4")],
    )
    shown = show(store, "tiers", "2025Q4")
    assert bool(shown["share_pct"].isna().to_numpy().all())
    counted = shown.loc[shown["enterprises"].notna(), "reason"]
    assert {str(reason).split("；")[-1] for reason in counted.tolist()} == {"合计≤0，没有占比"}


def test_no_data_no_rows_and_no_grouping_by_tier(make_store):
    """A future period is empty; --by tier is refused, because the rows are tiers already."""
    assert show(make_store(), "tiers", "2030Q1").empty
    with pytest.raises(RequestError, match="已经按档列出"):
        show(make_store(), "tiers", by=["tier"])


def test_titles_out_of_their_term_do_not_count(make_store, rows):
    """甲's title ended in May 2025, 乙's runs to 2026, 丙's term is not stated: at the end of 2025 two hold it."""
    titles = [("甲", "2025-05-31"), ("乙", "2026-05-31"), ("丙", None)]
    held = [{"enterprise_id": k, "dimension": "title", "value": "瞪羚", "valid_to": until} for k, until in titles]
    store = make_store(fact=[row for key, value in FOUR for row in year(rows, key, value)], membership=held)
    frame = show(store, "tiers", "2025Q4", by=["title"]).set_index(["title", "tier"])["enterprises"]
    assert (frame["瞪羚", "亿元以上"], frame["未归类", "亿元以上"]) == (2, 1)
    kept = show(store, "tiers", "2025Q4", where={"title": ["瞪羚"]}).set_index("tier")["enterprises"]
    assert bool(kept["亿元以上"] == 2)
    assert show(store, "scale", "2025Q4", where={"title": ["未归类"]})["enterprises"].tolist() == [2, 2, 2]


@settings(max_examples=25, deadline=None)  # 每例建一个库
@given(st.lists(st.integers(0, 3_000_000), min_size=1, max_size=12))
def test_a_higher_tier_never_holds_more_than_a_lower_one(make_store, rows, values):
    """百亿 ⊆ 十亿 ⊆ 亿元, in number and in revenue."""
    facts = [
        rows.fact(str(at), value, period="2025Q4", basis=b) for at, value in enumerate(values) for b in ("ytd", "year")
    ]
    frame = show(make_store(fact=facts), "tiers", "2025Q4").iloc[:3]
    assert frame["enterprises"].is_monotonic_increasing
    assert frame["revenue_10k_cny"].is_monotonic_increasing


def test_one_form_is_no_year_and_the_reason_says_so(make_store, rows):
    """A single cumulative quarter on file: 预计 tiers are null, for want of four quarters, not of data."""
    frame = show(make_store(fact=[rows.fact("甲", 50000, 40000)]), "tiers", "2026Q3").set_index("status")
    assert set(frame.loc["预计", "reason"]) == {"缺数据：近四个季度不全，合不成一年"}
    assert frame.loc["预计", "enterprises"].isna().all()

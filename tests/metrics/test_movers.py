"""升降最大的企业。"""

import pytest

from metrics.show import show


def test_who_rose_and_who_fell_and_how_they_swapped_ranks(make_store, rows):
    """甲 100 → 160 climbs from second to first; 乙 120 → 90 goes the other way; 丙 has no base and is not ranked."""
    store = make_store(fact=[rows.fact("甲", 160, 100), rows.fact("乙", 90, 120), rows.fact("丙", 500)])
    rise, fall = show(store, "movers", "2026Q3").to_dict("records")
    assert (rise["enterprise"], rise["direction"], rise["place"]) == ("甲", "上升", 1)
    assert (rise["increase_10k_cny"], rise["growth_pct"]) == (60, pytest.approx(60))
    assert (rise["rank_then"], rise["rank_now"], rise["rank_change"]) == (2, 1, 1)
    assert (fall["enterprise"], fall["increase_10k_cny"], fall["growth_pct"]) == ("乙", -30, -25)
    assert (fall["rank_then"], fall["rank_now"], fall["rank_change"]) == (1, 2, -1)


def test_a_group_without_a_mover_says_why(make_store, rows):
    """No base, no current figure, nobody changed: three reasons, each on a row without a firm."""
    where = {"甲": "一街", "乙": "二街", "丙": "三街"}
    store = make_store(
        enterprise=[{"enterprise_id": k, "enterprise": k, "subdistrict": v} for k, v in where.items()],
        fact=[rows.fact("甲", 10), rows.fact("乙", None, 5, 5), rows.fact("丙", 7, 7)],
    )
    frame = show(store, "movers", "2026Q3", by=["subdistrict"])
    said = dict(zip(frame["subdistrict"], frame["reason"], strict=True))
    assert said == {"一街": "缺基期", "二街": "缺本期", "三街": "没有升降"}
    assert bool(frame["enterprise"].isna().all())


def test_a_base_of_zero_or_less_has_no_rate_but_an_amount(make_store, rows):
    """0 → 10 and −5 → 10: the increase stands, growth is null, 基数≤0."""
    frame = show(make_store(fact=[rows.fact("甲", 10, 0), rows.fact("乙", 10, -5)]), "movers", "2026Q3")
    assert frame["increase_10k_cny"].tolist() == [15, 10]
    assert bool(frame["growth_pct"].isna().all())
    assert set(frame["reason"]) == {"基数≤0"}


def test_ten_each_at_most_and_equals_in_order_of_their_key(make_store, rows):
    """Twelve firms that rise by 5: ten rows, the first ten keys."""
    frame = show(make_store(fact=[rows.fact(f"{n:02d}", 15, 10) for n in range(12)]), "movers", "2026Q3")
    assert frame["enterprise"].tolist() == [f"{n:02d}" for n in range(10)]
    assert frame["rank_now"].tolist() == [1] * 10


def test_grouped_by_enterprise_the_firm_stands_once(make_store, rows):
    """--by enterprise gives the two columns once, as the grouping."""
    frame = show(make_store(fact=[rows.fact("甲", 15, 10)]), "movers", "2026Q3", by=["enterprise"])
    assert list(frame.columns[:5]) == ["period", "basis", "enterprise_id", "enterprise", "direction"]

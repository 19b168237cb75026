"""临界企业与补足集合。"""

from datetime import date

import pandas as pd
import pytest

from metrics.closing_set import closing_sets
from metrics.near_shown import shown
from metrics.show import show

SIX = ["软件和信息技术服务", "数字创意"]


def annual(rows, key, value, above=None):
    return rows.fact(key, value, period="2025Q3", basis="rolling4", above=above)


def test_who_is_near_and_how_much_it_takes(make_store, rows):
    """1,900 lacks 100 (5.26 %), 9,000 lacks 1,000 (11.11 %), 110,000 has just crossed ten 亿元; 1,500 is too far."""
    facts = [annual(rows, "甲", 1900, False), annual(rows, "乙", 9000, True), annual(rows, "丙", 110000, True)]
    facts.append(annual(rows, "丁", 1500, False))
    frame = show(make_store(fact=facts), "near_threshold", "2025Q3").set_index("enterprise")
    assert frame.index.tolist() == ["甲", "乙", "丙"]
    assert frame["line"].tolist() == ["规上起点", "1亿元", "10亿元"]
    assert frame["state"].tolist() == ["临近", "临近", "刚过线"]
    assert frame["growth_needed_pct"].tolist()[:2] == pytest.approx([100 / 1900 * 100, 100 / 9])
    assert bool(frame["growth_needed_pct"].isna()["丙"])
    assert frame["distance_10k_cny"].tolist() == pytest.approx([100, 1000, -10000])
    assert set(frame["status"]) == {"预计"}


def test_the_band_holds_its_low_edge_and_not_the_line(make_store, rows):
    """8,000 is 20 % below and near; 7,999 is not; 10,000 has crossed; 12,000 is safe."""
    facts = [annual(rows, str(value), value, True) for value in (7999, 8000, 10000, 11999, 12000)]
    frame = show(make_store(fact=facts), "near_threshold", "2025Q3")
    assert dict(zip(frame["enterprise"], frame["state"], strict=True)) == {
        "8000": "临近",
        "10000": "刚过线",
        "11999": "刚过线",
    }


def test_at_the_line_of_entry_the_register_has_its_say(make_store, rows):
    """Out with 5,000: 够线未纳统. In with 900: 在统而低于起点. A firm of unknown status says so."""
    facts = [annual(rows, "甲", 5000, False), annual(rows, "乙", 900, True), annual(rows, "丙", 1900)]
    frame = show(make_store(fact=facts), "near_threshold", "2025Q3").set_index("enterprise")
    assert frame["state"].to_dict() == {"丙": "临近", "甲": "够线未纳统", "乙": "在统而低于起点"}
    assert frame["reason"].to_dict() == {
        "丙": "名录没有纳统状态",
        "甲": "已过线，不计所需增长，不排由近到远",
        "乙": "已在统，不排由近到远",
    }


def test_every_figure_left_empty_says_why(make_store, rows):
    """甲差100，数都有；乙刚过线，没有所需增长与位次；丙在统而差500，有增长没有位次；丁刚过线，又不知道在不在统。"""
    facts = [annual(rows, "甲", 1900, False), annual(rows, "乙", 2100, True), annual(rows, "丙", 1500, True)]
    facts.append(annual(rows, "丁", 2200))
    frame = show(make_store(fact=facts), "near_threshold", "2025Q3").set_index("enterprise")
    assert frame["reason"].to_dict() == {
        "甲": "",
        "乙": "已过线，不计所需增长，不排由近到远",
        "丁": "已过线，不计所需增长，不排由近到远；名录没有纳统状态",
        "丙": "已在统，不排由近到远",
    }
    assert frame["growth_needed_pct"].isna().to_dict() == {"甲": False, "乙": True, "丁": True, "丙": False}
    assert frame["place"].isna().to_dict() == {"甲": False, "乙": True, "丁": True, "丙": True}


def test_a_zero_or_negative_revenue_is_never_near(make_store, rows):
    """In the register with 0 or −5: below the line, and no growth rate leads from there."""
    frame = show(
        make_store(fact=[annual(rows, "甲", 0, True), annual(rows, "乙", -5, True)]), "near_threshold", "2025Q3"
    )
    assert set(frame["state"]) == {"在统而低于起点"}
    assert bool(frame["growth_needed_pct"].isna().all())


def test_a_firm_on_the_register_without_revenue_says_why_it_has_no_growth_needed(make_store, rows):
    """在统而全年为零: no growth reaches the line from nothing."""
    store = make_store(
        enterprise=[{"enterprise_id": "甲", "above_scale_from": "2020-01-01", "has_scale_status": True}],
        fact=[rows.fact("甲", 0, None, period="2025Q4", basis="year", above=True)],
    )
    (row,) = show(store, "near_threshold", "2025Q4").to_dict("records")
    assert row["growth_needed_pct"] != row["growth_needed_pct"]
    assert row["reason"] == "年营业收入≤0，不计所需增长；已在统，不排由近到远"


def test_without_a_period_the_latest_and_without_data_nothing(make_store, rows):
    """Two quarters on file, the later is shown."""
    facts = [annual(rows, "甲", 1900), rows.fact("甲", 1950, period="2025Q4", basis="year")]
    assert show(make_store(fact=facts), "near_threshold")["period"].tolist() == ["2025Q4"]
    assert show(make_store(), "near_threshold").empty


def of_plan(make_store, rows, values, above=()):
    """Firms of 数字创意 with these revenues over four quarters; the plan of 2021 counts them."""
    keys = [f"{at:02d}" for at in range(len(values))]
    return make_store(
        enterprise=[
            {
                "enterprise_id": key,
                "enterprise": key,
                "has_scale_status": True,
                "above_scale_from": date(2020, 1, 1) if key in above else None,
            }
            for key in keys
        ],
        fact=[annual(rows, key, value, key in above) for key, value in zip(keys, values, strict=True)],
        membership=[{"enterprise_id": key, "dimension": "field", "value": SIX[1]} for key in keys],
        as_of=date(2025, 11, 1),
    )


def test_the_nearest_firms_close_the_plan_s_count(make_store, rows):
    """超过20家过亿元: 19 have it, so two are missing; of 9,500, 7,000 and 9,900 the last and the first are chosen."""
    store = of_plan(make_store, rows, [20000] * 19 + [9500, 7000, 9900])
    sets = closing_sets(store, "2025Q3")
    chosen = sets[sets["target"] == "000-031"]
    assert chosen["missing"].tolist() == [2, 2]
    assert chosen["firm"].tolist() == ["21", "19"]
    assert chosen["shortfall_10k_cny"].tolist() == [100, 500]
    near = show(store, "near_threshold", "2025Q3").set_index(["line", "enterprise"])["targets"]
    assert (near["1亿元", "21"], near["1亿元", "19"]) == ("000-031", "000-031")


def test_a_firm_beyond_the_band_is_listed_where_the_target_needs_it(make_store, rows):
    """20 are over, one is missing, the only candidate has 2,500: 较远, growth of 300 %."""
    row = show(of_plan(make_store, rows, [20000] * 20 + [2500]), "near_threshold", "2025Q3").set_index(
        ["enterprise", "line"]
    )
    assert row.loc[("20", "1亿元"), "state"] == "较远，补足目标要用"
    assert row.loc[("20", "1亿元"), "growth_needed_pct"] == 300


def test_a_met_target_and_one_beyond_reach_say_so(make_store, rows):
    """21 over one 亿元: met. 规上 200 家以上 with one firm outside: too few candidates, and the one is given."""
    store = of_plan(make_store, rows, [20000] * 21 + [1900], above=[f"{at:02d}" for at in range(21)])
    sets = closing_sets(store, "2025Q3").set_index("target")
    assert sets.loc["000-031", "reason"] == "已达到目标"
    assert (sets.loc["000-032", "missing"], sets.loc["000-032", "firm"]) == (179, "21")
    assert sets.loc["000-032", "reason"] == "候选只有1家，补不足"


def test_the_page_lists_the_nearest_of_each_line_and_state_with_the_numbers_of_the_whole_table(make_store, rows):
    """八家临近1亿元、三家刚过线、三家够线未纳统，各只要两家：逐格同全表里最近的两家；一共几家照全表数。"""
    values = [(9000, True), (9100, True), (9100, False), (8000, True), (9500, True), (9990, True), (8500, True)]
    values += [(9991, True), (10001, True), (11000, False), (11999, True), (2000, False), (30, True), (1999, False)]
    store = make_store(fact=[annual(rows, f"{at:02d}", *pair) for at, pair in enumerate(values)])
    every = show(store, "near_threshold", "2025Q3")
    heads = [every["line"], every["state"]]
    found = shown(store, "2025Q3", closing_sets(store, "2025Q3"), most=2)
    assert found.firms == every.groupby(heads).size().to_dict()
    assert max(found.firms.values()) > 2
    pd.testing.assert_frame_equal(
        found.rows, every.loc[every.groupby(heads).cumcount() < 2].reset_index(drop=True), check_dtype=False
    )


def test_equally_far_firms_stand_by_their_code(make_store, rows):
    """9,000 与 9,000 同样远：全表与页面都按代码先后，页面只要一家就是前一家。"""
    store = make_store(fact=[annual(rows, key, 9000, True) for key in ("丙", "乙", "甲")])
    order = show(store, "near_threshold", "2025Q3")["enterprise"].tolist()
    assert order == sorted(order)
    assert shown(store, "2025Q3", closing_sets(store, ""), most=1).rows["enterprise"].tolist() == order[:1]

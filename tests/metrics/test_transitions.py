"""梯队变动。"""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.show import show


def years(rows, key, then, now, above_then=True, above_now=True):
    found = []
    if then is not None:
        found.append(rows.fact(key, then, period="2024Q4", basis="year", above=above_then))
    if now is not None:
        found.append(rows.fact(key, now, period="2025Q4", basis="year", above=above_now))
    return found


def filed(rows, *periods):
    return [rows.filed("甲", period) for period in periods or ("2024Q4", "2025Q4")]


def pairs(frame):
    return {(row["from_tier"], row["to_tier"]): row["enterprises"] for row in frame.to_dict("records")}


def test_one_rises_one_falls_one_enters_one_leaves(make_store, rows):
    """0.9 → 1.1 亿元, 1.2 → 0.95, a newcomer of 2, one closed in June, one simply missing."""
    facts = [
        *years(rows, "甲", 9000, 11000),
        *years(rows, "乙", 12000, 9500),
        *years(rows, "丙", None, 20000),
        *years(rows, "丁", 3000, None),
        *years(rows, "戊", 4000, None),
    ]
    gone = [{"enterprise_id": "丁", "has_scale_status": True, "left_on": date(2025, 6, 30)}]
    frame = show(make_store(fact=facts, filed=filed(rows), enterprise=gone), "transitions", "2025Q4")
    assert pairs(frame) == {
        ("规上", "亿元以上"): 1,
        ("亿元以上", "规上"): 1,
        ("新进", "亿元以上"): 1,
        ("规上", "退出"): 1,
        ("规上", "未报"): 1,
    }
    assert dict(zip(frame["from_tier"] + frame["to_tier"], frame["direction"], strict=True))["规上亿元以上"] == "上升"
    assert set(frame["status"]) == {"年度"}


def test_every_revenue_that_is_unknown_says_why(make_store, rows):
    """丙上年没有数，丁六月注销，戊没有报全：各缺一头，各有一句；甲两头都有，不必说。"""
    facts = [*years(rows, "甲", 9000, 11000), *years(rows, "丙", None, 20000)]
    facts += [*years(rows, "丁", 3000, None), *years(rows, "戊", 4000, None)]
    gone = [{"enterprise_id": "丁", "has_scale_status": True, "left_on": date(2025, 6, 30)}]
    store = make_store(fact=facts, filed=filed(rows), enterprise=gone)
    frame = show(store, "transitions", "2025Q4").set_index(["from_tier", "to_tier"])
    assert frame["reason"].to_dict() == {
        ("规上", "亿元以上"): "",
        ("新进", "亿元以上"): "上年没有全年数",
        ("规上", "退出"): "已退出，没有现在的数",
        ("规上", "未报"): "缺2025年全年数",
    }
    is_unknown = frame["prior_10k_cny"].isna() | frame["current_10k_cny"].isna()
    assert list(is_unknown) == [reason != "" for reason in frame["reason"]]


def test_within_the_year_it_is_the_four_quarters_that_are_missing(make_store, rows):
    """甲2025年4000，2026年三季度没有报；乙报了：甲缺的是近四个季度，不是全年。"""
    facts = [*years(rows, "甲", None, 4000), *years(rows, "乙", None, 5000)]
    facts.append(rows.fact("乙", 6000, basis="rolling4", above=True))
    store = make_store(fact=facts, filed=filed(rows, "2025Q4", "2026Q3"))
    frame = show(store, "transitions", "2026Q3").set_index("to_tier")
    assert frame["reason"].to_dict() == {"规上": "", "未报": "近四个季度的数不全"}


def test_within_the_year_it_goes_from_last_year_to_four_quarters(make_store, rows):
    """2025: 9,000; the four quarters to 2026Q3: 10,200 → 预计, from 2025Q4."""
    facts = [*years(rows, "甲", None, 9000), rows.fact("甲", 10200, basis="rolling4", above=True)]
    (row,) = show(make_store(fact=facts, filed=filed(rows, "2025Q4", "2026Q3")), "transitions", "2026Q3").to_dict(
        "records"
    )
    assert (row["basis"], row["status"], row["from_period"]) == ("rolling4", "预计", "2025Q4")
    assert (row["from_tier"], row["to_tier"]) == ("规上", "亿元以上")


def test_without_last_year_nobody_is_called_new(make_store, rows):
    """Only 2025 on file: how many there are now, from nowhere, and the reason."""
    store = make_store(fact=years(rows, "甲", None, 9000), filed=filed(rows, "2025Q4"))
    (row,) = show(store, "transitions", "2025Q4").to_dict("records")
    assert (row["from_tier"], row["to_tier"], row["reason"]) == ("", "规上", "缺2024年全年数")


def test_a_future_period_has_no_rows(make_store):
    """Nothing filed, nothing moved."""
    assert show(make_store(), "transitions", "2030Q4").empty


@settings(max_examples=25, deadline=None)  # 每例建一个库
@given(st.lists(st.tuples(*[st.one_of(st.none(), st.integers(0, 2_000_000))] * 2), min_size=1, max_size=10))
def test_rows_add_up_to_the_firms_then_and_columns_to_the_firms_now(make_store, rows, values):
    """Σ over a row = firms with a figure then; Σ over a column = firms with one now."""
    facts = [row for at, pair in enumerate(values) for row in years(rows, str(at), *pair)]
    frame = show(make_store(fact=facts, filed=filed(rows)), "transitions", "2025Q4")
    then = sum(pair[0] is not None for pair in values)
    now = sum(pair[1] is not None for pair in values)
    if then:
        assert frame.loc[frame["from_tier"] != "新进", "enterprises"].sum() == then
    assert frame.loc[~frame["to_tier"].isin(["退出", "未报"]), "enterprises"].sum() == now

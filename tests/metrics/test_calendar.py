"""填报日历：该报的每家企业一行，报了、迟报、没到期、逾期分得清。"""

from datetime import date, datetime
from decimal import Decimal

import pytest

from metrics.calendar import by_subdistrict, calendar, due_day
from metrics.show import show

DUE = date(2026, 10, 25)


def firm(key, place="东关", since=date(2020, 1, 1), until=None):
    return {
        "enterprise_id": key,
        "enterprise": key,
        "subdistrict": place,
        "above_scale_from": since,
        "above_scale_to": until,
        "has_scale_status": True,
    }


def versions(rows, **days):
    """`filed_version` and `filing` rows: firm → the day its third quarter of 2026 came."""
    filed = [{**rows.filed(key, "2026Q3"), "filing": key, "seq": 1, "is_current": True} for key in days]
    filings = [{"filing": key, "accepted_at": datetime.fromisoformat(day)} for key, day in days.items()]
    return {"filed": [rows.filed(key, "2026Q3") for key in days], "filed_version": filed, "filing": filings}


def states(store, today, period="2026Q3"):
    found = calendar(store, period, today)
    return dict(zip(found["enterprise_id"], found["state"], strict=True))


@pytest.fixture
def store(make_store, rows):
    """Filed on the due day, the day after, and a year and a day after; 丁 has not filed."""
    days = {"甲": "2026-10-25", "乙": "2026-10-26", "丙": "2027-10-26"}
    return make_store(enterprise=[firm(key) for key in "甲乙丙丁"], **versions(rows, **days))


@pytest.mark.parametrize(
    ("period", "day"),
    [("2026Q1", "2026-04-25"), ("2026Q2", "2026-07-25"), ("2026Q3", "2026-10-25"), ("2026Q4", "2027-01-25")],
)
def test_the_due_day_comes_from_the_settings_and_the_fourth_is_next_year(store, period, day):
    """截止日写在 quality.toml；四季度在次年。"""
    assert due_day(store, period).isoformat() == day


def test_in_time_late_and_backfilled_are_three_things(store):
    """截止当天还算按时，第二天就是迟报，晚了一年以上是补录；没报的过了截止日才算逾期。"""
    assert states(store, DUE) == {"甲": "filed", "乙": "late", "丙": "backfilled", "丁": "waiting"}
    assert states(store, date(2026, 10, 26))["丁"] == "overdue"


def test_a_quarter_nobody_has_filed_yet_has_its_list_already(store):
    """一家也没报来的新一期，照样知道谁该报、还没到期。"""
    assert states(store, date(2026, 12, 1), "2026Q4") == dict.fromkeys("甲乙丙丁", "waiting")


def test_who_owes_a_form_is_the_same_as_in_the_filing_rate(make_store, rows):
    """应报、已报与填报覆盖一致：纳统前、退统后不应报。"""
    store = make_store(
        enterprise=[firm("甲"), firm("乙", until=date(2026, 9, 1)), firm("丙", since=date(2026, 10, 1)), firm("丁")],
        **versions(rows, 甲="2026-10-01"),
    )
    found = calendar(store, "2026Q3", DUE)
    (row,) = show(store, "coverage", "2026Q3").to_dict("records")
    assert sorted(found["enterprise_id"]) == ["丁", "甲"]
    assert (len(found), found["is_filed"].sum()) == (row["expected"], row["filed"])


def test_without_a_register_those_of_the_last_four_quarters_owe_a_form(make_store, rows):
    """没有名录状态：近四季或本期报过的应报；五季以前的不算。"""
    store = make_store(filed=[rows.filed("甲", "2025Q3"), rows.filed("乙", "2025Q2"), rows.filed("丙", "2026Q3")])
    found = calendar(store, "2026Q3", DUE)
    assert sorted(found["enterprise_id"]) == ["丙", "甲"]


def test_subdistricts_with_most_value_missing_come_first(make_store, rows):
    """按没报来的金额排，金额不知道的其次，报齐的最后；没写街道的自成一组；金额覆盖率 = 已报的上年同期 ÷ 应报的。"""
    places = {"甲": "东关", "乙": "东关", "丙": "文东", "丁": None, "戊": "龙洞"}
    before = {"甲": 30, "乙": 10, "丙": 5, "丁": 7}
    told = versions(rows, 甲="2026-10-01", 丙="2026-10-01")
    told["filed"] += [rows.filed(key, "2025Q3", value) for key, value in before.items()]
    found = by_subdistrict(
        calendar(make_store(enterprise=[firm(k, p) for k, p in places.items()], **told), "2026Q3", DUE)
    )
    columns = ["expected", "filed", "missing", "missing_10k_cny", "filed_pct", "value_coverage_pct"]
    by_place = found.fillna({"subdistrict": "无"}).set_index("subdistrict")[columns]
    assert list(by_place.index) == ["东关", "无", "龙洞", "文东"]
    assert by_place.loc["东关"].tolist() == [2, 1, 1, 10, 50, 75]
    assert by_place.loc["无"].tolist() == [1, 0, 1, 7, 0, 0]
    assert by_place.loc["龙洞"].isna().tolist() == [False, False, False, True, False, True]
    assert by_place.loc["文东"].isna().tolist() == [False, False, False, True, False, False]


def test_last_years_figure_and_the_last_quarter_stand_beside_each_firm(make_store, rows):
    """上年同期是当年入库的数，最近一次填报另列；从没报过的两样都空。"""
    store = make_store(
        enterprise=[firm("甲"), firm("乙")],
        filed=[rows.filed("甲", "2025Q3", Decimal("12.5")), rows.filed("甲", "2026Q1")],
    )
    found = calendar(store, "2026Q3", DUE).set_index("enterprise_id")
    assert (float(found.loc["甲", "prior_10k_cny"]), found.loc["甲", "last_period"]) == (12.5, "2026Q1")
    assert found.loc["乙", ["prior_10k_cny", "last_period"]].isna().all()


def test_nobody_expected_gives_no_rows(make_store):
    """没有名录也没有报表：一行也没有，各街道也没有。"""
    found = calendar(make_store(), "2026Q3", DUE)
    assert found.empty
    assert by_subdistrict(found).empty

"""填报覆盖。"""

from datetime import date, datetime

import pytest

from metrics.coverage import unsettled
from metrics.request import RequestError
from metrics.show import show


def firm(key, since, until=None, **others):
    return {
        "enterprise_id": key,
        "above_scale_from": since,
        "above_scale_to": until,
        "has_scale_status": True,
        **others,
    }


def test_three_of_four_firms_on_the_register_have_filed(make_store, rows):
    """Expected are the 规上 of the quarter's last day; a 规下 firm that filed counts on neither side."""
    store = make_store(
        enterprise=[
            *(firm(key, date(2020, 1, 1)) for key in ("甲", "乙", "丙", "丁")),
            firm("规下", None),
        ],
        filed=[rows.filed(key, "2026Q3") for key in ("甲", "乙", "丙", "规下")],
    )
    (row,) = show(store, "coverage").to_dict("records")
    assert (row["period"], row["basis"]) == ("2026Q3", "ytd")
    assert (row["expected"], row["filed"], row["filed_pct"], row["missing"]) == (4, 3, 75, 1)
    assert row["reason"] == "尚缺1家；缺上年同期，不计金额覆盖率"


def test_a_street_with_a_single_firm_has_its_rate(make_store, rows):
    """One expected: filed 100 %, not filed a known 0 %."""
    store = make_store(
        enterprise=[firm("甲", date(2020, 1, 1), subdistrict="东"), firm("乙", date(2020, 1, 1), subdistrict="西")],
        filed=[rows.filed("甲", "2026Q3")],
    )
    found = show(store, "coverage", "2026Q3", ["subdistrict"]).set_index("subdistrict")["filed_pct"].to_dict()
    assert found == {"东": 100, "西": 0}


def test_a_firm_is_expected_from_its_entry_until_its_exit(make_store, rows):
    """From <= the quarter's end and until > it: entry in January 2026, exit in September 2026."""
    store = make_store(
        enterprise=[firm("甲", date(2026, 1, 1), date(2026, 9, 1)), firm("乙", date(2020, 1, 1))],
        filed=[rows.filed("乙", period) for period in ("2025Q4", "2026Q1", "2026Q3")],
    )
    assert show(store, "coverage").set_index("period")["expected"].to_dict() == {"2025Q4": 1, "2026Q1": 2, "2026Q3": 1}


def test_without_any_status_whoever_filed_within_a_year_is_expected(make_store, rows):
    """甲 filed four quarters ago and not now: still expected. 乙 filed five quarters ago: no longer."""
    store = make_store(
        filed=[rows.filed("甲", "2025Q3"), rows.filed("乙", "2025Q2"), rows.filed("丙", "2026Q3")],
    )
    row = show(store, "coverage").set_index("period").loc["2026Q3"]
    assert (row["expected"], row["filed"]) == (2, 1)
    assert row["reason"].startswith("无规上名录，应报数按近四个季度报过的企业计；尚缺1家")


def test_a_blank_figure_is_not_a_filing(make_store, rows):
    """A row without a revenue leaves its firm missing."""
    store = make_store(enterprise=[firm("甲", date(2020, 1, 1))], filed=[rows.filed("甲", "2026Q3", None)])
    assert show(store, "coverage")["filed"].tolist() == [0]


def test_coverage_goes_by_sub_district_and_filters_by_cluster(make_store, rows):
    """Grouping and filters work as for every metric; tier is refused because a missing firm has no revenue."""
    store = make_store(
        enterprise=[
            firm("甲", date(2020, 1, 1), subdistrict="姚家"),
            firm("乙", date(2020, 1, 1), subdistrict="智远"),
        ],
        filed=[rows.filed("甲", "2026Q3")],
        membership=[{"enterprise_id": "乙", "dimension": "cluster", "value": "软件"}],
    )
    assert show(store, "coverage", by=["subdistrict"])["filed_pct"].tolist() == [100, 0]
    assert show(store, "coverage", where={"cluster": ["软件"]})["filed"].tolist() == [0]
    with pytest.raises(RequestError, match="不能按梯队"):
        show(store, "coverage", by=["tier"])


def version(key, period, filing):
    return {"enterprise_id": key, "period": period, "revenue_10k_cny": 1, "filing": filing}


def filing(name, day):
    return {"filing": name, "accepted_at": datetime.fromisoformat(day)}


def test_one_large_firm_missing_weighs_more_than_its_count(make_store, rows):
    """Last year 甲 300, 乙 100, both expected; only 乙 files: half of the firms, a quarter of the value."""
    store = make_store(
        enterprise=[firm(key, date(2020, 1, 1)) for key in ("甲", "乙")],
        filed=[rows.filed("甲", "2025Q3", 300), rows.filed("乙", "2025Q3", 100), rows.filed("乙", "2026Q3", 120)],
    )
    row = show(store, "coverage", "2026Q3").iloc[0]
    assert (row["filed_pct"], row["value_coverage_pct"]) == (50, 25)


def test_a_base_of_zero_or_below_gives_no_coverage_by_value(make_store, rows):
    """A sum of 0 and of −10 a year ago: null with its reason, never 0 or 100 %."""
    for base in (0, -10):
        store = make_store(
            enterprise=[firm("甲", date(2020, 1, 1))],
            filed=[rows.filed("甲", "2025Q3", base), rows.filed("甲", "2026Q3", 5)],
        )
        row = show(store, "coverage", "2026Q3").iloc[0]
        assert row["value_coverage_pct"] != row["value_coverage_pct"]
        assert "缺上年同期，不计金额覆盖率" in row["reason"]


def test_who_files_after_the_due_day_is_late_by_the_first_filing(make_store, rows):
    """Due 25 October: 甲 on the day, 乙 the day after, 丙 in time and corrected later. One is late."""
    store = make_store(
        enterprise=[firm(key, date(2020, 1, 1)) for key in ("甲", "乙", "丙")],
        filed=[rows.filed(key, "2026Q3") for key in ("甲", "乙", "丙")],
        filing=[filing("一", "2026-10-25 17:00"), filing("二", "2026-10-26 08:00")],
        filed_version=[
            version("甲", "2026Q3", "一"),
            version("乙", "2026Q3", "二"),
            version("丙", "2026Q3", "一"),
            version("丙", "2026Q3", "二"),
        ],
    )
    assert show(store, "coverage")["late"].tolist() == [1]


def test_the_fourth_quarter_is_due_in_the_next_year(make_store, rows):
    """2025Q4 is due on 25 January 2026: the 10th of February is late, the 16th of January is not."""
    store = make_store(
        filed=[rows.filed(key, "2025Q4") for key in ("甲", "乙")],
        filing=[filing("一", "2026-01-16 17:00"), filing("二", "2026-02-10 08:00")],
        filed_version=[version("甲", "2025Q4", "一"), version("乙", "2025Q4", "二")],
    )
    assert show(store, "coverage")["late"].tolist() == [1]


def test_history_typed_in_years_later_is_not_called_late(make_store, rows):
    """2014 loaded in 2026: nobody can tell who was late then, so the count is unknown and says why."""
    store = make_store(
        filed=[rows.filed("甲", "2014Q3")],
        filing=[filing("一", "2026-11-01 10:00")],
        filed_version=[version("甲", "2014Q3", "一")],
    )
    row = show(store, "coverage").iloc[0]
    assert row.isna()["late"]
    assert "1家是补录历史，不判迟报" in row["reason"]


def test_the_unsettled_are_those_of_the_whole_table_that_miss_or_are_late(make_store, rows):
    """四家里丁没报、丙迟报：只给这两家，各格与全表里的一样；公众一家也看不到。"""
    arrived = {"甲": "早", "乙": "早", "丙": "晚"}
    store = make_store(
        enterprise=[firm(key, date(2020, 1, 1), enterprise=key) for key in ("甲", "乙", "丙", "丁")],
        filed=[rows.filed(key, "2026Q3") for key in arrived],
        filed_version=[rows.filed(key, "2026Q3") | {"filing": name} for key, name in arrived.items()],
        filing=[
            {"filing": "早", "seq": 1, "accepted_at": datetime(2026, 10, 1), "is_active": True},
            {"filing": "晚", "seq": 2, "accepted_at": datetime(2026, 11, 20), "is_active": True},
        ],
    )
    every = show(store, "coverage", "2026Q3", ("enterprise",))
    few = unsettled(store, "2026Q3")
    kept = every.loc[(every["filed"] < every["expected"]) | (every["late"] > 0)]
    assert sorted(few["enterprise"]) == ["丁", "丙"]
    assert few.to_csv(index=False) == kept.to_csv(index=False)
    assert unsettled(store, "2026Q3", "public").empty

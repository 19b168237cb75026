"""数据质量表。"""

from datetime import date

import pytest

from metrics.request import RequestError
from metrics.show import show


def firm(key, **others):
    return {
        "enterprise_id": key,
        "enterprise": key,
        "above_scale_from": date(2020, 1, 1),
        "has_scale_status": True,
        **others,
    }


def test_every_measure_is_what_a_hand_gets(make_store, rows):
    """甲 60 and 乙 40, bases 50 and 30 restated from 40 and 30; 丙 filed 20 last year and not now. Filed 2 of 3; by
    value 70 of 90; restated 10 ÷ 70; the largest 60 %; base 80 万元; one of ten rows mistaken."""
    store = make_store(
        enterprise=[firm(key) for key in "甲乙丙"],
        fact=[rows.fact("甲", 60, 50, 40), rows.fact("乙", 40, 30, 30)],
        filed=[
            *(rows.filed(key, "2025Q3", value) for key, value in (("甲", 40), ("乙", 30), ("丙", 20))),
            *(rows.filed(key, "2026Q3") for key in "甲乙"),
        ],
        filing=[
            {"filing": "一", "kind": "load", "is_active": True, "record": "revenue", "period": "2026Q3", "rows_in": 10}
        ],
        issue=[
            {"filing": "一", "sheet": "表", "row": 7, "severity": "error"},
            {"filing": "一", "sheet": "表", "row": 7, "severity": "error"},
            {"filing": "一", "sheet": "表", "row": 9, "severity": "note"},
        ],
    )
    row = show(store, "quality", "2026Q3").iloc[0]
    assert row["filed_pct"] == pytest.approx(200 / 3)
    assert row["value_coverage_pct"] == pytest.approx(700 / 9)
    assert row["restated_pct"] == pytest.approx(100 / 7)
    assert (row["largest_pct"], row["enterprises"], row["base_10k_cny"], row["set_aside_pct"]) == (60, 2, 80, 10)
    assert row["grade"] == "低"
    assert "最大一家占60.0%" in row["reason"]


def test_a_group_in_which_nobody_filed_has_its_row(make_store, rows):
    """智远 is expected and empty: no firm, 0 % filed, 低; 未归类 is shown like the others."""
    store = make_store(
        enterprise=[firm("甲"), firm("乙", subdistrict="智远")],
        fact=[rows.fact("甲", 5, 4, 4)],
        filed=[rows.filed("甲", "2026Q3")],
    )
    frame = show(store, "quality", by=["subdistrict"]).set_index("subdistrict")
    assert frame["enterprises"].to_dict() == {"未归类": 1, "智远": 0}
    assert frame.loc["智远", "grade"] == "低"
    assert frame.loc["智远", "filed_pct"] == 0


def test_a_base_that_is_missing_zero_or_negative_gives_no_share(make_store, rows):
    """Restatement against a base of 0 or −5 is unknown, and said so."""
    for stored in (None, 0, -5):
        store = make_store(fact=[rows.fact("甲", 5, 4, stored)])
        row = show(store, "quality").iloc[0]
        assert row.isna()["restated_pct"]
        assert "上年同期数改动" in row["reason"]
        assert "无从判断" in row["reason"]


def test_by_tier_coverage_is_unknown_and_nothing_fails(make_store, rows):
    """Who has not filed has no tier."""
    store = make_store(fact=[rows.fact("甲", 20_000, 9, 8, tier="亿元以上")], filed=[rows.filed("甲", "2026Q3")])
    row = show(store, "quality", by=["tier"]).iloc[0]
    assert row.isna()["filed_pct"]
    assert "填报率、金额覆盖率" in row["reason"]


def test_a_single_firm_has_no_badge(make_store, rows):
    """The badge is about totals."""
    with pytest.raises(RequestError, match="徽标评的是合计数"):
        show(make_store(fact=[rows.fact("甲", 5)]), "quality", by=["enterprise"])


def test_no_data_gives_no_rows(make_store):
    """Columns, and nothing else."""
    assert show(make_store(), "quality").empty

"""公布的指标值。"""

import pytest

from metrics.plans import Measure, Target
from metrics.published_value import in_unit, published_value


def goal(unit="亿元", basis="year"):
    return Target(
        code="t",
        indicator="规模",
        type="amount",
        operator=">=",
        period_type="annual",
        scope="济南市",
        measure=Measure("published", indicator="规模", region="济南市", basis=basis),
        clause="",
        line=1,
        quote="",
        unit=unit,
        value=10,
        deadline="2025Q4",
    )


def row(period, value, unit="亿元", basis="year", **others):
    return {
        "indicator": "规模",
        "region": "济南市",
        "period": period,
        "value": value,
        "unit": unit,
        "basis": basis,
        **others,
    }


def test_the_newest_figure_up_to_the_quarter_is_taken(make_store):
    """2023 and 2024 published, asked at 2025Q2: 2024, and it says so."""
    store = make_store(published=[row("2023Q4", 7), row("2024Q4", 8, source="公报"), row("2025Q4", 9)])
    found = published_value(store, goal(), "2025Q2", is_final=False)
    assert (found.value, found.period, found.source) == (8, "2024Q4", "公报")


def test_a_final_assessment_takes_no_older_year(make_store):
    """For 2025 a figure of 2024 will not do."""
    found = published_value(make_store(published=[row("2024Q4", 8)]), goal(), "2025Q4", is_final=True)
    assert (found.value, found.reason) == (None, "缺数据：指标填报里没有“规模”（济南市）")


def test_a_quarter_never_stands_for_a_year(make_store):
    """Annual and first-quarter figures are told apart by their basis."""
    store = make_store(published=[row("2025Q1", 3, basis="ytd")])
    assert published_value(store, goal(), "2025Q4", is_final=False).value is None


def test_units_are_converted_or_refused(make_store):
    """0.14 万亿元 is 1400 亿元; 家 cannot be 亿元."""
    store = make_store(published=[row("2025Q4", 0.14, unit="万亿元")])
    assert published_value(store, goal(), "2025Q4", is_final=True).value == pytest.approx(1400)
    store = make_store(published=[row("2025Q4", 14, unit="家")])
    found = published_value(store, goal(), "2025Q4", is_final=True)
    assert (found.value, found.reason) == (None, "公布值的单位是家，目标的单位是亿元，不能比较")
    assert in_unit(5, "家", "家") == 5


def test_what_the_publisher_added_is_kept(make_store):
    """比较符, 状态 and 脚注 stand in the note."""
    store = make_store(published=[row("2025Q4", 200, operator=">=", status="预计", footnote="快报")])
    assert published_value(store, goal(), "2025Q4", is_final=True).note == ">=；预计；快报"

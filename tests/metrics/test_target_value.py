"""目标的实际值：几种读法。"""

from dataclasses import replace
from datetime import date

import pytest

from metrics.plans import Group, Measure, Target
from metrics.target_value import actual

THREE = Target(
    code="t",
    indicator="未来产业营收",
    type="amount",
    operator=">",
    period_type="annual",
    scope="",
    measure=Measure("enterprises", what="revenue"),
    clause="",
    line=1,
    quote="",
    unit="亿元",
    value=10,
    deadline="2030Q4",
    group=Group("chain", ("脑机接口", "智能机器人")),
)


@pytest.fixture
def store(make_store, rows):
    members = [("甲", "脑机接口"), ("乙", "脑机接口"), ("乙", "智能机器人"), ("丙", "别的链")]
    return make_store(
        fact=[
            rows.fact("甲", 30000, period="2025Q4", basis="year", above=True),
            rows.fact("乙", 50000, period="2025Q4", basis="year", above=False),
            rows.fact("丙", 90000, period="2025Q4", basis="year", above=True),
        ],
        membership=[{"enterprise_id": key, "dimension": "chain", "value": value} for key, value in members],
    )


@pytest.mark.parametrize(("mode", "value"), [("total", 8), ("each", 5), ("any_enterprise", 5)])
def test_one_clause_can_be_read_three_ways(store, mode, value):
    """合计 counts 乙 once (8 亿元); 各自 is the smallest group (5); 单个 the largest firm (5)."""
    assert actual(store, replace(THREE, mode=mode), "2025Q4").value == pytest.approx(value)


def test_only_above_scale_firms_where_the_plan_says_so(store):
    """规上 only: 甲 alone, 3 亿元."""
    only = replace(THREE, measure=Measure("enterprises", what="revenue", tier="规上"))
    assert actual(store, only, "2025Q4").value == pytest.approx(3)


def test_each_needs_every_group_to_have_data(store):
    """A group nobody reported for is unknown, so 各自 cannot be judged."""
    wider = replace(THREE, mode="each", group=Group("chain", ("脑机接口", "生成式人工智能")))
    found = actual(store, wider, "2025Q4")
    assert (found.value, found.reason) == (None, "缺数据：不是每一组都有数")


def test_a_quarter_not_loaded_is_missing_not_zero(store):
    """No rows of 2026Q3: 缺数据, for amounts and for counts."""
    counting = replace(
        THREE, type="count_above", threshold_10k_cny=1, measure=Measure("enterprises", what="count_above")
    )
    found = actual(store, THREE, "2026Q3")
    assert (found.value, found.reason) == (None, "缺数据：2026Q3还没有季报")
    assert actual(store, counting, "2026Q3").value is None
    assert actual(store, counting, "2025Q4").value == 2


def test_a_year_that_cannot_be_added_up_says_why(make_store, rows):
    """One cumulative form of 2026Q3 and no year before it: forms there are, four quarters there are not."""
    first = make_store(
        fact=[rows.fact("甲", 100, 90)], membership=[{"enterprise_id": "甲", "dimension": "chain", "value": "脑机接口"}]
    )
    only = replace(THREE, group=Group("chain", ("脑机接口",)))
    found = actual(first, only, "2026Q3")
    assert (found.value, found.reason) == (None, "缺数据：近四个季度不全，合不成一年")


def test_without_a_register_above_scale_is_unknown(store):
    """No firm has a status: not 0 家."""
    counting = replace(THREE, type="count", unit="家", measure=Measure("enterprises", what="above_scale"))
    assert actual(store, counting, "2025Q4").value is None


def test_a_value_says_who_is_missing_from_it(make_store, rows):
    """Three 规上 firms: one has four quarters, one only this year's, one has not filed: 5 亿元, and it says so."""
    keys = ("甲", "乙", "丙")
    store = make_store(
        enterprise=[
            {"enterprise_id": key, "has_scale_status": True, "above_scale_from": date(2020, 1, 1)} for key in keys
        ],
        membership=[{"enterprise_id": key, "dimension": "chain", "value": "脑机接口"} for key in keys],
        filed=[rows.filed("甲", "2026Q3"), rows.filed("乙", "2026Q3")],
        fact=[
            rows.fact("甲", 40000, above=True),
            rows.fact("甲", 50000, basis="rolling4", above=True),
            rows.fact("乙", 9, above=True),
        ],
    )
    found = actual(store, THREE, "2026Q3")
    assert (found.value, found.note) == (5, "本期尚缺1家未报，未计入；1家近四个季度的数不全，未计入")

"""列的表头与换算。"""

from dataclasses import replace
from decimal import Decimal

import pytest

from etl.demo.columns import Heading, amount, growth_pct, heading
from etl.demo.forms import Row
from etl.demo.layout import layout_of
from etl.demo.quarters import Quarter


@pytest.mark.parametrize(
    ("unit", "value"), [("元", "123456700"), ("千元", "123456.7"), ("万元", "12345.67"), ("亿元", "1.234567")]
)
def test_a_unit_changes_the_digits_not_the_money(unit, value):
    """12345.67万元写成四种单位，一分不差。"""
    assert amount(123_456_700, unit) == Decimal(value)


def test_a_header_is_two_cells_or_one():
    """两层表头分两格，一层表头连成一句；单位可以写在括号里。"""
    double, single = layout_of(Quarter(2020, 4)), layout_of(Quarter(2019, 1))
    assert heading("revenue", double) == Heading("营业收入", "本期累计")
    assert heading("revenue", single) == Heading("营业收入本期累计", "")
    assert heading("growth", single) == Heading("同比增长（%）", "")
    assert heading("revenue", layout_of(Quarter(2023, 1))).upper == "营业收入本期累计（万元）"


def test_growth_needs_a_base(world):
    """22比20增长10.0%；没有上年数或上年数是零就不算。"""
    row = Row(world.firms[0], "甲", "", 220_000, 200_000)
    assert growth_pct(row) == Decimal("10.0")
    assert growth_pct(replace(row, prior=None)) is None
    assert growth_pct(replace(row, prior=0)) is None
    assert growth_pct(replace(row, revenue=None)) is None

"""金额单位。"""

from decimal import Decimal

import pytest

from etl.tidy.unit import MONEY_UNITS, stated_units, without_unit


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("营业收入（万元）", ["万元"]),
        ("营业收入(亿元)", ["亿元"]),
        ("营业总收入\n（亿元）", ["亿元"]),
        ("营业收入【千元】", ["千元"]),
        ("计量单位：百万元", ["百万元"]),
        ("单位：元", ["元"]),
        ("（单位： 百万元）", ["百万元"]),
        ("金额单位:人民币万元", ["万元"]),
        ("单 位：万 元", ["万元"]),
        ("2015年1-3月营业收入（百万元）", ["百万元"]),
        ("单位：万元、亿元", ["万元", "亿元"]),
        ("营业收入（万元）\n（亿元）", ["万元", "亿元"]),
        ("千万元以上企业", []),
        ("从业人员（人）", []),
        ("填报单位：济南某公司", []),
        ("营业收入", []),
    ],
)
def test_a_unit_is_read_where_it_is_stated(text, units):
    """括号里的、“单位：”后面的才是单位；“千万元以上”是门槛，“填报单位”是人。"""
    assert stated_units(text) == units


def test_units_are_exact_multiples_of_ten_thousand_yuan():
    """1 亿元 = 10⁴ 万元 = 10⁵ 千元（规则 §4）。"""
    assert {unit: MONEY_UNITS[unit] for unit in MONEY_UNITS} == {
        "元": Decimal("0.0001"),
        "千元": Decimal("0.1"),
        "万元": Decimal(1),
        "百万元": Decimal(100),
        "千万元": Decimal(1000),
        "亿元": Decimal(10000),
    }


def test_a_header_is_compared_without_its_unit():
    """「营业收入（万元）」与「营业收入」是同一个表头，「从业人员（人）」的括号不是金额单位。"""
    assert without_unit("营业 收入（万元）") == "营业收入"
    assert without_unit("从业人员（人）") == "从业人员(人)"

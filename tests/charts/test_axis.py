"""charts/axis.py：刻度与画布。"""

import pytest

from charts.axis import quarters, ticks, titled


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([40.5, 5], [0, 10, 20, 30, 40, 50]),
        ([-8.3, 21.1], [-10, 0, 10, 20, 30]),
        ([0.031], [0, 0.01, 0.02, 0.03, 0.04]),
        ([None], [0, 1]),
        ([], [0, 1]),
        ([0, 0], [0, 1]),
        ([-3], [-3, -2, -1, 0]),
    ],
)
def test_ticks_are_round_and_always_hold_zero(values, expected):
    """刻度从整数起止，轴不截断。"""
    assert ticks(values) == expected


def test_a_few_quarters_are_named_in_full_and_many_by_year():
    """五季以内写全，多了只在一季度写年。"""
    few = quarters(["2026Q2", "2026Q3"], "ytd")
    assert "['2026年', '1-9月']" in few["labelExpr"]
    many = quarters([f"{year}Q{quarter}" for year in (2025, 2026) for quarter in (1, 2, 3, 4)], "ytd")
    assert many["values"] == ["2025Q1", "2026Q1"]


def test_units_stand_in_the_title_once():
    """已有括号就并进去，不叠两对括号。"""
    assert [titled("营业收入", "亿元"), titled("同比（可比口径）", "%")] == ["营业收入（亿元）", "同比（可比口径，%）"]

"""季度的前后，期别里有没有一季。"""

from etl.quarter import may_hold, quarter_after, quarter_before, year_before


def test_the_periods_before():
    """一季度的上一季是上年四季度；上年同期是上年的同一季。"""
    assert (quarter_before("2026Q1"), quarter_before("2026Q3")) == ("2025Q4", "2026Q2")
    assert year_before("2026Q3") == "2025Q3"


def test_the_period_after():
    """四季度的下一季是次年一季度。"""
    assert (quarter_after("2026Q4"), quarter_after("2026Q3")) == ("2027Q1", "2026Q4")


def test_a_label_of_one_quarter_or_of_a_span():
    """只写一季的只有那一季；写到哪一季的，两头都在内，外面的不在。"""
    assert (may_hold("2026Q3", "2026Q3"), may_hold("2026Q3", "2026Q2")) == (True, False)
    span = "2025Q4—2026Q2"
    asked = ("2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3")
    assert [may_hold(span, period) for period in asked] == [False, True, True, True, False]

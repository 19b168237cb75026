"""charts/period.py：报告期怎么念。"""

import pytest

from charts.period import period_label, quarter_end_label, span


@pytest.mark.parametrize(
    ("period", "basis", "text"),
    [
        ("2026Q1", "ytd", "2026年1-3月"),
        ("2026Q3", "ytd", "2026年1-9月"),
        ("2026Q4", "ytd", "2026年1-12月"),
        ("2026Q3", "single", "2026年第三季度"),
        ("2025Q4", "year", "2025年"),
        ("2026Q3", "rolling4", "2026年三季度末近四季度"),
        ("2026Q3", "point", "2026年三季度末"),
        ("2025Q4", "point", "2025年末"),
    ],
)
def test_a_period_is_named_by_its_basis(period, basis, text):
    """rules §1.2：累计、当季、全年、近四季、时点五种念法。"""
    assert period_label(period, basis) == text


@pytest.mark.parametrize("period", ["2026", "2026Q5", "2026-Q3", "26Q3", ""])
def test_what_is_not_a_quarter_is_refused(period):
    """写错的报告期不猜。"""
    with pytest.raises(ValueError, match="报告期写作"):
        quarter_end_label(period)


def test_an_unknown_basis_is_refused():
    """期别只有五种。"""
    with pytest.raises(ValueError, match="期别只有"):
        period_label("2026Q3", "monthly")


def test_a_span_fills_the_holes_by_quarter_or_by_year():
    """缺的季度也占一格，图上才断得开。"""
    assert span(["2025Q4", "2026Q2"]) == ["2025Q4", "2026Q1", "2026Q2"]
    assert span(["2022Q4", "2024Q4"], "year") == ["2022Q4", "2023Q4", "2024Q4"]
    assert span([]) == []

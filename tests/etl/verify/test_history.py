"""与已经收下的数对照。"""

from decimal import Decimal

import pyarrow as pa
import pytest

from etl.verify.history import check_magnitude, check_two_columns, count_restated

FIRMS = "甲乙丙丁戊"
LAST_YEAR = {(firm, "2025Q3"): Decimal(100 + n) for n, firm in enumerate(FIRMS)}


def table(values, period="2026Q3"):
    """One row for each firm."""
    figures = [None if value is None else Decimal(value) for value in values]
    return pa.table(
        {
            "enterprise_id": list(FIRMS)[: len(values)],
            "period": [period] * len(values),
            "revenue_10k_cny": pa.array(figures, pa.decimal128(20, 6)),
        }
    )


@pytest.mark.parametrize(("times", "said"), [("10", "10"), ("1000", "1000"), ("10000", "10000"), ("0.0001", "0.0001")])
def test_a_whole_sheet_off_by_a_power_of_ten_is_a_wrong_unit(times, said):
    """多数企业是去年同期的 10、1000、10000 倍或万分之一：单位多半写错了，不收。"""
    issue = check_magnitude(table([Decimal(times) * value for value in LAST_YEAR.values()]), LAST_YEAR)
    assert issue is not None
    assert (issue.rule, issue.severity) == ("unit_suspect", "error")
    assert issue.message == f"多数企业的营业收入约为以前所报的 {said} 倍，疑似计量单位写错；请核对表上的单位。"


@pytest.mark.parametrize("times", ["1", "1.3", "3", "0.5", "5"])
def test_ordinary_growth_is_no_wrong_unit(times):
    """增长三成、翻几番都不是单位错。"""
    assert check_magnitude(table([Decimal(times) * value for value in LAST_YEAR.values()]), LAST_YEAR) is None


def test_one_firm_a_thousand_times_larger_is_no_wrong_unit():
    """只有一家猛增，是那家的事，看中位数。"""
    assert check_magnitude(table([100000, 101, 102, 103, 104]), LAST_YEAR) is None


def test_fewer_than_five_firms_prove_nothing():
    """能对上的不到五家，不断定。"""
    known = dict(list(LAST_YEAR.items())[:4])
    assert check_magnitude(table([100000] * 5), known) is None
    assert check_magnitude(table([100000] * 5), {}) is None


def test_the_same_period_filed_before_serves_as_well():
    """去年没有报过，就与同一期以前报的比。"""
    known = {(firm, "2026Q3"): Decimal(100) for firm in FIRMS}
    assert check_magnitude(table([1000000] * 5), known) is not None


def test_unknown_zero_and_negative_figures_are_not_compared():
    """空、零、负数没有倍数可言。"""
    known = dict.fromkeys(LAST_YEAR, Decimal(0))
    assert check_magnitude(table([None, 0, -5, 100, 100]), LAST_YEAR) is None
    assert check_magnitude(table([1000] * 5), known) is None


def test_restated_figures_are_counted():
    """改了旧数的算，头一回报的与没变的不算。"""
    known = {("甲", "2026Q3"): Decimal(1), ("乙", "2026Q3"): Decimal(2), ("丙", "2025Q3"): Decimal(9)}
    assert count_restated(table([1, 3, 5]), known) == 1


def test_two_columns_in_different_units_are_told():
    """本期写万元、上年同期写元，换算后差一万倍：不收；差一成是增长，不是单位错。"""
    now = table([100, 200, 300, 400, 500])

    def beside(times):
        prior = [Decimal(value) * times for value in (90, 180, 270, 360, 450)]
        return now.append_column("prior_reported_10k_cny", pa.array(prior, pa.decimal128(20, 6)))

    issue = check_two_columns(beside(Decimal("0.0001")))
    assert issue is not None
    assert "同一张表上年同期数的 10000 倍" in issue.message
    assert check_two_columns(beside(Decimal(1))) is None

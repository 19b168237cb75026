"""与已经收下的数对照。"""

from decimal import Decimal

import pytest

from etl.verify.history import check_magnitude, check_two_columns, count_restated, falls, prior_gaps, row_slips

LAST_YEAR = [100, 101, 102, 103, 104]


@pytest.mark.parametrize(("times", "said"), [("10", "10"), ("1000", "1000"), ("10000", "10000"), ("0.0001", "0.0001")])
def test_a_whole_sheet_off_by_a_power_of_ten_is_a_wrong_unit(rows, past, times, said):
    """多数企业是去年同期的 10、1000、10000 倍或万分之一：单位多半写错了，不收。"""
    issue = check_magnitude(rows([Decimal(times) * value for value in LAST_YEAR]), past(year_before=LAST_YEAR))
    assert issue is not None
    assert (issue.rule, issue.severity) == ("unit_suspect", "error")
    assert issue.message == f"多数企业的营业收入约为以前所报的 {said} 倍，疑似计量单位写错；请核对表上的单位。"


@pytest.mark.parametrize("times", ["1", "1.3", "3", "0.5", "5"])
def test_ordinary_growth_is_no_wrong_unit(rows, past, times):
    """增长三成、翻几番都不是单位错。"""
    assert check_magnitude(rows([Decimal(times) * value for value in LAST_YEAR]), past(year_before=LAST_YEAR)) is None


def test_one_firm_a_thousand_times_larger_is_no_wrong_unit(rows, past):
    """只有一家猛增，是那家的事，看中位数。"""
    assert check_magnitude(rows([100000, 101, 102, 103, 104]), past(year_before=LAST_YEAR)) is None


def test_fewer_than_five_firms_prove_nothing(rows, past):
    """能对上的不到五家，不断定。"""
    assert check_magnitude(rows([100000] * 5), past(year_before=LAST_YEAR[:4])) is None
    assert check_magnitude(rows([100000] * 5), past()) is None


def test_the_same_period_filed_before_serves_as_well(rows, past):
    """去年没有报过，就与同一期以前报的比。"""
    assert check_magnitude(rows([1000000] * 5), past(so_far=[100] * 5)) is not None


def test_unknown_zero_and_negative_figures_are_not_compared(rows, past):
    """空、零、负数没有倍数可言。"""
    assert check_magnitude(rows([None, 0, -5, 100, 100]), past(year_before=LAST_YEAR)) is None
    assert check_magnitude(rows([1000] * 5), past(year_before=[0] * 5)) is None


def test_restated_figures_are_counted(rows, past):
    """改了旧数的算，头一回报的与没变的不算。"""
    assert count_restated(rows([1, 3, 5, 7, 9]), past(so_far=[1, 2], year_before=[None, None, 9])) == 1


def test_two_columns_in_different_units_are_told(rows):
    """本期写万元、上年同期写元，换算后差一万倍：不收；差一成是增长，不是单位错。"""
    now, prior = [100, 200, 300, 400, 500], [90, 180, 270, 360, 450]
    issue = check_two_columns(rows(now, prior_reported_10k_cny=[value / 10_000 for value in prior]))
    assert issue is not None
    assert issue.message.endswith("约为同一张表上年同期数的 10000 倍，疑似两列的计量单位不一样；请核对表头上的单位。")
    assert check_two_columns(rows(now, prior_reported_10k_cny=prior)) is None


@pytest.mark.parametrize(
    ("value", "rule", "times"),
    [
        (1000, "unit_slip", "10"),
        (100_000, "unit_slip", "1,000"),
        (1_200_000, "unit_slip", "12,000"),
        (0.11, "unit_slip", "1/909.09"),
        (10_000, "outlier", "100"),
        (2_500, "outlier", "25"),
        (3, "outlier", "1/33.33"),
    ],
)
def test_one_firm_far_from_its_own_past_is_told(rows, past, sheets, value, rule, times):
    """一家是自己去年同期的 10、1000、10000 倍左右：像单位写错；差二十倍以上：变化太大。别家不说。"""
    [issue] = row_slips(rows([value, 110, 120, 130, 140]), past(year_before=[100, 100, 100, 100, 100]), sheets)
    assert (issue.rule, issue.severity, issue.cell, issue.row) == (rule, "warning", "C2", 2)
    assert f"去年同期所报（100 万元）的 {times} 倍" in issue.message
    assert issue.stake_10k_cny == abs(Decimal(str(value)) - 100)


def test_a_firm_is_compared_with_whatever_is_known_of_it(rows, past, sheets):
    """账上没有去年的，看填的上年同期，再看这一期以前报的，再看上一季；什么都没有就不比。"""
    table = rows([10_000, 20_000, 30_000, 40_000, 50_000], prior_reported_10k_cny=[10, None, None, None, None])
    found = row_slips(table, past(so_far=[1, 20], quarter_before=[1, 1, 30]), sheets)
    assert [(issue.row, issue.message.split("约为")[1].split("（")[0]) for issue in found] == [
        (2, "填的上年同期"),
        (3, "这一期以前所报"),
        (4, "上一季累计"),
    ]


def test_small_firms_may_grow_by_any_factor(rows, past, sheets):
    """不到一百万元的，几十倍也平常。"""
    assert row_slips(rows([99, 1, 5, 5, 5]), past(year_before=[1, 50]), sheets) == []


def test_a_cumulative_figure_below_the_quarter_before_is_told(rows, past, sheets):
    """年初累计只会多不会少：比上一季累计还少的提醒，说出两个数和两期。"""
    [issue] = falls(rows([90, 100, 110, 1, 1]), past(quarter_before=[100, 100, None]), sheets)
    assert (issue.rule, issue.cell, issue.stake_10k_cny) == ("cumulative_fall", "C2", 10)
    assert issue.message == (
        "甲公司：2026年1-9月累计 90 万元，比已报的2026年1-6月累计 100 万元还少；"
        "累计数一般不会减少，请核对；若属冲减请写明原因。"
    )


def test_last_years_figure_is_compared_with_what_was_filed(rows, past, sheets):
    """上年同期与去年报的差百分之十五以上提醒，差一点只提示，没差和没报过的不说。"""
    table = rows([1] * 5, prior_reported_10k_cny=[120, 101, 100, 100, None])
    found = prior_gaps(table, past(year_before=[100, 100, 100, None, 100]), sheets)
    assert [(issue.rule, issue.severity, issue.cell, issue.stake_10k_cny) for issue in found] == [
        ("prior_mismatch", "warning", "D2", 20),
        ("prior_restated", "note", "D3", 1),
    ]
    assert "填的上年同期是 120 万元，去年报的是 100 万元，差 20.0%" in found[0].message

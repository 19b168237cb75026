"""报告期的各种写法。"""

import pytest

from etl.tidy.period import PeriodNotQuarterEnd, period_words, stated_periods, stated_year


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026Q3", "2026Q3"),
        ("Q3 2026", "2026Q3"),
        ("2026年Q3", "2026Q3"),
        ("2014Q1_营业收入", "2014Q1"),
        ("2026年1-9月", "2026Q3"),
        ("2026年1—9月", "2026Q3"),
        ("2026年1至9月", "2026Q3"),
        ("２０２６年１－９月", "2026Q3"),
        ("报告期：2026年1月-9月", "2026Q3"),
        ("报告期：2014年前三季度", "2014Q3"),
        ("2026年三季度", "2026Q3"),
        ("2015年第二季度（1-6月累计）", "2015Q2"),
        ("2026年上半年", "2026Q2"),
        ("2026年全年", "2026Q4"),
        ("2026年度", "2026Q4"),
        ("2014年1-12月", "2014Q4"),
        ("截至2015年9月底", "2015Q3"),
        ("2026年9月30日", "2026Q3"),
        ("截至 2026-06-30", "2026Q2"),
        ("2026年9月", "2026Q3"),
        ("2015年1-3月营业收入（百万元）", "2015Q1"),
    ],
)
def test_one_quarter_however_it_is_written(text, period):
    """2023年第一季度与2023年1-3月是同一期（规则 §1）。"""
    assert stated_periods(text) == [period]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "季度营收",
        "1-9月",
        "2026年",
        "填报日期：2026年10月15日",
        "制表时间：2026-09-30",
        "2026年10月15日",
        "2026.9",
        "统一社会信用代码 91370102MA0000001W",
        "有效期至2026年12月31日",
        "20261015",
    ],
)
def test_a_date_nearby_is_no_period(text):
    """签字、打印、有效期的日期，没有年份的月份，都不是报告期。"""
    assert stated_periods(text) == []


@pytest.mark.parametrize(
    ("text", "said"), [("2026年1-8月", "1-8月"), ("2026年7-9月", "7-9月"), ("2026年10月", "1-10月")]
)
def test_months_that_are_no_cumulative_quarter_are_not_turned_into_one(text, said):
    """1-8月不改成三季度，7-9月是单季，都不是年初至季度末的累计。"""
    with pytest.raises(PeriodNotQuarterEnd, match=said):
        stated_periods(text)


def test_every_period_of_a_line_is_told():
    """一行里写了两期，两期都要知道，才看得出矛盾。"""
    assert stated_periods("2026年1-9月与2025年1-9月对比") == ["2026Q3", "2025Q3"]


def test_a_period_stated_twice_is_one():
    """重复写同一期不算矛盾。"""
    assert stated_periods("2026年三季度（2026年1-9月）") == ["2026Q3"]


@pytest.mark.parametrize(
    ("text", "period"), [("2022年", "2022Q4"), ("2022", "2022Q4"), ("2022年3月", None), ("", None)]
)
def test_a_bare_year_is_the_whole_year(text, period):
    """指标填报里的“2022年”是全年。"""
    assert stated_year(text) == period


def test_a_period_is_told_in_the_clerks_words():
    """对人说话用“2026年1-9月”。"""
    assert [period_words(f"2026Q{quarter}") for quarter in "1234"] == [
        "2026年1-3月",
        "2026年1-6月",
        "2026年1-9月",
        "2026年1-12月",
    ]

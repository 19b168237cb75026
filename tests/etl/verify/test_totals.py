"""表里的合计行拿来核对。"""

import pytest

from etl.source import find_source
from etl.verify.totals import check_totals

HEADER = ["统一社会信用代码", "企业名称", "营业收入", "上年同期"]


@pytest.fixture
def warned(tidied, firms):
    """(rule, cell, value, message) of what is said of the totals of a form in 亿元."""

    def run(*below):
        source = find_source("季度营收")
        rows = [["单位：亿元"], HEADER, [firms[0], "甲", 1.5, 1], [firms[1], "乙", 2, "—"], *below]
        issues = check_totals(tidied(source, rows), source)
        return [(issue.rule, issue.cell, issue.value, issue.message) for issue in issues]

    return run


def test_a_total_that_agrees_is_silent(warned):
    """合计与各行之和一致，不说话；未知的不加。"""
    assert warned(["合计", None, 3.5, 1]) == []


def test_a_total_that_differs_is_told_with_both_figures(warned):
    """合计写 4，各行加起来 3.5：按表上的单位说出两个数和合计所在的格子，只提醒。"""
    assert warned(["合计", None, 4, 1]) == [
        (
            "total_mismatch",
            "C5",
            "4",
            "合计行写 4 亿元，各行相加是 3.5 亿元；请核对是否漏行、重行或改过数。",
        )
    ]


def test_rounding_is_no_difference(warned):
    """合计按显示的位数写，末位差一点不算。"""
    assert warned(["合计", None, 3.51, 1]) == []


@pytest.mark.parametrize(
    "total",
    [["历下区小计", None, 1, 1], ["全市", None, 99, 1], ["合计", None, "—", None], ["合计", None, "见附表", None]],
)
def test_what_is_no_grand_total_is_not_compared(warned, total):
    """小计不是全表之和；合计没写数或写的不是数，没法核对。"""
    assert warned(total) == []


def test_every_money_column_is_compared(warned):
    """营业收入和上年同期各核各的。"""
    assert [cell for _rule, cell, *_rest in warned(["总计：", None, 9, 9])] == ["C5", "D5"]

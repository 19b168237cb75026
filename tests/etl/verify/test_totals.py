"""表里的合计行拿来核对。"""

from decimal import Decimal

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
    [["全市", None, 99, 1], ["合计", None, "—", None], ["合计", None, "见附表", None]],
)
def test_what_is_no_grand_total_is_not_compared(warned, total):
    """全市不是全表之和；合计没写数或写的不是数，没法核对。"""
    assert warned(total) == []


def test_every_money_column_is_compared(warned):
    """营业收入和上年同期各核各的。"""
    assert [cell for _rule, cell, *_rest in warned(["总计：", None, 9, 9])] == ["C5", "D5"]


def test_a_subtotal_is_of_the_rows_above_or_below_it(tidied, firms):
    """小计写在一组的上面或下面都有：与上面或下面各行之和有一个相等就不说；都不等才提醒，牵涉的是差额。"""
    source = find_source("季度营收")
    head = [["单位：万元"], HEADER]
    one, two, three = ([firm, firm, amount, None] for firm, amount in zip(firms, (1, 2, 3), strict=False))
    under = [*head, one, two, ["甲区小计", None, 3], three, ["乙区小计", None, 3], ["合计", None, 6]]
    over = [*head, ["甲区小计", None, 3], one, two, ["乙区小计", None, 3], three]
    wrong = [*head, one, two, ["甲区小计", None, 5], three, ["合计", None, 6]]
    assert check_totals(tidied(source, under), source) == []
    assert check_totals(tidied(source, over), source) == []
    [issue] = check_totals(tidied(source, wrong), source)
    assert (issue.cell, issue.severity, issue.stake_10k_cny) == ("C5", "warning", 2)
    assert issue.message == "甲区小计行写 5 万元，上面各行相加是 3 万元；请核对是否漏行、重行或改过数。"


def test_a_column_nobody_filled_adds_up_to_nothing(tidied, firms):
    """上年同期一格也没有填，合计却写着 5：各行相加是 0，提醒。"""
    source = find_source("季度营收")
    rows = [["单位：万元"], HEADER, [firms[0], "甲", 1, "—"], [firms[1], "乙", 2, None], ["合计", None, 3, 5]]
    [issue] = check_totals(tidied(source, rows), source)
    assert (issue.cell, issue.stake_10k_cny) == ("D5", 5)


def test_sums_longer_than_one_figure_are_exact(tidied, firms):
    """每个数八位整数、六位小数，相加进到九位：一分不差。"""
    source = find_source("季度营收")
    most = "99999999.999999"
    rows = [["单位：万元"], HEADER, *([firm, firm, most, None] for firm in firms[:3]), ["合计", None, "0", None]]
    found = [issue.stake_10k_cny for issue in check_totals(tidied(source, rows), source)]
    assert found == [Decimal("299999999.999997")]

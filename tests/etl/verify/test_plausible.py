"""一行之内说不说得通。"""

import pytest

from etl.verify.plausible import growths, heads, negatives


def test_negative_revenue_is_told_and_kept(rows, sheets):
    """营业收入是负数的提醒；零不是负数。"""
    [issue] = negatives(rows([-5.5, 0, 3]), sheets)
    assert (issue.rule, issue.severity, issue.cell, issue.stake_10k_cny) == ("negative", "warning", "C2", 5.5)
    assert issue.message.startswith("甲公司：“revenue_10k_cny”是负数 -5.5 万元；")


def test_revenue_per_head_outside_one_to_five_thousand_is_told(rows, sheets):
    """人均不到 1 万元或超过 5000 万元的提醒；没有人数、人数为零、正好在边上的不说（规则 §4）。"""
    table = rows([9, 50_010, 10, 50_000, 1], employees=[10.0, 10.0, 10.0, 10.0, 0.0])
    found = heads(table, sheets)
    assert [(issue.rule, issue.row) for issue in found] == [("revenue_per_head", 2), ("revenue_per_head", 3)]
    assert "人均 0.9 万元，不在 1—5,000 万元之间" in found[0].message
    assert heads(rows([9]), sheets) == []


@pytest.mark.parametrize(
    ("stated", "is_told"),
    [(12.5, False), (0.125, False), (12.6, False), (13.0, False), (12.0, False), (15.0, True), (-12.5, True)],
)
def test_a_stated_growth_is_recomputed(rows, sheets, stated, is_told):
    """本期 112.5、上年 100，增长 12.5%：写 12.5、百分比格式的 0.125、四舍五入的 13 都对，写 15 的提醒。"""
    table = rows([112.5], prior_reported_10k_cny=[100], growth_reported_pct=[stated])
    found = growths(table, sheets)
    assert [issue.rule for issue in found] == ["growth_mismatch"] * is_told
    assert all("按本期和上年同期重算是 12.5%" in issue.message for issue in found)


def test_growth_without_a_base_is_not_recomputed(rows, sheets):
    """上年为零、为负、没填的，没有增速可算。"""
    table = rows([1, 1, 1], prior_reported_10k_cny=[0, -1, None], growth_reported_pct=[100.0, 100.0, 100.0])
    assert growths(table, sheets) == []

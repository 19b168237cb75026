"""sql/fact.sql：四种期别的数怎样由累计数得来。"""

from decimal import Decimal

import duckdb
import pytest

from etl.build import build

HEADER = ["统一社会信用代码", "企业名称", "报告期", "营业收入（万元）", "上年同期（万元）"]
REGISTER = ["统一社会信用代码", "企业名称", "纳统年月", "退统年月"]


@pytest.fixture
def facts(load, tmp_path):
    """(period, *columns) of `fact` for one basis, after loading (firm, period, now, prior) rows."""

    def run(rows, basis, columns="revenue_10k_cny, prior_reported_10k_cny", register=()):
        if register:
            load([REGISTER, *register])
        load([HEADER, *([firm, "甲", period, now, prior] for firm, period, now, prior in rows)])
        with duckdb.connect(str(build(tmp_path / "data")), read_only=True) as connection:
            sql = f"SELECT period, {columns} FROM fact WHERE basis = ? ORDER BY enterprise_id, period"
            return [
                tuple(float(cell) if isinstance(cell, Decimal) else cell for cell in row)
                for row in connection.execute(sql, [basis]).fetchall()
            ]

    return run


def test_single_quarters_are_differences_of_cumulatives(firms, facts):
    """规则 §1 的例子：累计 22/48/70/100，同期 20/45/68/90 → 单季 22/26/22/30 与 20/25/23/22。"""
    quarters = zip((22, 48, 70, 100), (20, 45, 68, 90), strict=True)
    rows = [(firms[0], f"2025Q{n}", now, prior) for n, (now, prior) in enumerate(quarters, 1)]
    assert facts(rows, "single") == [
        ("2025Q1", 22, 20),
        ("2025Q2", 26, 25),
        ("2025Q3", 22, 23),
        ("2025Q4", 30, 22),
    ]


def test_a_missing_predecessor_leaves_the_quarter_unknown(firms, facts):
    """没报二季度，三季度的单季就是未知，决不拿整个累计顶替。"""
    rows = [(firms[0], "2025Q1", 22, 20), (firms[0], "2025Q3", 70, 68)]
    assert facts(rows, "single") == [("2025Q1", 22, 20)]


def test_a_falling_cumulative_gives_a_negative_quarter(firms, facts):
    """累计倒退，单季为负：冲减照实，不削成零。"""
    assert facts([(firms[0], "2025Q1", 22, 20), (firms[0], "2025Q2", 20, 21)], "single")[1] == ("2025Q2", -2, 1)


def test_four_rolling_quarters(firms, facts):
    """近四季度 = 本期累计 + 上年全年 − 上年同期：70 + 100 − 60 = 110；年末就是全年。"""
    rows = [(firms[0], "2024Q3", 60, 50), (firms[0], "2024Q4", 100, 80), (firms[0], "2025Q3", 70, 61)]
    assert facts(rows, "rolling4") == [("2024Q4", 100, 80), ("2025Q3", 110, 61 + 80 - 50)]


def test_a_quarter_missed_last_year_is_taken_from_this_years_form(firms, facts):
    """去年三季度没报，今年三季度表上写着上年同期61：近四季度 = 70 + 100 − 61 = 109，不丢掉这家企业。"""
    rows = [(firms[0], "2024Q4", 100, 80), (firms[0], "2025Q3", 70, 61)]
    assert facts(rows, "rolling4")[1] == ("2025Q3", 109, None)


def test_the_year_is_known_at_its_end_only(firms, facts):
    """全年只在四季度末有。"""
    rows = [(firms[0], "2024Q3", 60, 50), (firms[0], "2024Q4", 100, 80)]
    assert facts(rows, "year") == [("2024Q4", 100, 80)]


def test_last_years_figure_is_kept_as_it_was_stored_then(firms, facts):
    """上年报的是 60，今年表上写上年同期 61：两个都在。"""
    rows = [(firms[0], "2024Q3", 60, None), (firms[0], "2025Q3", 70, 61)]
    columns = "revenue_10k_cny, prior_reported_10k_cny, prior_stored_10k_cny"
    assert facts(rows, "ytd", columns) == [("2024Q3", 60, None, None), ("2025Q3", 70, 61, 60)]


def test_a_firm_that_stops_filing_still_has_a_row(firms, facts):
    """上年报过今年没报：今年的数未知（不是零），上年存的数还在。"""
    rows = [(firms[0], "2024Q3", 60, None), (firms[1], "2025Q3", 5, None)]
    assert facts(rows, "ytd", "revenue_10k_cny, prior_stored_10k_cny") == [
        ("2024Q3", 60, None),
        ("2025Q3", None, 60),
        ("2025Q3", 5, None),
    ]


def test_above_scale_is_a_status_at_the_end_of_the_period(firms, facts):
    """2025年6月纳统、12月退统：二季度末在统，年末不在。"""
    rows = [(firms[0], f"2025Q{n}", n, None) for n in (1, 2, 3, 4)]
    register = [[firms[0], "甲", "2025年6月", "2025-12"]]
    assert facts(rows, "ytd", "is_above_scale", register) == [
        ("2025Q1", False),
        ("2025Q2", True),
        ("2025Q3", True),
        ("2025Q4", False),
    ]


def test_a_firm_no_register_tells_of_has_no_status(firms, facts):
    """名录里没有纳统年月这一列：在不在统是未知，不是规下。"""
    assert facts([(firms[0], "2025Q1", 1, None)], "ytd", "is_above_scale, tier") == [("2025Q1", None, None)]


def test_the_tier_follows_the_last_full_year(firms, facts):
    """上年营业收入 12 亿元，是十亿元以上；没有完整年度的看在统状态。"""
    rows = [
        (firms[0], "2024Q4", 120000, None),
        (firms[0], "2025Q1", 1, None),
        (firms[1], "2025Q1", 1, None),
    ]
    register = [[firms[0], "甲", "2020年1月", None], [firms[1], "乙", "2020年1月", None]]
    assert facts(rows, "ytd", "tier", register) == [
        ("2024Q4", "十亿元以上"),
        ("2025Q1", "十亿元以上"),
        ("2025Q1", "规上"),
    ]

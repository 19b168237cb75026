"""一张工作表怎样变成整齐的行。"""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

HEADER = ["统一社会信用代码", "企业名称", "营业收入", "上年同期"]


def test_a_plain_form(tidied, revenue, firms, kept):
    """标题、报告期、单位、表头、数据、合计、说明：数据两行，其余两行各有原因。"""
    sheet = tidied(
        revenue,
        [
            ["历下区企业季报"],
            ["报告期：2026年1-9月", None, None, "计量单位：万元"],
            HEADER,
            [firms[0], "甲公司", 350, 300],
            [firms[1], "乙公司", "1,200.50", "—"],
            ["合计", None, 1550.5, 300],
            ["注：乙公司上年未报。"],
        ],
    )
    assert kept(sheet) == [(4, Decimal(350), Decimal(300)), (5, Decimal("1200.5"), None)]
    assert sheet.rows_in == 4
    assert {row: issues[0].rule for row, issues in sheet.aside.items()} == {6: "total_row", 7: "note_row"}
    assert sheet.title_periods == {"2026Q3": "A2"}
    assert (sheet.letters["revenue_10k_cny"], sheet.headers["revenue_10k_cny"]) == ("C", "营业收入")
    assert sheet.issues == []


def test_the_unit_comes_from_the_header(tidied, revenue, firms, kept):
    """表头写（亿元）、（千元），各列各用各的，胜过单位行。"""
    sheet = tidied(
        revenue,
        [
            ["单位：万元"],
            ["统一社会信用代码", "企业名称", "营业收入（亿元）", "上年同期（千元）"],
            [firms[0], "甲公司", 1.5, 10],
        ],
    )
    assert kept(sheet) == [(3, Decimal(15000), Decimal(1))]
    assert sheet.units == {"revenue_10k_cny": "亿元", "prior_reported_10k_cny": "千元"}


def test_the_unit_comes_from_the_group_header(tidied, revenue, firms, kept):
    """“营业收入（百万元）”合并在上，下面两列都按百万元。"""
    sheet = tidied(
        revenue,
        [
            ["统一社会信用代码", "企业名称", "营业收入（百万元）", None],
            [None, None, "本期累计", "上年同期累计"],
            [firms[0], "甲公司", 1.5, 1],
        ],
        merged=[(0, 2, 0, 3), (0, 0, 1, 0), (0, 1, 1, 1)],
    )
    assert kept(sheet) == [(3, Decimal(150), Decimal(100))]


def test_a_two_row_header_without_merges(tidied, revenue, firms, kept):
    """没有合并信息的两行表头也认，数据从第三行起。"""
    sheet = tidied(
        revenue,
        [
            ["统一社会信用代码", "企业名称", "营业收入（万元）", None, None],
            [None, None, "本期累计", "上年同期累计", "同比增长（%）"],
            [firms[0], "甲公司", 10, 8, 25],
        ],
    )
    assert kept(sheet) == [(3, Decimal(10), Decimal(8))]
    assert sheet.issues == []


def test_the_unit_line_over_the_last_column_is_found(tidied, revenue, firms, kept):
    """单位写在最右边的备注列上方，不会被当成表头的一部分。"""
    sheet = tidied(
        revenue,
        [
            ["2026年1-9月", None, None, None],
            [None, None, None, "单位：千元"],
            ["统一社会信用代码", "企业名称", "营业收入", "备注"],
            [firms[0], "甲公司", 10, None],
        ],
    )
    assert kept(sheet) == [(4, Decimal(1), None)]
    assert sheet.title_periods == {"2026Q3": "A1"}


def test_a_column_that_may_be_empty_may_be_empty(tidied, revenue, firms, kept):
    """上年同期整列没填，照收。"""
    sheet = tidied(revenue, [["单位：万元"], HEADER, [firms[0], "甲公司", 350, None]])
    assert kept(sheet) == [(3, Decimal(350), None)]
    assert sheet.issues == []


def test_a_register_row(tidied, register, firms, said):
    """名录的日期与年月；没有报告期也不要紧，标题里的日期不理会。"""
    sheet = tidied(
        register,
        [
            ["历下区企业名录（2026年10月）"],
            ["统一社会信用代码", "企业名称", "纳统年月", "退统年月", "成立日期"],
            [firms[0], "甲公司", "2020年1月", "—", "2015-06-30"],
        ],
    )
    [row] = sheet.table.to_pylist()
    assert (row["above_scale_from"], row["above_scale_to"], row["founded"]) == (
        date(2020, 1, 1),
        None,
        date(2015, 6, 30),
    )
    assert said(sheet) == []


def test_an_indicator_row(tidied, indicator):
    """指标填报：全市、全省是地区，不是合计行。"""
    sheet = tidied(
        indicator,
        [
            ["指标名称", "地区", "产业", "报告期", "期别", "数值", "计量单位"],
            ["软件业务收入", "全省", None, "2022年", "全年", 1, "亿元"],
            ["营业收入合计", "全市", "软件", "2023年1-3月", "累计", "2,500.5", "亿元"],
        ],
    )
    rows = [(row["region"], row["period"], row["basis"], row["value"]) for row in sheet.table.to_pylist()]
    assert rows == [("全省", "2022Q4", "year", Decimal(1)), ("全市", "2023Q1", "ytd", Decimal("2500.5"))]
    assert sheet.aside == {}


@pytest.mark.parametrize("rows", [[["会议签到"], ["张三", "李四"]], [[None, None]], [["备注", "地区"], ["甲", "乙"]]])
def test_a_sheet_of_something_else_is_skipped(tidied, revenue, rows):
    """没有这种报表的表头，整张跳过，不读一半。"""
    sheet = tidied(revenue, rows)
    assert sheet.skipped == "没有找到“季度营收”的表头"
    assert sheet.table is None


def test_a_strange_column_is_mentioned(tidied, revenue, firms):
    """不认识的列不取用，记一句；写进 ignore 的（序号、同比）不提。"""
    rows = [["单位：万元"], [*HEADER, "同比增长（%）", "老板电话"], [firms[0], "甲公司", 1, 1, 0, "139"]]
    sheet = tidied(revenue, rows)
    assert [(issue.rule, issue.severity, issue.cell, issue.column) for issue in sheet.issues] == [
        ("unknown_column", "note", "F2", "老板电话")
    ]


def test_a_sheet_that_calls_itself_a_demonstration(tidied, revenue, firms):
    """表头上方有“演示数据”的是演示。"""
    rows = [["季报（演示数据）", "单位：万元"], HEADER, [firms[0], "甲公司", 1, 1]]
    assert tidied(revenue, rows).is_demo
    assert not tidied(revenue, [["季报", "单位：万元"], *rows[1:]]).is_demo


@given(
    st.lists(
        st.decimals(min_value=-(10**8), max_value=10**8, places=4, allow_nan=False), min_size=1, max_size=6
    ).filter(any)
)
def test_the_same_sheet_in_another_unit_gives_the_same_figures(tidied, revenue, firms, kept, figures):
    """整张表从万元改成元、千元、亿元，数跟着换，存下的一分不差。"""
    units = {"万元": Decimal(1), "元": Decimal(10000), "千元": Decimal(10), "亿元": Decimal("0.0001")}
    stored = []
    for unit, times in units.items():
        rows = [[firms[n], "甲公司", f"{value * times:f}", None] for n, value in enumerate(figures)]
        stored.append(kept(tidied(revenue, [[f"单位：{unit}"], HEADER, *rows])))
    assert stored == [[(n, value, None) for n, value in enumerate(figures, 3)]] * len(units)


MESSY = st.sampled_from(
    [
        None,
        "",
        " ",
        "—",
        "合计",
        "注：",
        "甲公司",
        "91370102MA0000001W",
        "91370102MA0000001X",
        "营业收入",
        0,
        12.5,
        "１２",
        "x",
    ]
)


@given(st.lists(st.lists(MESSY, min_size=4, max_size=4), max_size=10))
def test_no_row_of_a_messy_sheet_is_lost(tidied, revenue, body):
    """随便什么内容：有字的行数 = 进表的行 + 合计说明，每个搁置的行都在数里。"""
    sheet = tidied(revenue, [["单位：万元"], HEADER, *body])
    filled = [n for n, row in enumerate(body, 3) if any(str(cell).strip() for cell in row if cell is not None)]
    in_table = sheet.table.column("row").to_pylist()
    beside = [row for row in sheet.aside if row not in in_table]
    assert sorted([*in_table, *beside]) == filled
    assert sheet.rows_in == len(filled)
    assert set(sheet.aside) <= set(filled)

"""数据行逐列换算时，对一整列要说的话。"""

from dataclasses import replace

import pytest

from etl.source import parse_source
from etl.tidy.sheet import tidy_sheet

TOML = """
title = "小表"
record = "revenue"
[columns.enterprise_id]
headers = ["代码"]
type = "identifier"
scheme = "uscc"
[columns.enterprise]
headers = ["名称"]
type = "text"
[columns.revenue_10k_cny]
headers = ["营业收入"]
type = "money"
units = ["万元"]
[columns.field]
headers = ["领域"]
type = "member"
choices = ["人工智能", "集成电路"]
[columns.employees]
headers = ["人数"]
type = "count"
[columns.growth_reported_pct]
headers = ["同比"]
type = "percent"
only_checked = true
"""
HEADER = ["代码", "名称", "营业收入（万元）", "领域", "人数", "同比"]


@pytest.fixture
def told(tidied, firms):
    """(rule, cell) of what is said of the sheet, and row → rules set aside; rows are what differs from a good one."""

    def run(*changes, header=HEADER, **how):
        rows = [list(header)]
        for firm, change in zip(firms, changes, strict=False):
            row = [firm, "甲公司", 1, "人工智能", 5, 0.1]
            for at, value in change.items():
                row[at] = value
            rows.append(row)
        sheet = tidied(parse_source(TOML, "小表.toml"), rows, **how)
        aside = {row: [issue.rule for issue in issues] for row, issues in sheet.aside.items()}
        return [(issue.rule, issue.cell) for issue in sheet.issues], aside

    return run


def test_another_unit_in_a_cell_is_an_error_of_the_column(told):
    """万元列里的 1.2亿、12%：一列里混着几种单位，整张不收；12万元与列同单位，只搁置那一行。"""
    assert told({}, {2: "1.2亿"}) == ([("unit_mixed", "C3")], {3: ["unit_in_cell"]})
    assert told({2: "12%"}) == ([("unit_mixed", "C2")], {2: ["unit_in_cell"]})
    assert told({}, {2: "12万元"}) == ([], {3: ["unit_in_cell"]})


def test_a_unit_the_source_does_not_take_is_an_error(told):
    """约定用万元的表写了元：不收。"""
    header = [*HEADER[:2], "营业收入（元）", *HEADER[3:]]
    assert told({}, header=header)[0] == [("unit_unexpected", "C1")]


def test_a_closed_list_may_stand_in_the_source(told):
    """名单写在来源说明里的，空格不计，名单以外的搁置。"""
    assert told({3: "人工智能 "}, {3: "人工智障"}) == ([], {3: ["member"]})


@pytest.mark.parametrize("staff", [12.5, -3, "半个"])
def test_half_a_person_is_no_count(told, staff):
    """人数只收 0 和正整数。"""
    assert told({4: staff})[1][2] in (["count"], ["number"])
    assert told({4: 0})[1] == {}


def test_a_column_only_checked_never_costs_a_row(told):
    """只拿来核对的列写着“持平”“新增”：不搁置，也不说。"""
    assert told({5: "持平"}, {5: "新增"}) == ([], {})


def test_two_columns_only_checked_are_both_left_out(told):
    """两列都叫“同比”：分不清哪列的，都不看，也不算表头有错。"""
    assert told({}, header=[*HEADER, "同比"]) == ([], {})


def test_figures_a_formula_gave_are_told_once_for_the_column(make_sheet, firms):
    """数是公式算的：照收，整列说一句，举出在哪几格；只用来核对的列不说。"""
    sheet = make_sheet([HEADER, *([firm, "甲", 1, "人工智能", 5, 1] for firm in firms[:3])])
    sheet = replace(sheet, formulas={2: [1, 3], 5: [1]}, hidden_rows=[2])
    found = tidy_sheet(sheet, parse_source(TOML, "小表.toml"), {})
    assert [(issue.rule, issue.cell, issue.severity) for issue in found.issues] == [
        ("formula", "C2", "warning"),
        ("hidden_rows", "A3", "warning"),
    ]
    assert "有 2 格是公式（C2、C4）" in found.issues[0].message
    assert "有 1 行是隐藏的，里面有数据（第 3 行）" in found.issues[1].message


def test_characters_nobody_sees_are_taken_off_and_told(told):
    """名称里的零宽、双向控制符去掉再收，代码里的全角、空格化成规范写法，各说一句。"""
    said, aside = told({1: "示例\u200b企业"}, {0: "９１３７０１０２ＭＡ００００００２０"})
    assert (said, aside) == ([("code_cleaned", "A3"), ("odd_text", "B2")], {})


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("\u202e司公限有例示", "司公限有例示"),
        ("示例_x000D_\n企业", "示例企业"),
        ("示" + "\u0301" * 200 + "例", "示例"),
        ("Cafe\u0301", "Cafe\u0301"),
        ("𠮷祥科技🚀", "𠮷祥科技🚀"),
        ("=1+1", "=1+1"),
        ("<b>甲</b>", "<b>甲</b>"),
    ],
)
def test_a_name_is_stored_as_people_see_it(tidied, firms, written, stored):
    """看不见的去掉，看得见的一个字不动。"""
    rows = [HEADER, [firms[0], written, 1, "人工智能", 5, None]]
    sheet = tidied(parse_source(TOML, "小表.toml"), rows)
    assert sheet.table is not None
    assert sheet.table.column("enterprise").to_pylist() == [stored]

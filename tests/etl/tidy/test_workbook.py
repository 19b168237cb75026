"""几张表合成一份：隐藏的跳过，报告期对得上才收。"""

from decimal import Decimal
from pathlib import Path

import pytest

from etl.issue import Refused
from etl.tidy.workbook import tidy_workbook

FILE = Path("报表.xlsx")
HEADER = ["统一社会信用代码", "企业名称", "营业收入"]


@pytest.fixture
def tidy(make_book, make_sheet, revenue):
    """Tidy a workbook of sheets by name; `file` is its name, `period` what the command says."""

    def run(sheets, *, hidden=(), file=FILE, period=None, source=revenue):
        made = [make_sheet(rows, name=name, is_visible=name not in hidden) for name, rows in sheets.items()]
        return tidy_workbook(make_book(*made), Path(file), source, {}, period)

    return run


def page(*firms, title="2026年1-9月", header=HEADER):
    """A sheet with a title, a unit and one row for each firm."""
    return [[title, None, "单位：万元"], header, *([code, f"{code}公司", n] for n, code in enumerate(firms, 1))]


def rules(book):
    return [(issue.rule, issue.sheet, issue.severity) for issue in book.issues]


def errors(book):
    return [issue.message for issue in book.issues if issue.severity == "error"]


def test_several_sheets_become_one_table(tidy, firms):
    """一个街道一张表：连成一份，每行记得自己是哪张表第几行。"""
    book = tidy({"甲街道": page(firms[0], firms[1]), "乙街道": page(firms[2])})
    places = [(row["sheet"], row["row"], row["enterprise_id"]) for row in book.table.to_pylist()]
    assert places == [("甲街道", 3, firms[0]), ("甲街道", 4, firms[1]), ("乙街道", 3, firms[2])]
    assert (book.period, book.issues) == ("2026Q3", [])
    assert set(book.table.column("period").to_pylist()) == {"2026Q3"}


def test_sheets_may_differ_in_layout_and_unit(tidy, firms):
    """各张表的列序与单位可以不同，各按各的换算。"""
    second = [["2026年1-9月"], ["营业收入（亿元）", "企业名称", "统一社会信用代码"], [2, "丙公司", firms[2]]]
    book = tidy({"甲": page(firms[0]), "乙": second})
    assert book.table.column("revenue_10k_cny").to_pylist() == [Decimal(1), Decimal(20000)]


def test_a_hidden_sheet_is_not_read_and_that_is_said(tidy, firms):
    """隐藏的底稿不读，说一声怎么办。"""
    book = tidy({"底稿": page(firms[0]), "报表": page(firms[1])}, hidden=["底稿"])
    assert book.table.column("enterprise_id").to_pylist() == [firms[1]]
    assert rules(book) == [("hidden_sheet", "底稿", "note")]
    assert book.issues[0].message == "隐藏的工作表没有读取；要报送请先取消隐藏。"


def test_a_sheet_of_something_else_is_skipped_and_that_is_said(tidy, firms):
    """没有表头的表跳过并提醒；新建工作簿自带的空白表不值一提。"""
    book = tidy({"封面": [["2026年季报"]], "报表": page(firms[0]), "Sheet3": []})
    assert rules(book) == [("skipped_sheet", "封面", "warning")]


@pytest.mark.parametrize("hidden", [[], ["报表"]])
def test_a_workbook_without_any_such_sheet_is_refused(tidy, firms, hidden):
    """一张也没有（或者都藏着），整个文件不收，说清要有哪些列。"""
    sheets = {"报表": page(firms[0]) if hidden else [["签到表"]]}
    with pytest.raises(Refused) as refusal:
        tidy(sheets, hidden=hidden)
    assert refusal.value.issues[-1].rule == "no_table"
    assert refusal.value.issues[-1].message == (
        "没有一张可见的表有“季度营收”的表头（至少要有：统一社会信用代码、企业名称、营业收入）；请核对文件或报表种类。"
    )


@pytest.mark.parametrize(
    ("sheets", "file", "asked"),
    [
        ({"表": "报告期：2026年1-9月"}, "季报.xlsx", None),
        ({"2026年1-9月": ""}, "季报.xlsx", None),
        ({"表": ""}, "季报2026Q3.xlsx", None),
        ({"表": ""}, "季报.xlsx", "2026Q3"),
        ({"2026年三季度": "截至2026年9月底"}, "2026年前三季度.xlsx", "2026Q3"),
    ],
)
def test_the_period_comes_from_title_sheet_file_or_command(tidy, firms, sheets, file, asked):
    """标题、表名、文件名、命令，有一处写了就行，几处都写要一致。"""
    book = tidy({name: page(firms[0], title=title) for name, title in sheets.items()}, file=file, period=asked)
    assert (book.period, errors(book)) == ("2026Q3", [])


@pytest.mark.parametrize(
    ("sheets", "file", "asked", "said"),
    [
        ({"表": "2026年1-9月"}, "2026Q2.xlsx", None, "2026年1-6月（文件名）；2026年1-9月（表“表”的 A1）"),
        (
            {"2026年1-6月": "2026年1-9月"},
            "季报.xlsx",
            None,
            "2026年1-6月（工作表名“2026年1-6月”）；2026年1-9月（表“2026年1-6月”的 A1）",
        ),
        ({"表": "2026年1-9月"}, "季报.xlsx", "2026Q4", "2026年1-12月（命令指定）；2026年1-9月（表“表”的 A1）"),
        (
            {"表": "2026年1-9月与2025年1-9月"},
            "季报.xlsx",
            None,
            "2026年1-9月（表“表”的 A1）；2025年1-9月（表“表”的 A1）",
        ),
        (
            {"一": "2026年1-9月", "二": "2026年1-6月"},
            "季报.xlsx",
            None,
            "2026年1-9月（表“一”的 A1）；2026年1-6月（表“二”的 A1）",
        ),
    ],
)
def test_periods_that_contradict_each_other_are_an_error(tidy, firms, sheets, file, asked, said):
    """文件名、表名、标题、命令说的不是一期：不收，说出各处写的是什么。"""
    made = {name: page(firms[at], title=title) for at, (name, title) in enumerate(sheets.items())}
    book = tidy(made, file=file, period=asked)
    assert errors(book) == [
        f"报告期前后矛盾：{said}；请改成一致后再交；两期的表放在一个文件里的，删掉不该收的那张，或分成两个文件。"
    ]


def test_a_period_nobody_states_is_an_error(tidy, firms):
    """哪里都没写报告期：不收，说怎么写。"""
    book = tidy({"表": page(firms[0], title="")})
    assert errors(book) == [
        "没有写报告期；请在标题写“报告期：2026年1-9月”，或指定是哪一期（页面上选，命令行用 --period）。"
    ]


def test_a_file_name_of_eight_months_is_an_error(tidy, firms):
    """文件名写 1-8 月，也不收。"""
    book = tidy({"表": page(firms[0])}, file="2026年1-8月.xlsx")
    assert errors(book) == ["文件名写的报告期 2026年1-8月 不是年初至季度末；只收 1-3月、1-6月、1-9月、1-12月的累计数。"]


COLUMN = [*HEADER, "报告期"]


def test_the_period_may_be_a_column(tidy, firms):
    """每行自带报告期：几期放在一张表里也行。"""
    rows = [["单位：万元"], COLUMN, [firms[0], "甲", 1, "2026年1-6月"], [firms[0], "甲", 2, "2026年1-9月"]]
    book = tidy({"表": rows})
    assert (book.period, errors(book)) == ("", [])
    assert book.table.column("period").to_pylist() == ["2026Q2", "2026Q3"]


def test_a_row_whose_period_contradicts_the_title_is_set_aside(tidy, firms):
    """标题是 1-9 月，某一行写 1-6 月：这一行不收；空着的按全表的期。"""
    rows = [
        ["2026年1-9月", None, "单位：万元"],
        COLUMN,
        [firms[0], "甲", 1, "2026Q3"],
        [firms[1], "乙", 2, "2026年1-6月"],
        [firms[2], "丙", 3, None],
    ]
    book = tidy({"表": rows})
    assert book.table.column("period").to_pylist() == ["2026Q3", "2026Q2", "2026Q3"]
    [issue] = book.sheets[0].aside[4]
    assert (issue.rule, issue.cell, issue.value) == ("period_conflict_row", "D4", "2026年1-6月")
    assert issue.message == "这一行的报告期是 2026年1-6月，与全表的 2026年1-9月 不一致；请核对。"
    assert list(book.sheets[0].aside) == [4]


def test_a_row_without_a_period_where_only_the_column_states_one_is_set_aside(tidy, firms):
    """只有列里写报告期时，空着的那一行没有期。"""
    rows = [["单位：万元"], COLUMN, [firms[0], "甲", 1, "2026Q3"], [firms[1], "乙", 2, None]]
    book = tidy({"表": rows})
    assert [(issue.rule, issue.cell) for issue in book.sheets[0].aside[4]] == [("period_missing_row", "D4")]


def test_problems_of_all_sheets_are_told_at_once(tidy, firms):
    """第一张没单位、第二张缺列、报告期矛盾：三个问题一起说。"""
    first = [["2026年1-9月"], HEADER, [firms[0], "甲", 1]]
    second = [["2026年1-6月", "单位：万元"], ["统一社会信用代码", "营业收入"], [firms[1], 2]]
    book = tidy({"一": first, "二": second})
    assert [issue.rule for issue in book.issues] == ["unit_missing", "missing_column", "period_conflict"]


def test_a_date_in_the_file_name_of_indicators_is_not_their_period(tidy, indicator):
    """指标填报每行自带报告期，文件名里的季度只是报送时间。"""
    rows = [
        ["指标名称", "地区", "报告期", "期别", "数值", "计量单位"],
        ["软件业务收入", "济南市", "2022年", "全年", 1, "亿元"],
    ]
    book = tidy({"2026年1-8月": rows}, file="2026Q3.csv", source=indicator)
    assert errors(book) == []
    assert book.table.column("period").to_pylist() == ["2022Q4"]

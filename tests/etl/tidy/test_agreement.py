"""一个文件说的是哪一期：几行、几张表说得不一样的时候。"""

from pathlib import Path

import pytest

from etl.source import find_source
from etl.tidy.workbook import tidy_workbook

HEADER = ["统一社会信用代码", "企业名称", "营业收入（万元）", "报告期"]


@pytest.fixture
def errors(make_sheet, make_book, firms):
    """(rule, cell, message) of the errors of sheets, each a list of periods row by row."""

    def run(*sheets, period=None):
        made = [
            make_sheet([HEADER, *([firms[n], f"{n}公司", 1, said] for n, said in enumerate(rows))], name=f"表{number}")
            for number, rows in enumerate(sheets)
        ]
        book = tidy_workbook(make_book(*made), Path("季报.xlsx"), find_source("季度营收"), {}, period)
        return [(issue.rule, issue.cell, issue.message) for issue in book.issues if issue.severity == "error"]

    return run


def test_a_few_rows_of_another_period_are_an_error(errors):
    """七行 9 月、一行 6 月：一份报表只报一期，指出是哪一行。"""
    assert errors(["2026Q3"] * 6 + ["2026Q2", "2026Q3"]) == [
        (
            "period_mixed",
            "D8",
            "8 行里有 7 行是 2026年1-9月，另有 1 行写着 2026年1-6月（如 D8）：一份报表只报一期；"
            "请核对这几行的报告期，或分成几个文件再交。",
        )
    ]


def test_a_history_in_one_table_is_taken(errors):
    """一张表几期各有几行，是历史数据，照收；行太少的看不出多数，也收。"""
    assert errors(["2026Q1", "2026Q2", "2026Q3"] * 2) == []
    assert errors(["2026Q3", "2026Q3", "2026Q3", "2026Q2"]) == []


def test_two_sheets_of_two_periods_are_ambiguous(errors):
    """两张表各是一期：要报哪一张，请人说；同一期的两张连起来收。"""
    [(rule, _cell, message)] = errors(["2026Q1"] * 2, ["2026Q2"] * 2)
    assert rule == "sheet_ambiguous"
    assert "“表0”是 2026年1-3月、“表1”是 2026年1-6月" in message
    assert errors(["2026Q2"] * 2, ["2026Q2"] * 2) == []


def test_the_period_said_by_the_call_settles_it(errors):
    """命令里指定了哪一期，别的期的行逐行搁置，文件不拒收。"""
    assert errors(["2026Q3"] * 6 + ["2026Q2"], period="2026Q3") == []


def test_the_call_and_the_file_name_that_disagree_are_told_side_by_side(make_sheet, make_book, firms):
    """Asked for 9 月, the file is named 6 月: neither is taken, both are quoted with where they stand."""
    sheet = make_sheet([HEADER[:3], [firms[0], "甲公司", 1]], name="表")
    book = tidy_workbook(make_book(sheet), Path("2026年1-6月.xlsx"), find_source("季度营收"), {}, "2026Q3")
    (told,) = [issue.message for issue in book.issues if issue.rule == "period_conflict"]
    assert "2026年1-9月（命令指定）；2026年1-6月（文件名）" in told

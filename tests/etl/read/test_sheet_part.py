"""一张工作表的大小与标记。"""

import pytest

from etl.read import limits
from etl.read.cell_kind import ERROR, UNCACHED
from etl.read.sheet_part import scan_sheet


@pytest.fixture
def scan(worksheet):
    return lambda rows, after="": scan_sheet([worksheet(rows, after).encode()])


def test_size_and_merges_are_counted(scan):
    """行数、列数到最后一个有内容的单元格为止；整列涂色不算。"""
    found = scan(
        '<row r="2"><c r="B2"><v>1</v></c></row><row r="9"><c r="XFD9" s="1"/></row>',
        '<mergeCells count="2"><mergeCell ref="A1:B1"/><mergeCell ref="A2:B2"/></mergeCells>',
    )
    assert (found.rows, found.columns, found.merges, found.stop) == (2, 2, 2, "")


def test_marks_are_kept_by_column_and_row(scan):
    """行号从 0 起；没写行号的行接着上一行数。"""
    found = scan('<row r="3"><c r="B3" t="e"><v>#REF!</v></c></row><row><c><f>B3</f></c></row>')
    assert found.marks == {1: {2: (ERROR, "#REF!")}, 0: {3: (UNCACHED, "=B3")}}


@pytest.mark.parametrize(
    ("row", "stop", "cell"),
    [
        ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "columns", (1048575, 16383)),
        ('<row r="200001"><c r="A200001"><v>1</v></c></row>', "rows", (200000, 0)),
        ('<row r="5"><c r="IW5"><v>1</v></c></row>', "columns", (4, 256)),
        (
            '<row r="1"><c r="IV1"><v>1</v></c></row><row r="20000"><c r="A20000"><v>1</v></c></row>',
            "cells",
            (19999, 255),
        ),
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>', "repeated", (0, 0)),
        ('<row r="1048577"><c r="A1048577"><v>1</v></c></row>', "damaged", None),
        ('<row r="1"><c r="XFE1"><v>1</v></c></row>', "damaged", None),
        ('<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>', "damaged", None),
        ('<row r="1"><c r="A0"><v>1</v></c></row>', "damaged", None),
    ],
)
def test_a_sheet_that_would_harm_the_reader_stops_the_scan(scan, row, stop, cell):
    """XFD1048576 一格就让读取程序要 170 亿格的内存。"""
    found = scan(row)
    assert (found.stop, found.cell) == (stop, cell)


def test_the_largest_sheet_allowed_passes(scan):
    """上限本身不算越界。"""
    assert scan('<row r="200000"><c r="A200000"><v>1</v></c></row>').stop == ""
    assert scan('<row r="1"><c r="IV1"><v>1</v></c></row>').stop == ""


def test_too_many_merges_stop_the_scan(scan):
    """合并区域过多会拖垮读取。"""
    assert scan("", '<mergeCell ref="A1:B1"/>' * (limits.MERGES + 1)).stop == "merges"


def test_too_many_marks_stop_the_scan(scan, monkeypatch):
    """一张满是未算公式的表，退回去重算。"""
    monkeypatch.setattr(limits, "MARKS", 1)
    found = scan('<row r="1"><c r="A1"><f>1</f></c><c r="B1"><f>1</f></c></row>')
    assert (found.stop, found.cell) == ("marks", (0, 1))


def test_rows_may_stand_in_any_order(scan):
    """乱序的行合法，读取程序按地址放。"""
    found = scan('<row r="5"><c r="A5"><v>1</v></c></row><row r="2"><c r="B2"><v>1</v></c></row>')
    assert (found.rows, found.columns, found.stop) == (5, 2, "")

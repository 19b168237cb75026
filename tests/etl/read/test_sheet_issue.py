"""一张表查不下去时怎么说。"""

from pathlib import Path

import pytest

from etl.read.sheet_issue import sheet_issue
from etl.read.sheet_part import SheetScan


@pytest.mark.parametrize(
    ("stop", "rule"),
    [
        ("rows", "E_TOO_MANY_ROWS"),
        ("columns", "E_TOO_MANY_COLS"),
        ("cells", "E_TOO_MANY_CELLS"),
        ("merges", "E_TOO_MANY_MERGES"),
        ("marks", "E_UNCACHED_FORMULAS"),
        ("text", "E_TEXT_TOO_LONG"),
        ("repeated", "E_DAMAGED"),
        ("twice", "E_DAMAGED"),
        ("damaged", "E_DAMAGED"),
    ],
)
def test_every_stop_has_its_rule_and_sentence(stop, rule):
    """文件、工作表、该怎么办都在话里，没有留下空位。"""
    issue = sheet_issue(Path("季报.xlsx"), "营收", SheetScan(stop=stop, cell=(4, 2)))
    assert issue.rule == rule
    assert "季报.xlsx" in issue.message
    assert "营收" in issue.message
    assert "请" in issue.message
    assert "{" not in issue.message


def test_the_cell_is_named_where_it_is_known():
    """同一行出现两次：是哪一行。"""
    issue = sheet_issue(Path("季报.xlsx"), "营收", SheetScan(stop="repeated", cell=(4, 2)))
    assert issue.cell == "C5"
    assert "C5" in issue.message

"""拒收的话怎么说。"""

from pathlib import Path

import pytest

from etl.read.findings import (
    broken_quotes,
    damaged,
    encrypted,
    no_sheets,
    too_many_cells,
    too_many_columns,
    too_many_marks,
    too_many_members,
    too_many_rows,
    too_many_sheets,
)

PATH = Path("季报.xlsx")


@pytest.mark.parametrize(
    "issue",
    [
        broken_quotes(PATH, 3),
        damaged(PATH),
        encrypted(PATH),
        no_sheets(PATH),
        too_many_members(PATH, 60_000),
        too_many_sheets(PATH, 101),
        too_many_rows(PATH, "营收", 200000, 0),
        too_many_columns(PATH, "营收", 0, 256),
        too_many_cells(PATH, "营收", 199999, 255),
        too_many_marks(PATH, "营收"),
    ],
)
def test_every_finding_names_the_file_and_what_to_do(issue):
    """人看了知道是哪个文件、接下来做什么。"""
    assert "季报.xlsx" in issue.message
    assert "请" in issue.message
    assert issue.rule.startswith("E_")


def test_findings_about_extent_name_the_cell():
    """Sheet, cell and row are there for the machine too."""
    issue = too_many_columns(PATH, "营收", 4, 256)
    assert (issue.sheet, issue.cell, issue.row) == ("营收", "IW5", 5)
    assert "IW5" in issue.message
    assert "256" in issue.message

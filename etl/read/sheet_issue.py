"""一张工作表查不下去时怎么说：是哪张表、哪个单元格，该怎么办。"""

from pathlib import Path

from etl.issue import Issue
from etl.read import limits
from etl.read.address import cell_address
from etl.read.findings import remedy, too_many_cells, too_many_columns, too_many_marks, too_many_rows
from etl.read.sheet_part import SheetScan
from etl.words import _

_OUTSIDE = {"rows": too_many_rows, "columns": too_many_columns, "cells": too_many_cells}


def sheet_issue(path: Path, sheet: str, scan: SheetScan) -> Issue:
    """The finding for a sheet whose scan stopped early (`scan.stop` is not empty)."""
    row, column = scan.cell or (0, 0)
    if scan.stop in _OUTSIDE:
        return _OUTSIDE[scan.stop](path, sheet, row, column)
    if scan.stop == "marks":
        return too_many_marks(path, sheet, cell_address(row, column))
    rule, text, limit = _sentence(scan.stop)
    cell = cell_address(row, column) if scan.cell else ""
    message = text.format(file=path.name, sheet=sheet, cell=cell, limit=f"{limit:,}", remedy=remedy())
    return Issue(rule, message, sheet=sheet, cell=cell, row=row + 1 if cell else None)


def _sentence(stop: str) -> tuple[str, str, int]:
    """(rule, sentence, limit) of a stop that is no matter of extent."""
    if stop == "merges":
        return (
            "E_TOO_MANY_MERGES",
            _("文件「{file}」工作表「{sheet}」的合并区域超过上限 {limit} 个。{remedy}"),
            limits.MERGES,
        )
    if stop == "text":
        text = _("文件「{file}」工作表「{sheet}」有一行的内容超过 {limit} MB，不正常。{remedy}")
        return "E_TEXT_TOO_LONG", text, limits.ROW_BYTES // limits.MB
    if stop == "repeated":
        text = _(
            "文件「{file}」工作表「{sheet}」里同一行出现两次（{cell}），不知道该信哪一个，文件已损坏或被改动。{remedy}"
        )
        return "E_DAMAGED", text, 0
    if stop == "twice":
        text = _(
            "文件「{file}」工作表「{sheet}」里同一格 {cell} 出现两次，不知道该信哪一个，文件已损坏或被改动。{remedy}"
        )
        return "E_DAMAGED", text, 0
    return "E_DAMAGED", _("文件「{file}」工作表「{sheet}」已损坏：内容没有写完，或单元格地址不可能存在。{remedy}"), 0

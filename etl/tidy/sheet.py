"""一张工作表变成整齐的行：找表头、单位、报告期，逐列换算，逐行归类。"""

import re
from collections.abc import Mapping
from itertools import chain
from typing import Any

import numpy as np

from etl.issue import Issue
from etl.read.address import cell_address
from etl.read.workbook import Sheet
from etl.rule import issue, said
from etl.source import Column, Source
from etl.taxonomy import folded
from etl.tidy.body import split_rows
from etl.tidy.header import Header, find_header
from etl.tidy.header_check import header_issues
from etl.tidy.outcome import TidySheet
from etl.tidy.period import PeriodNotQuarterEnd, stated_periods
from etl.tidy.rows import fill
from etl.tidy.unit import stated_units
from etl.words import _

DEMO_MARK = "演示数据"
_NAMED = 10  # 隐藏的行举这么多为例


def sheet_header(sheet: Sheet, source: Source) -> Header | None:
    """The header of a sheet under this source, or None."""
    fields = {text: column.name for text, column in source.by_header.items()}
    checked = frozenset(column.name for column in source.columns if column.only_checked)
    return find_header(sheet.top, sheet.merged, fields, source.ignored, checked)


def tidy_sheet(sheet: Sheet, source: Source, lists: Mapping[str, Mapping[str, str]]) -> TidySheet:
    """Tidy one visible sheet. A sheet without any column this kind needs is skipped and said so, never half-read.

    An error about the sheet (no unit, a missing column) doesn't keep its rows from being checked: a clerk hears of
    every problem at once. Whoever takes the rows asks for errors first. `lists` gives the closed list of each dimension
    (accepted spelling → canonical).
    """
    result = TidySheet(sheet.name)
    header = sheet_header(sheet, source)
    key = source.record.key[0]
    if header is None or not ({key, *source.record.needed} & header.mapped.keys()):
        result.skipped = _("没有找到“{0}”的表头").format(source.title)
        return result
    result.issues += header_issues(sheet.name, header, source)
    lines = _lines_above(sheet, header)
    result.is_demo = any(DEMO_MARK in line for line in lines.values())
    if source.record.name == "revenue":  # 别的记录没有全表的报告期，标题里的日期不必认
        result.title_periods = _periods(result, lines)
    columns = {column.name: column for column in source.columns if column.name in header.mapped}
    letters = sheet.kind.column_names
    result.letters = {name: letters[header.mapped[name]] for name in columns}
    result.headers = {name: re.sub(r"\s+", "", header.named[header.mapped[name]][1]) for name in columns}
    options = {name: _options(result, column, header, lines, lists) for name, column in columns.items()}
    if key not in columns:
        return result
    written = frozenset(
        re.sub(r"\s+", "", part) for _plain, raw in header.named.values() for part in (raw, *raw.split("\n"))
    )
    is_about_firms = key == "enterprise_id"
    rows, aside = split_rows(sheet, header.last_row + 1, header.mapped[key], written, has_totals=is_about_firms)
    result.rows_in = len(rows) + len(aside)
    for row, rule in aside.items():
        result.set_aside(rule, said(rule), row + 1)
        if rule == "total_row":
            cells = sheet.cells(row)
            result.totals[row + 1] = {n: cells[header.mapped[n]] for n in columns}
            # “合计”两个字常写在没有对应列的序号栏里
            result.totals[row + 1][""] = next(filter(None, cells), "")
    fill(result, sheet, columns, options, header, rows)
    result.issues += _hidden_rows(sheet, rows)
    return result


def _options(
    result: TidySheet, column: Column, header: Header, lines: Mapping[str, str], lists: Mapping[str, Mapping[str, str]]
) -> dict[str, object]:
    own = {folded(word): word for word in column.choices}
    options: dict[str, object] = {"scheme": column.scheme, "closed": own or lists.get(column.dimension, {})}
    options["is_name"] = column.name == "enterprise"
    if column.type != "money":
        return options
    above = list(dict.fromkeys(chain.from_iterable(stated_units(line) for line in lines.values())))
    units = header.units(header.mapped[column.name]) or above or ([column.unit] if column.unit else [])
    if column.unit_is_certain:
        units = [column.unit]
    written = result.headers[column.name]
    row = header.last_row + 1
    place: dict[str, Any] = {
        "sheet": result.name,
        "cell": f"{result.letters[column.name]}{row}",
        "row": row,
        "column": written,
    }
    if not units:
        result.issues.append(issue("unit_missing", **place, header=written))
    elif len(units) > 1:
        said_units = "、".join(units)
        result.issues.append(issue("unit_ambiguous", **place, value=said_units, header=written, units=said_units))
    elif column.units and units[0] not in column.units:
        words: dict[str, Any] = {"header": written, "unit": units[0], "agreed": "、".join(column.units)}
        result.issues.append(issue("unit_unexpected", **place, value=units[0], **words))
    # 单位没定也先换算：不会收，只为把这一列的别的毛病一次说完。
    options["unit"] = result.units[column.name] = units[0] if units else "万元"
    return options


def _hidden_rows(sheet: Sheet, rows: np.ndarray) -> list[Issue]:
    """A warning where data stand in hidden rows: the clerk may not know that they are filed."""
    hidden = (np.intersect1d(rows, sheet.hidden_rows) + 1).tolist() if sheet.hidden_rows else []
    if not hidden:
        return []
    told = "、".join(map(str, hidden[:_NAMED])) + ("……" if len(hidden) > _NAMED else "")
    place: dict[str, Any] = {"sheet": sheet.name, "cell": f"A{hidden[0]}", "row": hidden[0]}
    return [issue("hidden_rows", **place, count=len(hidden), rows=told)]


def _lines_above(sheet: Sheet, header: Header) -> dict[str, str]:
    """Cell address → text, of everything above the header."""
    rows = sheet.top[: header.first_row]
    return {cell_address(at, column): text for at, row in enumerate(rows) for column, text in enumerate(row) if text}


def _periods(result: TidySheet, lines: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for cell, line in lines.items():
        try:
            for period in stated_periods(line):
                found.setdefault(period, cell)
        except PeriodNotQuarterEnd as error:
            place: dict[str, Any] = {"sheet": result.name, "cell": cell, "value": line}
            result.issues.append(issue("period_not_quarter", **place, where="", stated=error))
    return found

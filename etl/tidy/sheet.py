"""一张工作表变成整齐的行：找表头、单位、报告期，逐列换算，逐行归类。"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

import numpy as np
import pyarrow as pa

from etl.issue import Issue
from etl.read.address import cell_address
from etl.read.workbook import Sheet
from etl.source import Column, Source
from etl.tidy.body import split_rows
from etl.tidy.cells import EMPTY, convert
from etl.tidy.header import SEARCHED_ROWS, Header, find_header, nearest_headers
from etl.tidy.period import PeriodNotQuarterEnd, stated_periods
from etl.tidy.unit import stated_units
from etl.words import _

DEMO_MARK = "演示数据"


@dataclass
class TidySheet:
    """What one sheet gave. `table` holds the data rows with `sheet` and `row` (the spreadsheet's own number) and all
    mapped columns, None where the key column is missing; `aside` maps a row number to its reasons; `issues` are about
    the sheet; `letters`, `headers`, `units` are by our column name; `title_periods` maps a period to the cell above the
    header that states it."""

    name: str
    issues: list[Issue] = field(default_factory=list)
    table: pa.Table | None = None
    aside: dict[int, list[Issue]] = field(default_factory=dict)
    totals: dict[int, dict[str, str]] = field(default_factory=dict)
    rows_in: int = 0
    letters: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    title_periods: dict[str, str] = field(default_factory=dict)
    is_demo: bool = False
    skipped: str = ""


def sheet_header(sheet: Sheet, source: Source) -> Header | None:
    """The header of a sheet under this source, or None."""
    head = [[cell or "" for cell in row] for row in _head_rows(sheet)]
    fields = {text: column.name for text, column in source.by_header.items()}
    return find_header(head, sheet.merged, fields, source.ignored)


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
    _check_header(result, sheet, header, source)
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
    for row, (rule, reason) in aside.items():
        result.aside[row + 1] = [Issue(rule, reason, "note", sheet.name, f"{letters[0]}{row + 1}", row + 1)]
        if rule == "total_row":
            cells = sheet.cells(row)
            result.totals[row + 1] = {n: cells[header.mapped[n]] for n in columns}
            # “合计”两个字常写在没有对应列的序号栏里
            result.totals[row + 1][""] = next(filter(None, cells), "")
    _fill(result, sheet, columns, options, header, rows)
    return result


def _fill(
    result: TidySheet,
    sheet: Sheet,
    columns: Mapping[str, Column],
    options: Mapping[str, Mapping[str, object]],
    header: Header,
    rows: np.ndarray,
) -> None:
    taken = pa.array(rows)
    numbers = rows + 1
    arrays: dict[str, pa.Array] = {}
    for name, column in columns.items():
        at = header.mapped[name]
        is_figure = column.type in ("money", "number")  # 数直接用，不先写成字再读回来
        texts = sheet.written.column(at).take(taken).combine_chunks() if is_figure else sheet.texts(at, taken)
        figures = sheet.number.column(at).take(taken).combine_chunks()
        kinds = sheet.kind.column(at).take(taken).to_numpy()
        if len(rows) and (kinds == EMPTY).all() and not column.may_be_empty:
            message = _("表头“{0}”下面一格也没有填；请补上，或去掉这一列再交。").format(result.headers[name])
            result.issues.append(Issue("empty_column", message, "error", sheet.name, *_address(result, name, header)))
        cells = convert(column.type, texts, figures, kinds, options[name])
        arrays[name] = cells.values
        for position, (rule, reason) in cells.wrong.items():
            _set_aside(result, name, int(numbers[position]), sheet.cell(int(rows[position]), at), rule, reason)
        if column.required:
            unknown = cells.values.is_null().to_numpy(zero_copy_only=False)
            for position in np.flatnonzero(unknown):
                if int(position) not in cells.wrong:
                    value = texts[int(position)].as_py() or ""
                    is_amount = column.type == "money"
                    reason = _("没有填，按未报处理；报来后再收。") if is_amount else _("必须填；请补上。")
                    _set_aside(result, name, int(numbers[position]), value, "not_reported", reason, "warning")
    _name_firms(result, arrays.get("enterprise"), numbers)
    arrays["sheet"] = pa.array([sheet.name] * len(rows), pa.string())
    arrays["row"] = pa.array(numbers, pa.int32())
    result.table = pa.table(arrays)


def _name_firms(result: TidySheet, names: pa.Array | None, numbers: np.ndarray) -> None:
    """Put the firm's name before what is said of its row: the clerk has to ring somebody."""
    if names is None or not result.aside:
        return
    is_aside = np.isin(numbers, list(result.aside))
    position = {int(numbers[at]): at for at in np.flatnonzero(is_aside)}
    for row, issues in result.aside.items():
        name = names[int(position[row])].as_py() if row in position else None
        if name:
            result.aside[row] = [replace(issue, message=f"{name}：{issue.message}") for issue in issues]


def _set_aside(
    result: TidySheet, name: str, row: int, value: str, rule: str, reason: str, severity: str = "error"
) -> None:
    cell = f"{result.letters[name]}{row}"
    issue = Issue(rule, reason, severity, result.name, cell, row, result.headers[name], value)  # type: ignore[arg-type]
    result.aside.setdefault(row, []).append(issue)


def _check_header(result: TidySheet, sheet: Sheet, header: Header, source: Source) -> None:
    letters = sheet.kind.column_names
    for first, second in header.clashes:
        cells = f"{letters[first]}{header.last_row + 1}", f"{letters[second]}{header.last_row + 1}"
        names = [header.named[column][1].replace("\n", "") for column in (first, second)]
        message = _("{0} 和 {1} 都像是“{2}”；请只留一列，或改清表头。").format(*cells, names[0])
        result.issues.append(
            Issue("ambiguous_header", message, "error", sheet.name, cells[1], header.last_row + 1, names[1])
        )
    for column in source.columns:
        if column.required and column.name not in header.mapped:
            near = nearest_headers(column.headers[0], header)
            hint = _("表里相近的有：{0}。").format("、".join(near)) if near else ""
            message = _("缺少“{0}”列；{1}请补上，或把表头改成这个写法。").format(column.headers[0], hint)
            result.issues.append(
                Issue("missing_column", message, "error", sheet.name, "", header.first_row + 1, column.headers[0])
            )
    for at in header.unknown:
        text = header.named[at][1].replace("\n", "")
        message = _("不认识的列“{0}”，没有取用；需要的话请在来源说明里补上这个表头。").format(text)
        cell = f"{letters[at]}{header.last_row + 1}"
        result.issues.append(Issue("unknown_column", message, "note", sheet.name, cell, header.last_row + 1, text))


def _options(
    result: TidySheet, column: Column, header: Header, lines: Mapping[str, str], lists: Mapping[str, Mapping[str, str]]
) -> dict[str, object]:
    options: dict[str, object] = {"scheme": column.scheme, "closed": lists.get(column.dimension, {})}
    if column.type != "money":
        return options
    above = list(dict.fromkeys(chain.from_iterable(stated_units(line) for line in lines.values())))
    units = header.units(header.mapped[column.name]) or above or ([column.unit] if column.unit else [])
    written = result.headers[column.name]
    where = result.name, *_address(result, column.name, header)
    if not units:
        message = _("“{0}”没有写计量单位；请在表头写成“{0}（万元）”，或在表上方写“计量单位：万元”。").format(written)
        result.issues.append(Issue("unit_missing", message, "error", *where))
    elif len(units) > 1:
        message = _("“{0}”同时写了 {1} 几种单位；请只留一种。").format(written, "、".join(units))
        result.issues.append(Issue("unit_ambiguous", message, "error", *where, "、".join(units)))
    # 单位没定也先换算：不会收，只为把这一列的别的毛病一次说完。
    options["unit"] = result.units[column.name] = units[0] if units else "万元"
    return options


def _address(result: TidySheet, name: str, header: Header) -> tuple[str, int, str]:
    row = header.last_row + 1
    return f"{result.letters[name]}{row}", row, result.headers[name]


def _head_rows(sheet: Sheet) -> list[tuple[str | None, ...]]:
    return [
        tuple(cell or None for cell in sheet.cells(row)) for row in range(min(SEARCHED_ROWS + 1, sheet.kind.num_rows))
    ]


def _lines_above(sheet: Sheet, header: Header) -> dict[str, str]:
    """Cell address → text, of everything above the header."""
    rows = _head_rows(sheet)[: header.first_row]
    return {cell_address(at, column): text for at, row in enumerate(rows) for column, text in enumerate(row) if text}


def _periods(result: TidySheet, lines: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for cell, line in lines.items():
        try:
            for period in stated_periods(line):
                found.setdefault(period, cell)
        except PeriodNotQuarterEnd as error:
            message = _("报告期 {0} 不是年初至季度末；只收 1-3月、1-6月、1-9月、1-12月的累计数。").format(error)
            result.issues.append(Issue("period_not_quarter", message, "error", result.name, cell, None, "", line))
    return found

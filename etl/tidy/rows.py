"""表头以下的数据行：逐列换算，不对的搁置，写明是哪一格。"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa

from etl.issue import Issue
from etl.read.cell_kind import EMPTY, NUMBER
from etl.read.workbook import Sheet
from etl.rule import issue, said
from etl.source import Column
from etl.tidy.cells import FIGURES, convert
from etl.tidy.column import Cells
from etl.tidy.header import Header
from etl.tidy.outcome import TidySheet
from etl.tidy.unit import unit_of_figure

_NAMED = 5  # 一列里同样的小事，举这么多格为例


def fill(
    result: TidySheet,
    sheet: Sheet,
    columns: Mapping[str, Column],
    options: Mapping[str, Mapping[str, object]],
    header: Header,
    rows: np.ndarray,
) -> None:
    """Convert the data rows (numbers from 0) of every mapped column into `result.table`; wrong ones are set aside."""
    taken = pa.array(rows)
    numbers = rows + 1
    arrays: dict[str, pa.Array] = {}
    for name, column in columns.items():
        at = header.mapped[name]
        # 数直接用，不先写成字再读回来
        texts = (
            sheet.written.column(at).take(taken).combine_chunks() if column.type in FIGURES else sheet.texts(at, taken)
        )
        figures = sheet.number.column(at).take(taken).combine_chunks()
        kinds = sheet.kind.column(at).take(taken).to_numpy()
        if len(rows) and (kinds == EMPTY).all() and not (column.may_be_empty or column.only_checked):
            result.issues.append(issue("empty_column", **_place(result, name, header), header=result.headers[name]))
        cells = convert(column.type, texts, figures, kinds, options[name])
        arrays[name] = cells.values
        if column.only_checked:
            continue
        for position, (rule, reason) in cells.wrong.items():
            value = sheet.cell(int(rows[position]), at)
            result.set_aside(rule, reason, int(numbers[position]), name, value)
        if column.required:
            _set_unknown_aside(result, column, cells, texts, numbers)
        result.issues += _column_issues(result, sheet, column, cells, header, rows)
    _tell_of_firms(result, arrays, numbers)
    arrays["sheet"] = pa.array([sheet.name] * len(rows), pa.string())
    arrays["row"] = pa.array(numbers, pa.int32())
    result.table = pa.table(arrays)


def _set_unknown_aside(result: TidySheet, column: Column, cells: Cells, texts: pa.Array, numbers: np.ndarray) -> None:
    rule = "not_reported" if column.type == "money" else "required"
    unknown = cells.values.is_null().to_numpy(zero_copy_only=False)
    for position in np.flatnonzero(unknown):
        if int(position) not in cells.wrong:
            value = texts[int(position)].as_py() or ""
            result.set_aside(rule, said(rule), int(numbers[position]), column.name, value)


def _column_issues(
    result: TidySheet, sheet: Sheet, column: Column, cells: Cells, header: Header, rows: np.ndarray
) -> list[Issue]:
    """What is said of a column as a whole: cleaned texts, formulas, figures in another unit."""
    place = _place(result, column.name, header)
    letter, at = result.letters[column.name], header.mapped[column.name]
    found: list[Issue] = []
    if cells.cleaned:
        rule = "code_cleaned" if column.type == "identifier" else "odd_text"
        numbers = [int(rows[position]) + 1 for position in cells.cleaned]
        value = sheet.cell(numbers[0] - 1, at)
        where = {**place, "cell": f"{letter}{numbers[0]}", "row": numbers[0], "value": value[:60]}
        found.append(issue(rule, **where, count=len(numbers), cells=_some_cells(letter, numbers)))
    if column.type == "money":
        found += _other_units(result, sheet, column, cells, header, rows)
    if column.type in FIGURES and at in sheet.formulas:
        has_value = sheet.kind.column(at).to_numpy() == NUMBER
        numbers = [int(row) + 1 for row in np.intersect1d(rows, sheet.formulas[at]) if has_value[row]]
        if numbers:
            where = {**place, "cell": f"{letter}{numbers[0]}", "row": numbers[0]}
            found.append(issue("formula", **where, count=len(numbers), cells=_some_cells(letter, numbers)))
    return found


def _other_units(
    result: TidySheet, sheet: Sheet, column: Column, cells: Cells, header: Header, rows: np.ndarray
) -> list[Issue]:
    """An error at the first cell that states another unit than its column: nobody can tell what the others mean."""
    unit = result.units[column.name]
    for position, (rule, _reason) in cells.wrong.items():
        value = sheet.cell(int(rows[position]), header.mapped[column.name])
        if rule == "unit_in_cell" and unit_of_figure(value) != unit:
            row = int(rows[position]) + 1
            where = {**_place(result, column.name, header), "cell": f"{result.letters[column.name]}{row}", "row": row}
            return [issue("unit_mixed", **where, value=value, header=result.headers[column.name], unit=unit)]
    return []


def _place(result: TidySheet, name: str, header: Header) -> dict[str, Any]:
    row = header.last_row + 1
    return {"sheet": result.name, "cell": f"{result.letters[name]}{row}", "row": row, "column": result.headers[name]}


def _some_cells(letter: str, numbers: list[int]) -> str:
    return "、".join(f"{letter}{number}" for number in numbers[:_NAMED]) + ("……" if len(numbers) > _NAMED else "")


def _tell_of_firms(result: TidySheet, arrays: Mapping[str, pa.Array], numbers: np.ndarray) -> None:
    """Put the firm's name before what is said of its row, since the clerk has to ring somebody, and the money at stake
    behind it."""
    names, amounts = arrays.get("enterprise"), arrays.get("revenue_10k_cny")
    if not result.aside or (names is None and amounts is None):
        return
    is_aside = np.isin(numbers, list(result.aside))
    position = {int(numbers[at]): int(at) for at in np.flatnonzero(is_aside)}
    for row, issues in result.aside.items():
        if row not in position:
            continue
        name = names[position[row]].as_py() if names is not None else None
        stake: Decimal | None = amounts[position[row]].as_py() if amounts is not None else None
        result.aside[row] = [
            replace(each, message=f"{name}：{each.message}" if name else each.message, stake_10k_cny=stake)
            for each in issues
        ]

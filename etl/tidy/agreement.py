"""一个文件说的是哪一期：命令、文件名、表名、标题和每一行，写了的要一致；不一致就说清楚是哪几处。"""

# pyright: reportAttributeAccessIssue=false
# pyarrow.compute 的函数是运行时生成的，静态检查看不见。

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.issue import Issue
from etl.rule import issue, limit, said
from etl.source import Source
from etl.tidy.outcome import TidySheet
from etl.tidy.period import PeriodNotQuarterEnd, period_words, stated_periods
from etl.words import _


def agreed_period(sheets: list[TidySheet], path: Path, asked: str | None, issues: list[Issue]) -> str:
    """The one period that call, titles, sheet names and file name state; '' where only a column does."""
    stated: dict[str, list[str]] = {}
    if asked:
        stated[asked] = [_("命令指定")]
    texts = [(_("文件名"), path.stem)] + [(_("工作表名“{0}”").format(sheet.name), sheet.name) for sheet in sheets]
    for where, text in texts:
        try:
            for found in stated_periods(text):
                stated.setdefault(found, []).append(where)
        except PeriodNotQuarterEnd as error:
            issues.append(issue("period_not_quarter", value=text, where=_("{0}写的").format(where), stated=error))
    for sheet in sheets:
        for found, cell in sheet.title_periods.items():
            stated.setdefault(found, []).append(_("表“{0}”的 {1}").format(sheet.name, cell))
    if len(stated) > 1:
        told = "；".join(f"{period_words(found)}（{'、'.join(places)}）" for found, places in stated.items())
        said_first = next(iter(stated))
        others = (
            (sheet.name, cell) for sheet in sheets for at, cell in sheet.title_periods.items() if at != said_first
        )
        name, cell = next(others, ("", ""))  # 与先说的那一期不同的头一格
        value = "、".join(map(period_words, stated))
        issues.append(issue("period_conflict", sheet=name, cell=cell, value=value, said=told))
        return ""
    is_said_wrong = any(each.rule == "period_not_quarter" for each in issues)
    if not stated and not is_said_wrong and not all("period" in sheet.letters for sheet in sheets):
        issues.append(issue("period_missing"))
        return ""
    return next(iter(stated), "")


def with_period(sheet: TidySheet, table: pa.Table, source: Source, agreed: str) -> pa.Table:
    """The sheet's rows with a period each; a row whose own period contradicts the sheet's is set aside."""
    if not source.record.has_period:
        return table
    if "period" not in table.column_names:
        return table.append_column("period", pa.array([agreed] * len(table), pa.string()))
    if table.column("period").unique().to_pylist() == [agreed]:
        return table  # 每行都写着全表那一期，是最常见的
    own = table.column("period").to_pylist()
    rows = table.column("row").to_pylist()
    if agreed and source.record.name == "revenue":
        for found, row in zip(own, rows, strict=True):
            if found is not None and found != agreed:
                words = period_words(found)
                message = said("period_conflict_row", own=words, agreed=period_words(agreed))
                sheet.set_aside("period_conflict_row", message, row, "period", words)
    filled = [found or agreed or None for found in own]
    for found, row in zip(filled, rows, strict=True):
        if found is None and row not in sheet.aside:
            sheet.set_aside("period_missing_row", said("period_missing_row"), row, "period")
    return table.set_column(table.column_names.index("period"), "period", pa.array(filled, pa.string()))


def mixed_periods(sheets: list[TidySheet], tables: list[pa.Table]) -> list[Issue]:
    """An error where sheets of one form are of different periods, or a few rows are of another than all the rest.

    Sheets or rows of many periods each, a history in one table, are taken.
    """
    own = [_counts(table) for table in tables]
    single = [next(iter(counts)) for counts in own if len(counts) == 1]
    if len(tables) > 1 and len(single) == len(tables) and len(set(single)) > 1:
        told = "、".join(
            _("“{0}”是 {1}").format(sheet.name, period_words(found))
            for sheet, found in zip(sheets, single, strict=True)
        )
        return [issue("sheet_ambiguous", said=told)]
    return [
        found
        for sheet, table, counts in zip(sheets, tables, own, strict=True)
        if (found := _strays(sheet, table, counts)) is not None
    ]


def _counts(table: pa.Table) -> dict[str, int]:
    found = table.column("period").value_counts().to_pylist()
    return {entry["values"]: entry["counts"] for entry in found if entry["values"] is not None}


def _strays(sheet: TidySheet, table: pa.Table, counts: dict[str, int]) -> Issue | None:
    rows = sum(counts.values())
    most = max(counts, key=lambda period: counts[period], default="")
    if len(counts) < 2 or rows < limit("period_mixed", "enough") or counts[most] < limit("period_mixed", "most") * rows:
        return None
    first = int(np.flatnonzero(pc.not_equal(table.column("period"), most).fill_null(False).to_numpy())[0])
    row = table.column("row")[first].as_py()
    cell = f"{sheet.letters['period']}{row}"
    strays = "、".join(period_words(found) for found in sorted(counts) if found != most)
    words = {"rows": rows, "most": counts[most], "agreed": period_words(most), "others": rows - counts[most]}
    place: dict[str, Any] = {"sheet": sheet.name, "cell": cell, "row": row, "column": sheet.headers["period"]}
    return issue("period_mixed", **place, value=strays, strays=strays, **words)

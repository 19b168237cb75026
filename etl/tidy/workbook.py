"""一个文件里的各张表合成一份整齐的数据：隐藏的表跳过，报告期对得上才收。"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from etl.issue import Issue, Refused
from etl.mark import is_own_sheet
from etl.read.workbook import Workbook
from etl.source import Source
from etl.tidy.period import PeriodNotQuarterEnd, period_words, stated_periods
from etl.tidy.sheet import TidySheet, tidy_sheet
from etl.words import _


@dataclass
class TidyBook:
    """All rows of a file that were understood, before the rules between rows. `period` is '' for kinds without one.

    `table` is None where no sheet has a key column; an error among `issues` means that the file can't be taken.
    """

    sheets: list[TidySheet]
    table: pa.Table | None
    period: str
    is_demo: bool
    issues: list[Issue] = field(default_factory=list)


def tidy_workbook(
    book: Workbook, path: Path, source: Source, lists: Mapping[str, Mapping[str, str]], period: str | None
) -> TidyBook:
    """Tidy every visible sheet that carries this source's header. Raises Refused where none does.

    Everything else that is wrong with the file is collected in `issues`: a missing or doubled column, no unit, an empty
    column, a period that is missing or contradicts itself.
    """
    issues: list[Issue] = []
    sheets: list[TidySheet] = []
    for sheet in book.sheets:
        if is_own_sheet(sheet):
            continue
        if not sheet.is_visible:
            issues.append(Issue("hidden_sheet", _("隐藏的工作表没有读取；要报送请先取消隐藏。"), "note", sheet.name))
            continue
        if not sheet.kind.num_rows:
            continue  # 新建工作簿自带的空白表，不值得一提
        result = tidy_sheet(sheet, source, lists)
        if result.skipped:
            message = _("{0}，这张表没有读取。").format(result.skipped)
            issues.append(Issue("skipped_sheet", message, "warning", sheet.name))
            continue
        sheets.append(result)
        issues += result.issues
    if not sheets:
        names = "、".join(column.headers[0] for column in source.columns if column.required)
        message = _("没有一张可见的表有“{0}”的表头（至少要有：{1}）；请核对文件或报表种类。").format(
            source.title, names
        )
        issues.append(Issue("no_table", message))
        raise Refused(issues)
    # 指标填报每行自带报告期，文件名和标题里的日期多半是报送日期。
    agreed = _agreed_period(sheets, path, period, issues) if source.record.name == "revenue" else ""
    tables = [_with_period(sheet, sheet.table, source, agreed) for sheet in sheets if sheet.table is not None]
    table = pa.concat_tables(tables, promote_options="default").combine_chunks() if tables else None
    return TidyBook(sheets, table, agreed, any(sheet.is_demo for sheet in sheets), issues)


def _agreed_period(sheets: list[TidySheet], path: Path, asked: str | None, issues: list[Issue]) -> str:
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
            message = _("{0}写的报告期 {1} 不是年初至季度末；只收 1-3月、1-6月、1-9月、1-12月的累计数。").format(
                where, error
            )
            issues.append(Issue("period_not_quarter", message, value=text))
    for sheet in sheets:
        for found, cell in sheet.title_periods.items():
            stated.setdefault(found, []).append(_("表“{0}”的 {1}").format(sheet.name, cell))
    if len(stated) > 1:
        said = "；".join(f"{period_words(found)}（{'、'.join(places)}）" for found, places in stated.items())
        message = _("报告期前后矛盾：{0}；请改成一致后再交。").format(said)
        issues.append(Issue("period_conflict", message, value="、".join(map(period_words, stated))))
        return ""
    is_said_wrong = any(issue.rule == "period_not_quarter" for issue in issues)
    if not stated and not is_said_wrong and not all("period" in sheet.letters for sheet in sheets):
        message = _("没有写报告期；请在标题写“报告期：2026年1-9月”，或用 --period 指定。")
        issues.append(Issue("period_missing", message))
        return ""
    return next(iter(stated), "")


def _with_period(sheet: TidySheet, table: pa.Table, source: Source, agreed: str) -> pa.Table:
    """The sheet's rows with a period each; a row whose own period contradicts the sheet's is set aside."""
    if not source.record.has_period:
        return table
    if "period" not in table.column_names:
        return table.append_column("period", pa.array([agreed] * len(table), pa.string()))
    if table.column("period").unique().to_pylist() == [agreed]:
        return table  # 每行都写着全表那一期，是最常见的
    own = table.column("period").to_pylist()
    if agreed and source.record.name == "revenue":
        for found, row in zip(own, table.column("row").to_pylist(), strict=True):
            if found is not None and found != agreed:
                cell = f"{sheet.letters['period']}{row}"
                said = period_words(found)
                message = _("这一行的报告期是 {0}，与全表的 {1} 不一致；请核对。").format(said, period_words(agreed))
                issue = Issue("period_conflict", message, "error", sheet.name, cell, row, sheet.headers["period"], said)
                sheet.aside.setdefault(row, []).append(issue)
    filled = pa.array([found or agreed or None for found in own], pa.string())
    for found, row in zip(filled.to_pylist(), table.column("row").to_pylist(), strict=True):
        if found is None and row not in sheet.aside:
            cell = f"{sheet.letters['period']}{row}"
            message = _("这一行没有写报告期；请补上。")
            sheet.aside[row] = [
                Issue("period_missing", message, "error", sheet.name, cell, row, sheet.headers["period"])
            ]
    return table.set_column(table.column_names.index("period"), "period", filled)

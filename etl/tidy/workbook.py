"""一个文件里的各张表合成一份整齐的数据：隐藏的表跳过，报告期对得上才收。"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from etl.issue import Issue, Refused
from etl.mark import is_own_sheet
from etl.read.workbook import Workbook
from etl.rule import issue
from etl.source import Source
from etl.tidy.agreement import agreed_period, mixed_periods, with_period
from etl.tidy.sheet import TidySheet, tidy_sheet


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
            issues.append(issue("hidden_sheet", sheet=sheet.name))
            continue
        if not sheet.kind.num_rows:
            continue  # 新建工作簿自带的空白表，不值得一提
        result = tidy_sheet(sheet, source, lists)
        if result.skipped:
            issues.append(issue("skipped_sheet", sheet=sheet.name, why=result.skipped))
            continue
        sheets.append(result)
        issues += result.issues
    if not sheets:
        names = "、".join(column.headers[0] for column in source.columns if column.required)
        issues.append(issue("no_table", source=source.title, names=names))
        raise Refused(issues)
    # 指标填报每行自带报告期，文件名和标题里的日期多半是报送日期。
    is_revenue = source.record.name == "revenue"
    agreed = agreed_period(sheets, path, period, issues) if is_revenue else ""
    tables = [with_period(sheet, sheet.table, source, agreed) for sheet in sheets if sheet.table is not None]
    if is_revenue and not agreed:
        issues += mixed_periods([sheet for sheet in sheets if sheet.table is not None], tables)
    table = pa.concat_tables(tables, promote_options="default").combine_chunks() if tables else None
    return TidyBook(sheets, table, agreed, any(sheet.is_demo for sheet in sheets), issues)

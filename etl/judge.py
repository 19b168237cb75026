"""把读出来的工作簿理成行、验过行与行、行与账：一行也不能没有下落。"""

# pyright: reportAttributeAccessIssue=false
# pyarrow.compute 的函数是运行时生成的，静态检查看不见。

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.account import FileAccount
from etl.issue import Issue, Refused
from etl.paths import clusters_dir, tiers_file
from etl.read.workbook import Workbook
from etl.recognise import recognise
from etl.rule import issue
from etl.rule_file import RuleFileError
from etl.source import Source, find_source
from etl.taxonomy import ENTERPRISE_DIMENSIONS, closed_list, load_taxonomies
from etl.tidy.outcome import what_is_not_listed
from etl.tidy.workbook import TidyBook, tidy_workbook
from etl.tier_rules import load_tier_rules
from etl.verify.calendar import check_calendar
from etl.verify.duplicates import set_duplicates_aside
from etl.verify.firms import aside_findings, firm_findings
from etl.verify.history import check_magnitude, check_two_columns, count_restated, past_of
from etl.verify.register import Register, read_register
from etl.verify.revenue import revenue_findings
from etl.verify.totals import check_totals
from etl.words import _
from etl.write.ledger import Filing

ClosedLists = Mapping[str, Mapping[str, str]]

_DOUBTFUL = ("unit_", "period_", "sheet_ambiguous", "ambiguous_header")  # 单位、报告期或列没定，数就谈不上对不对


@dataclass(frozen=True)
class Examined:
    """A file understood and checked, ready to be written."""

    account: FileAccount
    source: Source
    rows: pa.Table
    page: Mapping[str, object]


def understand(
    book: Workbook,
    path: Path,
    data: Path,
    source: Source | str | None,
    period: str | None,
    lists: ClosedLists | None = None,
) -> tuple[Source, TidyBook]:
    """Recognise, unless the source is given, and tidy; needs no look at the books.

    `lists` are the `closed_lists` of `data`, where many files are read by turns.
    Raises Refused where the file is no table of a known kind.
    """
    kind = source if isinstance(source, Source) else find_source(source) if source else recognise(book)
    tidy = tidy_workbook(book, path, kind, lists or closed_lists(data), period)
    tidy.issues[:0] = book.notes
    return kind, tidy


def closed_lists(data: Path) -> ClosedLists:
    """Of each dimension the spellings taken and what they stand for. Raises Refused where one is damaged."""
    try:
        taxonomies = load_taxonomies(clusters_dir(data))
        load_tier_rules(tiers_file(data))  # 分档写坏了建不成库：收之前就说
    except RuleFileError as error:
        raise Refused([Issue("taxonomy", problem) for problem in error.problems]) from error
    return {dimension: closed_list(taxonomies, dimension) for dimension in ENTERPRISE_DIMENSIONS}


def judge(path: Path, source: Source, tidy: TidyBook, ledger: Sequence[Filing], today: date) -> Examined:
    """The rules between rows, against the calendar and against what was filed before; then the account of every row."""
    issues = list(tidy.issues)
    is_refused = any(each.severity == "error" for each in issues)
    table = tidy.table
    if table is None:
        raise Refused(issues)
    out = _out_already(tidy, table)
    # 报告期没定的文件，几张表可能是几期：谈不上重复。
    by_name = {sheet.name: sheet for sheet in tidy.sheets}
    is_one_period = tidy.period or len(tidy.sheets) == 1 or not source.record.has_period
    if source.record.needed <= set(table.column_names) and (is_one_period or not is_refused):
        out[set_duplicates_aside(table, source.record, out, by_name)] = True
    kept = table.filter(pa.array(~out))
    register = read_register(ledger, is_demo=tidy.is_demo) if source.record.name == "revenue" else Register()
    for sheet in tidy.sheets:
        issues += check_totals(sheet, source)
        issues += aside_findings(sheet, register)
    issues += what_is_not_listed(tidy.sheets)
    restated = 0
    if _is_comparable(source, kept, tidy.issues):
        past = past_of(kept, ledger, is_demo=tidy.is_demo)
        suspect = check_calendar(kept, today) or check_two_columns(kept, by_name)
        suspect = suspect or check_magnitude(kept, past, by_name)
        if suspect:
            raise Refused([suspect, *issues])
        issues += revenue_findings(kept, past, by_name, register, ledger, is_demo=tidy.is_demo)
        restated = count_restated(kept, past)
    elif source.record.name == "register" and not is_refused:
        issues += firm_findings(kept, Register(), by_name)
    rows_in = sum(sheet.rows_in for sheet in tidy.sheets)
    if len(kept) == 0 and not is_refused:
        why = _("表头下面没有一行数据；请填好再交。")
        if rows_in:
            why = _("没有一行可以收下：{0} 行全部搁置，原因见各行。").format(rows_in)
        raise Refused([issue("nothing_kept", why=why), *issues])
    if is_refused:
        raise Refused(issues)
    account = FileAccount(
        file=path.name,
        source=source.title,
        period=_period_label(source, kept, tidy.period),
        rows_in=rows_in,
        rows_kept=len(kept),
        rows_set_aside=sum(len(sheet.aside) for sheet in tidy.sheets),
        restated=restated,
        issues=issues,
    )
    if account.rows_in != account.rows_kept + account.rows_set_aside:
        raise AssertionError(f"{path.name}: {account.rows_in} != {account.rows_kept} + {account.rows_set_aside}")
    return Examined(account, source, source.record.filled(kept), _page(source, tidy, account))


def _is_comparable(source: Source, kept: pa.Table, issues: Sequence[Issue]) -> bool:
    """Whether the figures mean what they say, so that they can be held against the books. A file refused for a missing
    name or a strange row is checked all the same: a clerk hears of every problem at once."""
    is_sure = not any(each.severity == "error" and each.rule.startswith(_DOUBTFUL) for each in issues)
    has_columns = {*source.record.needed, "period"} <= set(kept.column_names)
    return source.record.name == "revenue" and is_sure and has_columns


def _page(source: Source, tidy: TidyBook, account: FileAccount) -> dict[str, object]:
    sheets = [
        {"name": s.name, "letters": s.letters, "headers": s.headers, "units": s.units, "rows_in": s.rows_in}
        for s in tidy.sheets
    ]
    counts = {key: getattr(account, key) for key in ("rows_in", "rows_kept", "rows_set_aside", "restated")}
    return {
        "kind": "load",
        "file": account.file,
        "source": source.title,
        "record": source.record.name,
        "period": account.period,
        **counts,
        "is_demo": tidy.is_demo,
        "sheets": sheets,
    }


def _out_already(tidy: TidyBook, table: pa.Table) -> np.ndarray:
    out = np.zeros(len(table), dtype=bool)
    names, rows = table.column("sheet"), table.column("row").to_numpy()
    for sheet in tidy.sheets:
        if sheet.aside:
            out |= pc.equal(names, sheet.name).to_numpy() & np.isin(rows, list(sheet.aside))
    return out


def _period_label(source: Source, kept: pa.Table, agreed: str) -> str:
    if agreed or not source.record.has_period:
        return agreed
    periods = sorted(set(kept.column("period").to_pylist()))
    return periods[0] if len(periods) == 1 else f"{periods[0]}—{periods[-1]}"

"""读出来的一份文件认成哪种报表、接上表头、理成行、验过，再看还有什么要问。"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from etl.account import FileAccount
from etl.guess import likely_titles
from etl.heading import Known, SheetLook, sheet_looks
from etl.issue import Issue, Refused
from etl.judge import Examined, judge, understand
from etl.look import Ground, Look
from etl.mapping import adapted, compared, remembered
from etl.mark import mark_of
from etl.question import (
    MOST_HEADERS,
    Question,
    header_questions,
    last_units,
    period_questions,
    source_questions,
    unit_questions,
)
from etl.read.workbook import Workbook
from etl.recognise import recognise
from etl.scope import outside, without_others
from etl.source import Source, find_source
from etl.tidy.header import plain
from etl.tidy.period import PeriodNotQuarterEnd, stated_periods
from etl.tidy.workbook import TidyBook
from etl.waiting import Waiting
from etl.words import _
from etl.write.ledger import Filing


def understood(base: Ground, item: Waiting, book: Workbook) -> Look:
    """One file's look, from its workbook. What can't be taken is said in the account, never raised."""
    theirs = [each for each in base.ledger if each.page.get("sender") == item.sender] if item.sender else []
    kinds = [_with_headers(kind, item, theirs) for kind in base.kinds]
    try:
        kind = _chosen_kind(item, theirs) if item.choices.source else recognise(book, kinds)
    except Refused as refusal:
        account, shape = FileAccount(item.name, issues=refusal.issues), sheet_looks(book, None, None, Known(), kinds)
        asked = source_questions(refusal.issues, likely_titles(book, kinds))
        return Look(item, account, sheets=shape, questions=tuple(asked))
    known = Known(compared(item.choices.mapping), remembered(theirs, item.sender, kind.title))
    # 我们发的模板，单位是写定的，不必再问怎么与上次不同
    before = {} if mark_of(book) else last_units(theirs, item.sender, kind.title)
    tidy, source, issues = _tidied(base, item, book, kind)
    if tidy is None:
        sheets = sheet_looks(book, source, None, known, base.kinds)
        asked = tuple(islice(header_questions(sheets, source), MOST_HEADERS))
        return Look(item, FileAccount(item.name, issues=issues), kind.title, sheets, questions=asked)
    if others := outside(base.data, tidy, item.scope, source.record.name):
        # 别口的企业与账上一对照，就把它的数说出去了：不对照
        account = FileAccount(item.name, issues=[*others, *without_others(base.data, tidy.issues, item.scope)])
        return Look(item, account, source.title, sheet_looks(book, source, tidy, known, base.kinds), tidy.period)
    account, examined = _judged(base, item, source, tidy)
    account.issues[:] = without_others(base.data, account.issues, item.scope)
    sheets = sheet_looks(book, source, tidy, known, base.kinds)
    questions = (
        *period_questions(tidy, account.issues, item.choices, base.expected_period, _one_period(source, account)),
        *unit_questions(tidy, account.issues, item.choices, before),
        *islice(header_questions(sheets, source), MOST_HEADERS),
    )
    if examined is not None:
        told = {"sender": item.sender, "mapping": _used(sheets, known)}
        examined = replace(examined, page={**examined.page, **{key: value for key, value in told.items() if value}})
    return _finished(base, item, source, tidy, account, examined, sheets, questions)


def _finished(
    base: Ground,
    item: Waiting,
    source: Source,
    tidy: TidyBook,
    account: FileAccount,
    examined: Examined | None,
    sheets: tuple[SheetLook, ...],
    questions: tuple[Question, ...],
) -> Look:
    held = held_by(base.ledger, item.sha256, source.text, account.period) if examined else ""
    if held:
        message = _("这个文件已经收过（{0}），不重复收。").format(held)
        account.issues.append(Issue("already_filed", message, "warning"))
    elif examined and (other := _filed_otherwise(base.ledger, item.sha256)):
        message = _("同样的文件按别的读法收过（{0}）；再收一次就以这次为准，请核对。").format(other)
        account.issues.append(Issue("filed_otherwise", message, "warning"))
    unit = "、".join(dict.fromkeys(sheet.unit for sheet in sheets if sheet.unit))
    period = account.period or tidy.period
    return Look(item, account, source.title, sheets, period, unit, questions, examined, held)


def _one_period(source: Source, account: FileAccount) -> str:
    """The one quarter the rows of a revenue form are of; indicators are published for any."""
    is_form = source.record.name == "revenue" and "—" not in account.period
    return account.period if is_form else ""


def held_by(ledger: Sequence[Filing], sha256: str, source_text: str, period: str) -> str:
    """The active filing of the same bytes read in the same way: by the same source text, for the same period; or ""."""
    text = hashlib.sha256(source_text.encode()).hexdigest()
    for filing in ledger:
        page = filing.page
        same_bytes = filing.is_active and page.get("sha256") == sha256
        if same_bytes and page["digests"]["source.toml"] == text and page["period"] == period:
            return filing.name
    return ""


def _filed_otherwise(ledger: Sequence[Filing], sha256: str) -> str:
    return next((each.name for each in ledger if each.is_active and each.page.get("sha256") == sha256), "")


def named_for(name: str, period: str | None) -> Path:
    """The name a file's period may be read from: none where somebody said the period and the name says another."""
    path = Path(name)
    try:
        is_other = bool(period) and stated_periods(path.stem) not in ([], [period])
    except PeriodNotQuarterEnd:
        is_other = bool(period)
    return path.with_name(_("来件") + path.suffix) if is_other else path


def _with_headers(kind: Source, item: Waiting, ledger: Sequence[Filing]) -> Source:
    """The kind with the headers this sender's files are known by, those chosen now first."""
    return adapted(kind, remembered(ledger, item.sender, kind.title) | compared(item.choices.mapping))


def _chosen_kind(item: Waiting, ledger: Sequence[Filing]) -> Source:
    return _with_headers(find_source(item.choices.source), item, ledger)


def _tidied(base: Ground, item: Waiting, book: Workbook, kind: Source) -> tuple[TidyBook | None, Source, list[Issue]]:
    """The tidied file and the source it was read by, the clerk's word on the unit in it; None where no sheet fits."""
    path = named_for(item.name, item.choices.period)
    period = item.choices.period or None
    unit = item.choices.unit
    try:
        _source, tidy = understand(book, path, base.data, kind, period, base.lists)
        stated = {each for sheet in tidy.sheets for each in sheet.units.values()}
        unsaid = any(issue.rule in ("unit_missing", "unit_ambiguous") for issue in tidy.issues)
        if unit and (unsaid or unit not in stated):
            source = adapted(kind, {}, unit=unit, is_certain=True)
            _source, tidy = understand(book, path, base.data, source, period, base.lists)
            if not unsaid:
                message = _("表上写的单位是{0}，收的人指定按{1}；请核对。").format("、".join(sorted(stated)), unit)
                tidy.issues.append(Issue("unit_overruled", message, "warning", value=unit))
            kind = source
        return tidy, kind, []
    except Refused as refusal:
        return None, kind, refusal.issues


def _judged(base: Ground, item: Waiting, source: Source, tidy: TidyBook) -> tuple[FileAccount, Examined | None]:
    try:
        examined = judge(Path(item.name), source, tidy, base.ledger, base.today)
    except Refused as refusal:
        return FileAccount(item.name, issues=refusal.issues), None
    return examined.account, examined


def _used(sheets: Sequence[SheetLook], known: Known) -> dict[str, str]:
    """Plain header → column of what was chosen or remembered and is on these sheets: what to remember next time."""
    told = {**known.remembered, **known.chosen}
    on_sheets = {plain(match.header) for sheet in sheets for match in sheet.matches}
    return {header: column for header, column in told.items() if header in on_sheets}

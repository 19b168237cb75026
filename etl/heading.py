"""每张表上认出了什么：表头在哪一行，哪一列接到我们的哪一列，怎么认得的，不认得的像什么。"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl.guess import guessed_header
from etl.mapping import Suggestion, suggestions
from etl.mark import is_own_sheet
from etl.read.workbook import Sheet, Workbook
from etl.source import Source
from etl.tidy.header import Named
from etl.tidy.sheet import sheet_header
from etl.tidy.workbook import TidyBook
from etl.words import _

_FIRST_ROWS = 5
_SHOWN_CHARACTERS = 60


@dataclass(frozen=True)
class HeaderMatch:
    """One column of a sheet. `how`: exact, remembered, chosen, ignored, unknown or ambiguous; `column` "" = none of
    ours; `suggestions` only where somebody has to choose."""

    sheet: str
    letter: str
    header: str
    column: str = ""
    label: str = ""
    how: str = "unknown"
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True)
class SheetLook:
    """One sheet as understood. `header_row` is the spreadsheet's own number of the last header row, 0 = none found;
    `first_rows` are the rows below it as text, cut to what fits a table; `unit` the units of the amounts."""

    name: str
    is_used: bool
    why_skipped: str = ""
    header_row: int = 0
    unit: str = ""
    matches: tuple[HeaderMatch, ...] = ()
    first_rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Known:
    """How headers (plain) are known beyond the source's own: chosen now, or remembered from before."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    remembered: Mapping[str, str] = field(default_factory=dict)


def sheet_looks(
    book: Workbook, source: Source | None, tidy: TidyBook | None, known: Known, kinds: Sequence[Source]
) -> tuple[SheetLook, ...]:
    """What was understood of each sheet that has a cell, hidden ones too; without a source just what it looks like."""
    looks: list[SheetLook] = []
    for sheet in book.sheets:
        if is_own_sheet(sheet):
            continue
        if not sheet.is_visible:
            looks.append(SheetLook(sheet.name, is_used=False, why_skipped=_("隐藏的工作表没有读取。")))
        elif sheet.kind.num_rows and source is None:
            row, named = guessed_header(sheet, kinds) or (None, {})
            matches = tuple(_match(sheet, at, raw) for at, (_plain, raw) in sorted(named.items()))
            looks.append(_shape(sheet, row, matches))
        elif sheet.kind.num_rows and source is not None:
            looks.append(_look(sheet, source, tidy, known, kinds))
    return tuple(looks)


def _look(sheet: Sheet, source: Source, tidy: TidyBook | None, known: Known, kinds: Sequence[Source]) -> SheetLook:
    is_used = any(each.name == sheet.name for each in tidy.sheets) if tidy else False
    row, named, mapped, doubled = _headed(sheet, source, is_used=is_used)
    matches: list[HeaderMatch] = []
    labels = {column.name: column.headers[0] for column in source.columns}
    for at, (text, raw) in sorted(named.items()):
        match = _match(sheet, at, raw, mapped.get(at, ""))
        how = "ambiguous" if at in doubled else _how(text, match.column, source, known)
        offered = suggestions(match.header, source, kinds) if how in ("ambiguous", "unknown") else ()
        matches.append(replace(match, label=labels.get(match.column, ""), how=how, suggestions=offered))
    why = "" if is_used else _("没有找到“{0}”的表头。").format(source.title)
    unit = _units(sheet.name, tidy) if tidy else ""
    return replace(_shape(sheet, row, tuple(matches)), is_used=is_used, why_skipped=why, unit=unit)


def _headed(
    sheet: Sheet, source: Source, *, is_used: bool
) -> tuple[int | None, Named, dict[int, str], Collection[int]]:
    """The last header row, its cells, the column of ours of each that has one, and those that share one.

    On a sheet that couldn't be used a row with one known word may hide the real header: the likeliest is shown instead.
    """
    header = sheet_header(sheet, source) if is_used else None
    if header is None:
        row, named = guessed_header(sheet, [source]) or (None, {})
        fields = {at: source.by_header[text].name for at, (text, _raw) in named.items() if text in source.by_header}
        return row, named, fields, [at for at, name in fields.items() if list(fields.values()).count(name) > 1]
    mapped = {at: name for name, at in header.mapped.items()}
    mapped |= {second: mapped[first] for first, second in header.clashes}
    return header.last_row, header.named, mapped, [at for pair in header.clashes for at in pair]


def _how(text: str, column: str, source: Source, known: Known) -> str:
    if column:
        return "chosen" if known.chosen.get(text) else "remembered" if known.remembered.get(text) else "exact"
    return "ignored" if text in source.ignored else "unknown"


def _units(name: str, tidy: TidyBook) -> str:
    """The units of a sheet's amounts; "" where one isn't known, as then a stand-in was used."""
    if any(issue.sheet == name and issue.rule in ("unit_missing", "unit_ambiguous") for issue in tidy.issues):
        return ""
    found = [unit for sheet in tidy.sheets if sheet.name == name for unit in sheet.units.values()]
    return "、".join(dict.fromkeys(found))


def _shape(sheet: Sheet, row: int | None, matches: tuple[HeaderMatch, ...]) -> SheetLook:
    below = range(0 if row is None else row + 1, sheet.kind.num_rows)[:_FIRST_ROWS]
    rows = tuple(tuple(text[:_SHOWN_CHARACTERS] for text in sheet.cells(each)) for each in below)
    return SheetLook(sheet.name, False, "", 0 if row is None else row + 1, "", matches, rows)


def _match(sheet: Sheet, at: int, raw: str, column: str = "") -> HeaderMatch:
    return HeaderMatch(sheet.name, sheet.kind.column_names[at], re.sub(r"\s+", "", raw), column)

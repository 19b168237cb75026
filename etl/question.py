"""只有人才答得了的事：是哪种报表、哪一期、什么单位、这个表头是什么。没有答完，就不能收。"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.heading import HeaderMatch, SheetLook
from etl.issue import Issue
from etl.source import Source
from etl.tidy.period import period_words
from etl.tidy.unit import MONEY_UNITS
from etl.tidy.workbook import TidyBook
from etl.waiting import Choices
from etl.words import _
from etl.write.ledger import Filing

MOST_HEADERS = 30  # 个表头；再多就不是答问，是要换一份表
_LIKELY = 70  # 分；不认得的表头这样像一列还没有着落的，就要问
_UNRECOGNISED = ("unrecognised", "recognised_twice")


@dataclass(frozen=True)
class Question:
    """Something to be answered by `Choices`. kind: source, period, unit or header; `options` are the values that answer
    it, likeliest first, () where only another file does; `header` is the one asked about."""

    kind: str
    message: str
    options: tuple[str, ...] = ()
    header: str = ""
    sheet: str = ""


def source_questions(issues: Sequence[Issue], titles: tuple[str, ...]) -> Iterator[Question]:
    """Which kind of spreadsheet it is, where that couldn't be told; `titles` likeliest first."""
    for issue in issues:
        if issue.rule in _UNRECOGNISED:
            yield Question("source", issue.message, titles)


def period_questions(
    tidy: TidyBook, issues: Sequence[Issue], choices: Choices, expected: str, found: str = ""
) -> Iterator[Question]:
    """Which period the figures are of, where the file doesn't say or says another than is expected.

    `found` is the one period its rows are of, "" where they are of several or of none.
    """
    period = tidy.period or found
    if any(issue.rule == "period_missing" and not issue.row for issue in issues):
        options = (expected,) if expected else ()
        yield Question("period", _("文件没有写报告期；请指定是哪一期。"), options)
    elif period and expected and period not in (expected, choices.period):
        message = _("文件写的是{0}，这里要收的是{1}；请确认收{0}的，或换成对的文件。")
        said = message.format(period_words(period), period_words(expected))
        yield Question("period", said, (period,))


def unit_questions(
    tidy: TidyBook, issues: Sequence[Issue], choices: Choices, before: Mapping[str, str]
) -> Iterator[Question]:
    """In which unit the amounts are, where the file doesn't say, says several or another than the sender's last one.

    `before`: our column → unit of that last filing.
    """
    asked = [issue for issue in issues if issue.rule in ("unit_missing", "unit_ambiguous")]
    likely = dict.fromkeys((*before.values(), *MONEY_UNITS))
    suspects = [issue for issue in issues if issue.rule == "unit_suspect"]
    if suspects and not choices.unit:
        yield Question("unit", suspects[0].message, tuple(likely))
        return
    if asked:
        columns = "、".join(dict.fromkeys(issue.column for issue in asked))
        yield Question("unit", _("“{0}”的计量单位没有写，或写了几种；请指定是哪一种。").format(columns), tuple(likely))
        return
    for sheet in tidy.sheets:
        changed = {name: unit for name, unit in sheet.units.items() if before.get(name, unit) != unit}
        if changed and not choices.unit:
            name, unit = next(iter(changed.items()))
            message = _("“{0}”这次是{1}，上次报来的是{2}；请确认这次的单位。")
            said = message.format(sheet.headers[name], unit, before[name])
            yield Question("unit", said, tuple(dict.fromkeys((unit, *likely))), sheet=sheet.name)
            return


def header_questions(sheets: Sequence[SheetLook], source: Source) -> Iterator[Question]:
    """What a header means: two stand for one column, or a strange one is much like a column that is still missing."""
    for sheet in _asked_about(sheets):
        found = {match.column for match in sheet.matches}
        needed = {column.name for column in source.columns if column.required} - found
        for match in sheet.matches:
            options = tuple(each.column for each in match.suggestions)
            if match.how == "ambiguous":
                message = _("{0} 列“{1}”和别的列都像是“{2}”；请选它是哪一列，或不取它。")
                said = message.format(match.letter, match.header, match.label)
                yield Question("header", said, (*options, ""), match.header, sheet.name)
            elif match.how == "unknown" and _is_likely(match, found, needed):
                message = _("不认得 {0} 列的表头“{1}”；请选它是哪一列，或不取它。").format(match.letter, match.header)
                yield Question("header", message, (*options, ""), match.header, sheet.name)


def _asked_about(sheets: Sequence[SheetLook]) -> list[SheetLook]:
    """The sheets that are used; where none is, the one most of whose headers are like ours."""
    used = [sheet for sheet in sheets if sheet.is_used]
    if used:
        return used
    scores = [sum(match.suggestions[0].score for match in sheet.matches if match.suggestions) for sheet in sheets]
    return [sheets[scores.index(max(scores))]] if scores else []


def _is_likely(match: HeaderMatch, found: set[str], needed: set[str]) -> bool:
    open_ones = [each for each in match.suggestions if each.column not in found]
    return any(each.score >= _LIKELY or each.column in needed for each in open_ones)


def last_units(ledger: Sequence[Filing], sender: str, title: str) -> dict[str, str]:
    """Our column → unit, as in the last active filing from this sender of this kind; {} for a sender without a name."""
    for filing in reversed(ledger if sender else ()):
        page = filing.page
        if filing.is_active and page.get("sender") == sender and page.get("source") == title:
            return {name: unit for sheet in page["sheets"] for name, unit in sheet["units"].items()}
    return {}

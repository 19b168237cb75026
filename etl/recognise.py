"""一个工作簿是哪种报表：看它的表头最像随系统来的哪一种，像不出来或一样像，就请人指定。"""

from collections.abc import Sequence
from dataclasses import dataclass

from etl.issue import Issue, Refused
from etl.mark import mark_of
from etl.read.workbook import Workbook
from etl.source import Source, shipped_sources
from etl.tidy.sheet import sheet_header
from etl.words import _


@dataclass(frozen=True)
class _Likeness:
    """How far the best visible sheet is this kind: columns mapped, required headers missing, strange headers."""

    source: Source
    mapped: int
    missing: tuple[str, ...]
    unknown: int


def _likeness(book: Workbook, source: Source) -> _Likeness:
    """The likeness of a workbook to a kind of spreadsheet; `mapped` is 0 where no visible sheet has its header.

    A sheet with fewer than half of the columns no record of this kind can do without is something else.
    """
    needed = source.record.needed
    best = _Likeness(source, 0, (), 0)
    for sheet in book.sheets:
        header = sheet_header(sheet, source) if sheet.is_visible else None
        if header is None or 2 * len(needed & header.mapped.keys()) < len(needed):
            continue
        if len(header.mapped) > best.mapped:
            lacking = tuple(c.headers[0] for c in source.columns if c.required and c.name not in header.mapped)
            best = _Likeness(source, len(header.mapped), lacking, len(header.unknown))
    return best


def recognise(book: Workbook, kinds: Sequence[Source] | None = None) -> Source:
    """The kind whose headers this workbook carries most of; refused where none does or two do equally well.

    `kinds` are those to choose from, without it those that are shipped.

    A workbook that is most like a kind of which it lacks a column is that kind, to be refused for the missing column:
    taking it for a lesser kind which happens to be complete would file a revenue form as a mere register.
    """
    offered = kinds or shipped_sources()
    mark = mark_of(book)
    marked = [kind for kind in offered if mark and kind.title == mark.kind]
    if marked:  # 我们发的模板，不必再猜
        return marked[0]
    likely = sorted((_likeness(book, kind) for kind in offered), key=lambda like: -like.mapped)
    best, *others = [like for like in likely if like.mapped == likely[0].mapped]
    if best.mapped == 0:
        names = "、".join(like.source.title for like in likely)
        message = _(
            "认不出是哪种报表（现有：{0}）；请指定种类（页面上选，命令行用 --source），或为它写一份来源说明。"
        ).format(names)
        raise Refused([Issue("unrecognised", message)])
    complete = [like for like in (best, *others) if not like.missing]
    if not others or (len(complete) == 1 and not complete[0].unknown):
        return complete[0].source if complete else best.source
    told = _("还是").join(
        _("“{0}”（但缺“{1}”列）").format(like.source.title, "、".join(like.missing))
        if like.missing
        else _("“{0}”").format(like.source.title)
        for like in (best, *others)
    )
    message = _("分不清是{0}；请指定是哪一种（页面上选，命令行用 --source），或把表头改成该种报表的写法。").format(told)
    raise Refused([Issue("recognised_twice", message)])

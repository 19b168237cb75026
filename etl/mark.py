"""系统自己加进工作簿的表：退回件的「问题清单」，模板里的暗记。读表时认得出，不当作报表。"""

import hashlib
from dataclasses import astuple, dataclass

from etl.read.workbook import Sheet, Workbook
from etl.words import _

LIST_SHEET = _("问题清单")
MARK_SHEET = _("模板信息")
TEMPLATE_VERSION = "2"  # 模板的排法一变就加一
_SIGNATURE = "产业一网通览模板"  # 写进发出去的文件，不随界面语言变
_KEYS = ("种类", "模板版本", "报告期", "街道", "来源说明摘要")


@dataclass(frozen=True)
class Mark:
    """What a template says of itself: the title of its kind, its layout's version, the quarter and the sub-districts or
    clusters it was made for ('' for any), and the first 16 hex digits of the sha256 of its source TOML."""

    kind: str
    version: str
    period: str
    part: str
    digest: str

    def lines(self) -> list[tuple[str, str]]:
        """The rows of the hidden sheet, from its first: signature, then key and value."""
        return [(_SIGNATURE, ""), *zip(_KEYS, astuple(self), strict=True)]


def source_digest(text: str) -> str:
    """How a mark names a source TOML."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def mark_of(book: Workbook) -> Mark | None:
    """The mark of a workbook that was filled in on one of our templates; None where it carries none, or a torn one."""
    for sheet in book.sheets:
        if _is_marked(sheet) and sheet.kind.num_rows > len(_KEYS):
            said = {sheet.cell(row, 0): sheet.cell(row, 1) for row in range(1, len(_KEYS) + 1)}
            if said.keys() == set(_KEYS) and said[_KEYS[0]]:
                return Mark(*(said[key] for key in _KEYS))
    return None


def is_own_sheet(sheet: Sheet) -> bool:
    """Whether the system itself put this sheet into the workbook: there is nothing in it to be read or to be told."""
    return _is_marked(sheet) or (sheet.name.startswith(LIST_SHEET) and _first(sheet).startswith(f"{LIST_SHEET}："))


def _is_marked(sheet: Sheet) -> bool:
    return not sheet.is_visible and sheet.name == MARK_SHEET and _first(sheet) == _SIGNATURE


def _first(sheet: Sheet) -> str:
    return sheet.cell(0, 0) if sheet.kind.num_rows and sheet.kind.num_columns else ""

"""退回件上的标注：问题格子按轻重涂色，批注写明错在哪里、怎么改。"""

from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.utils.exceptions import CellCoordinatesException
from openpyxl.worksheet.worksheet import Worksheet

from etl.giveback_list import plain_text
from etl.issue import Issue
from etl.ranked import LEVELS
from etl.words import _

COLOURS = {"error": "F4B8B2", "warning": "FFE08A", "note": "D6E6F7"}
_MOST = 3_000  # 格。批注再多，Excel 打开就慢了；清单里是全的
_AUTHOR = _("产业一网通览")
_LONGEST = 1_500  # 字；Excel 的批注放得下的多得多，人看不了那么多
_WIDTH = 340  # 像素
_LETTERS_A_LINE = 24
_LINE = 19  # 像素


def mark_cells(book: Workbook, issues: Sequence[Issue]) -> Mapping[int, tuple[str, str]]:
    """Colour and comment the cells that `issues` name; position of an issue → (sheet, cell) where it was marked.

    An issue about a row goes to the row's first cell, one inside a merged range to the range's first; one about a sheet
    or the file is only listed. A cell with several issues takes the colour of the worst and names all of them.
    """
    found: dict[tuple[str, str], list[int]] = {}
    for at, issue in enumerate(issues):
        if issue.sheet in book.sheetnames and (place := _place(book[issue.sheet], issue)):
            found.setdefault((issue.sheet, place), []).append(at)
    worst_first = sorted(found, key=lambda key: min(list(LEVELS).index(issues[at].severity) for at in found[key]))
    marked: dict[int, tuple[str, str]] = {}
    for number, (sheet, cell) in enumerate(worst_first):
        if number < _MOST:
            _mark(book[sheet], cell, [issues[at] for at in found[sheet, cell]])
        marked |= dict.fromkeys(found[sheet, cell], (sheet, cell))
    return marked


def _place(sheet: object, issue: Issue) -> str:
    """The cell to mark, '' where there is none: chart sheets have no cells, and an address may be of no worksheet."""
    if not isinstance(sheet, Worksheet):
        return ""
    address = issue.cell or (f"A{issue.row}" if issue.row else "")
    try:
        if not address or not coordinate_from_string(address):
            return ""
        cell = sheet[address]
    except (CellCoordinatesException, ValueError):
        return ""
    if isinstance(cell, MergedCell):
        merged = next((area for area in sheet.merged_cells.ranges if address in area), None)
        return merged.start_cell.coordinate if merged else ""
    return address


def _mark(sheet: Worksheet, address: str, issues: Sequence[Issue]) -> None:
    cell = sheet[address]
    severity = next(level for level in LEVELS if any(issue.severity == level for issue in issues))
    cell.fill = PatternFill("solid", fgColor=COLOURS[severity])
    lines = [f"【{LEVELS[issue.severity]}】{plain_text(issue.message)}" for issue in issues]
    if cell.comment is not None:
        lines.append(_("原批注：{0}").format(plain_text(cell.comment.text)))
    text = "\n".join(dict.fromkeys(lines))[:_LONGEST]
    height = _LINE * (1 + sum(1 + len(line) // _LETTERS_A_LINE for line in text.split("\n")))
    cell.comment = Comment(text, _AUTHOR, height=height, width=_WIDTH)

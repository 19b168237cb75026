"""退回件最前面的「问题清单」：按轻重计数，逐条写明在哪一格、值是什么、怎么改，点得到那一格。"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from etl.issue import Issue
from etl.mark import LIST_SHEET
from etl.ranked import LEVELS
from etl.words import _

_TONES = {"error": "F4B8B2", "warning": "FFE08A", "note": "D6E6F7"}
_WIDTHS = (6, 8, 18, 10, 22, 26, 80, 14)
_LETTERS = (4, 9, 5, 11, 13, 40)  # 除序号外，各列一行排得下几个字
_LINE = 16  # 磅
_LONGEST = 2_000
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_THIN = Side(style="thin", color="E3E7EC")


def write_list(
    book: Workbook,
    name: str,
    issues: Sequence[Issue],
    marked: Mapping[int, tuple[str, str]],
    told: Sequence[str],
    refused: str,
) -> None:
    """Add the list as the first, selected sheet of `book`, in the order given; `marked`: the cell each links to.

    `told` is how the copy was made, `refused` what becomes of refused rows.
    """
    sheet = book.create_sheet(_free_name(book), 0)
    book.active = 0
    for other in book.worksheets:  # 两张表同时被选中时，改一张等于改两张
        other.sheet_view.tabSelected = other is sheet
    inert_cell(sheet, 1, 1, _("问题清单：{0}").format(name)).font = Font(bold=True, size=14)
    counts = Counter(issue.severity for issue in issues)
    summary = _("共{0}条：").format(len(issues)) + "，".join(
        _("{0}{1}条").format(words, counts[level]) for level, words in LEVELS.items()
    )
    inert_cell(sheet, 2, 1, summary)
    lines = [
        *told,
        refused
        + _("提醒（黄色）请核对，无误的请附一句原因；提示（蓝色）供参考，不必改。改好后可直接交这一份，本页不必删。"),
    ]
    for row, line in enumerate(lines, 3):
        inert_cell(sheet, row, 1, line).font = Font(color="5B6675")
    top = 4 + len(lines)
    for column, title in enumerate(_titles(), 1):
        cell = inert_cell(sheet, top, column, title)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="F6F8FA")
        sheet.column_dimensions[cell.column_letter].width = _WIDTHS[column - 1]
    for at, each in enumerate(issues):
        _write_issue(sheet, top + at + 1, at + 1, each, marked.get(at))
    sheet.freeze_panes = f"A{top + 1}"
    sheet.auto_filter.ref = f"A{top}:H{top + max(1, len(issues))}"  # 按金额排，先改要紧的
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _titles() -> tuple[str, ...]:
    return _("序"), _("级别"), _("表"), _("格"), _("列"), _("值"), _("问题与办法"), _("涉及金额（万元）")


def _write_issue(sheet: Worksheet, row: int, number: int, issue: Issue, place: tuple[str, str] | None) -> None:
    where = issue.cell or (_("第 {0} 行").format(issue.row) if issue.row else "")
    words = (LEVELS[issue.severity], issue.sheet, where, issue.column, issue.value, issue.message)
    sheet.cell(row, 1, number)
    for column, text in enumerate(words, 2):
        inert_cell(sheet, row, column, text)
    sheet.cell(row, 2).fill = PatternFill("solid", fgColor=_TONES[issue.severity])
    if issue.stake_10k_cny is not None:
        sheet.cell(row, 8, float(issue.stake_10k_cny)).number_format = "#,##0.00"
    lines = max(-(-len(text) // room) for text, room in zip(words, _LETTERS, strict=True))
    sheet.row_dimensions[row].height = _LINE * max(1, lines)
    for cell in sheet[row]:
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        cell.border = Border(bottom=_THIN)
    if place:
        name = place[0].replace("'", "''")
        link = sheet.cell(row, 4)
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{name}'!{place[1]}")
        link.font = Font(color="1F5FA8", underline="single")


def inert_cell(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text that stays a text: `=1+1`, `+x`, `-x`, `@x` are no formulas, and nothing unseen is kept."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    if text:
        cell.value = plain_text(text)
        cell.data_type = "s"  # openpyxl 把 = 开头的当公式，要在赋值之后改回文字
        cell.quotePrefix = text[0] in "=+-@"  # 双击再回车也还是文字
    return cell


def plain_text(text: str) -> str:
    """The text without control, bidi and zero-width characters, which a cell can't hold or nobody can see."""
    seen = "".join(
        character if character == "\n" or unicodedata.category(character) not in _UNSEEN else " "
        for character in text[:_LONGEST]
    )
    return re.sub(r"[\ufffe\uffff]", " ", seen)


def _free_name(book: Workbook) -> str:
    taken = {name.casefold() for name in book.sheetnames}
    return next(name for name in [LIST_SHEET, *(f"{LIST_SHEET}{n}" for n in range(2, 300))] if name not in taken)

"""季报工作簿：标题、单位、表头、各行、合计、说明，按那一季的样子写出来。"""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from etl.demo.columns import DECIMALS, MONEY, NUMBER_FORMATS, WIDTHS, amount, growth_pct, heading
from etl.demo.forms import Row
from etl.demo.layout import Layout, areas
from etl.demo.quarters import Quarter


def new_book(path: Path, day: date) -> Workbook:
    """A workbook whose bytes depend on nothing but its content: it was made on the day it says."""
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"author": "演示", "created": datetime(day.year, day.month, day.day, 9)})
    return book


def write_form(path: Path, quarter: Quarter, rows: Sequence[Row], layout: Layout, day: date) -> None:
    """Write one quarterly workbook, rows in the order given; rows without revenue as the layout says."""
    with new_book(path, day) as book:
        for name, part in _sheets(rows, layout, quarter):
            _write_sheet(book, book.add_worksheet(name), part, layout, quarter, day)
        if layout.hidden_sheet:
            _hidden_sheet(book, layout.hidden_sheet, rows)


def _sheets(rows: Sequence[Row], layout: Layout, quarter: Quarter) -> list[tuple[str, list[Row]]]:
    listed = [row for row in rows if row.revenue is not None or layout.absent == "dash"]
    if layout.sheets != "areas":
        return [(f"{quarter.year}年{quarter.quarter}季度", listed)]
    return [(name, [row for row in listed if row.firm.subdistrict in places]) for name, places in areas().items()]


def _write_sheet(
    book: Workbook, sheet: Worksheet, rows: Sequence[Row], layout: Layout, quarter: Quarter, day: date
) -> None:
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14, "align": "center", "font_name": "宋体"}),
        "head": book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}),
        "money": book.add_format({"num_format": NUMBER_FORMATS[layout.unit], "border": 1}),
        "pct": book.add_format({"num_format": "0.0", "border": 1}),
        "text": book.add_format({"border": 1}),
    }
    last = len(layout.columns) - 1
    line = _write_head(sheet, layout, quarter, formats)
    sheet.freeze_panes(line, 3)
    for at, column in enumerate(layout.columns):
        sheet.set_column(at, at, WIDTHS.get(column, 15))
    for serial, row in enumerate(rows, start=1):
        for at, column in enumerate(layout.columns):
            _write_cell(sheet, line, at, column, serial, row, layout, formats)
        line += 1
    _write_totals(sheet, line, rows, layout, formats)
    line += 2
    for note in layout.notes:
        sheet.merge_range(line, 0, line, last, note)
        line += 1
    sheet.write_string(line, 0, "填表人：演示员")
    sheet.write_string(line, last, f"填报日期：{day.year}年{day.month}月{day.day}日")


def _write_head(sheet: Worksheet, layout: Layout, quarter: Quarter, formats: dict[str, Format]) -> int:
    """Title, form number, period and unit lines and the header; returns the first data line."""
    last = len(layout.columns) - 1
    sheet.merge_range(0, 0, 0, last, layout.title, formats["title"])
    line = 1
    if layout.form_number:
        sheet.write_string(line, last - 1, "表    号：演示101表")
        sheet.write_string(line + 1, last - 1, "制定机关：区工业和信息化局（虚构）")
        line += 2
    sheet.write_string(line, 0, f"报告期：{quarter.months if layout.period_as == 'months' else quarter.in_words}")
    if layout.unit_at == "line":
        sheet.write_string(line, last - 1, f"计量单位：{layout.unit}")
    line += 1
    headings = [heading(column, layout) for column in layout.columns]
    for at, over in enumerate(headings):
        if layout.header_rows == 1:
            sheet.write_string(line, at, over.upper, formats["head"])
        elif not over.lower:
            sheet.merge_range(line, at, line + 1, at, over.upper, formats["head"])
        else:
            sheet.write_string(line + 1, at, over.lower, formats["head"])
            _write_upper(sheet, line, at, [other.upper for other in headings], formats["head"])
    return line + layout.header_rows


def _write_upper(sheet: Worksheet, line: int, at: int, uppers: list[str], head: Format) -> None:
    """The upper header cell once, over all columns it covers."""
    if at and uppers[at - 1] == uppers[at]:
        return
    end = at
    while end + 1 < len(uppers) and uppers[end + 1] == uppers[at]:
        end += 1
    if end > at:
        sheet.merge_range(line, at, line, end, uppers[at], head)
    else:
        sheet.write_string(line, at, uppers[at], head)


def _write_cell(
    sheet: Worksheet, line: int, at: int, column: str, serial: int, row: Row, layout: Layout, formats: dict[str, Format]
) -> None:
    if column == "serial":
        sheet.write_number(line, at, serial, formats["text"])
    elif column == "growth":
        _write_growth(sheet, line, at, row, layout, formats["pct"])
    elif column in MONEY:
        _write_money(sheet, line, at, getattr(row, column), layout, formats["money"])
    elif column == "employees":
        if row.employees is not None:
            sheet.write_number(line, at, row.employees, formats["text"])
    else:
        value = row.firm.subdistrict if column == "subdistrict" else getattr(row, column)
        sheet.write_string(line, at, value, formats["text"])


def _write_money(sheet: Worksheet, line: int, at: int, yuan: int | None, layout: Layout, money: Format) -> None:
    if yuan is None:
        if layout.absent == "dash":
            sheet.write_string(line, at, "—", money)
        return
    value = amount(yuan, layout.unit)
    if layout.numbers == "text":
        sheet.write_string(line, at, f"{value:,.{DECIMALS[layout.unit]}f}", money)
    else:
        sheet.write_number(line, at, float(value), money)


def _write_growth(sheet: Worksheet, line: int, at: int, row: Row, layout: Layout, pct: Format) -> None:
    value = growth_pct(row)
    if value is None:
        return
    if layout.growth == "formula":
        formula = f"=ROUND(({_cell(line, at - 2)}/{_cell(line, at - 1)}-1)*100,1)"
        sheet.write_formula(line, at, formula, pct, float(value))  # pyright: ignore[reportArgumentType]  # 标注只写了 int
    else:
        sheet.write_number(line, at, float(value), pct)


def _write_totals(sheet: Worksheet, line: int, rows: Sequence[Row], layout: Layout, formats: dict[str, Format]) -> None:
    sheet.write_string(line, 0, "小计" if layout.sheets == "areas" else "合计", formats["text"])
    for at, column in enumerate(layout.columns):
        if column in MONEY:
            total = sum(getattr(row, column) or 0 for row in rows)
            _write_money(sheet, line, at, total, layout, formats["money"])


def _hidden_sheet(book: Workbook, name: str, rows: Sequence[Row]) -> None:
    """Somebody's scratch figures, hidden and never filed."""
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, "请勿报送")
    for line, row in enumerate(rows[:20], start=2):
        sheet.write_string(line, 0, row.name)
        sheet.write_number(line, 1, (row.revenue or 0) / 10_000 * 0.97)
    sheet.hide()


def _cell(line: int, at: int) -> str:
    return f"{'ABCDEFGHIJKLMNOP'[at]}{line + 1}"

"""图的工作簿：一张“数据”，一张“说明”，简单的图另附一张 Excel 自己的图。"""

import io
from datetime import date, datetime
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from charts.figure import Figure
from charts.label import width
from charts.palette import ACCENT, PANEL, SECONDARY
from etl.words import _
from reports.marks import DEMO, marks

_CREATED = datetime(1980, 1, 1)  # 同样的内容每次都是同样的字节；与 xlsx 压缩包里的时刻一致
_SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FORMATS = (
    ("亿元", "#,##0.00"),
    ("万元", "#,##0.00"),
    ("%", "0.0"),
    ("百分点", "0.0"),
    ("家", "#,##0"),
    ("个", "#,##0"),
)


def workbook(figure: Figure, taken: str = "") -> bytes:
    """The figure's table as XLSX bytes: text cells are always text, so no content ever becomes a formula.

    Sheet 数据 begins at A1 with the headers (units in them); sheet 说明 says title, unit, source, period, version,
    definition and whether it is demonstration data. An unknown cell is blank.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, _SAFE)
    book.set_properties({"title": figure.title, "comments": figure.definition, "created": _CREATED})
    _data(book, book.add_worksheet(_("数据")), figure)
    _about(book, book.add_worksheet(_("说明")), figure, taken)
    book.close()
    return buffer.getvalue()


def _data(book: Workbook, sheet: Worksheet, figure: Figure) -> None:
    head = book.add_format({"bold": True, "bg_color": PANEL, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    table = figure.table.assign(**{_("数据性质"): DEMO}) if figure.is_demo else figure.table
    for column, title in enumerate(map(str, table.columns)):
        shape = book.add_format({"num_format": _number_format(title)})
        sheet.write_string(0, column, title, head)
        cells = list(table.iloc[:, column])
        for row, value in enumerate(cells, start=1):
            _write(sheet, row, column, value, shape)
        longest = max([width(title) / 2, *(width(str(cell)) for cell in cells if isinstance(cell, str))])
        sheet.set_column(column, column, min(max(longest * 2 + 3, 12), 60))
    sheet.freeze_panes(1, 0)
    if len(table) and len(table.columns):
        sheet.autofilter(0, 0, len(table), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    _native_chart(book, sheet, figure, len(table.columns) + 1)


def _write(sheet: Worksheet, row: int, column: int, value: object, shape: Any) -> None:  # noqa: ANN401  xlsxwriter 没有标注
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        sheet.write_blank(row, column, None)
    elif isinstance(value, bool):
        sheet.write_string(row, column, _("是") if value else _("否"))
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, date):
        sheet.write_string(row, column, value.isoformat())
    else:
        sheet.write_number(row, column, float(value), shape)  # type: ignore[arg-type]


def _number_format(title: str) -> str:
    """By the unit the header carries in brackets, e.g. `营业收入（亿元）`; General where there is none."""
    unit = title.rpartition("（")[2]
    return next((shape for name, shape in _FORMATS if name in unit), "General") if "（" in title else "General"


def _about(book: Workbook, sheet: Worksheet, figure: Figure, taken: str) -> None:
    label = book.add_format({"bold": True, "font_color": SECONDARY, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 90)
    for row, (name, text) in enumerate({**marks(figure, taken), _("图的文字说明"): figure.alt}.items()):
        sheet.write_string(row, 0, name, label)
        sheet.write_string(row, 1, text, wrapped)


def _native_chart(book: Workbook, sheet: Worksheet, figure: Figure, column: int) -> None:
    """Bars and single lines again as Excel's own chart, for who wants to restyle it; the others don't exist there."""
    shape = {"bars": "bar", "trend": "line"}.get(figure.spec.get("usermeta", {}).get("chart", ""))
    numeric = [at for at, kind in enumerate(figure.table.dtypes) if pd.api.types.is_numeric_dtype(kind)]
    rows = len(figure.table)
    if shape is None or not numeric or not rows or not figure.table.iloc[:, 0].is_unique or numeric[0] == 0:
        return
    chart = book.add_chart({"type": shape})
    if chart is None:
        return
    name = sheet.get_name()
    chart.add_series(
        {
            "name": [name, 0, numeric[0]],
            "categories": [name, 1, 0, rows, 0],
            "values": [name, 1, numeric[0], rows, numeric[0]],
            "fill": {"color": ACCENT},
            "line": {"color": ACCENT},
        }
    )
    chart.set_title({"name": figure.title, "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    if shape == "bar":
        chart.set_y_axis({"reverse": True})
    chart.set_size({"width": 720, "height": 120 + 24 * rows if shape == "bar" else 360})
    sheet.insert_chart(1, column, chart)

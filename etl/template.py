"""发下去的填报表：表头、单位、下拉、校验都从来源说明来，企业和上年同期数已经填好；填好就能收。"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from etl.issue import Issue, Refused
from etl.mark import MARK_SHEET, TEMPLATE_VERSION, Mark, source_digest
from etl.scope import Own, own_words, parts
from etl.source import Column, Source
from etl.template_checks import HINTS, check_of
from etl.template_rows import PRIOR, Row, choices, filled_rows, is_demo
from etl.tidy.period import period_words
from etl.tidy.sheet import DEMO_MARK
from etl.words import _

_ROWS = 500  # 空着可填的行
_AS_TEXT = ("identifier", "month", "text", "period")  # 设成文本，Excel 就不会把 2020-01 改成日期、把代码改成数字
_WIDE = ("identifier", "text", "member", "title")
_ALLOWED = {"format_cells": True, "format_columns": True, "format_rows": True}
_LISTS_FROM = 3  # 暗记占两列，名单从第四列起
Formats = Mapping[str, Format]


def write_template(
    source: Source, file: Path, data: Path, *, period: str = "", own: Own = MappingProxyType({})
) -> None:
    """Write the workbook of this kind to be filled in: title, period and unit lines, one header row, then the firms of
    the part `own` (subdistrict|cluster → names, {} = all) that owe a form for `period` with last year's figures, and
    room for more.

    Headers, titles and the codes of firms on the books are locked, without a password; lists come from the closed
    lists of `data` and the current register. A filled copy loads with the same source and is recognised by its mark.
    Raises Refused where the file exists already, can't be written, or nobody on the books is in a part of `own`.
    """
    if file.exists():
        raise Refused(
            [Issue("template_exists", _("{0} 已经有了，可能填着数；请换个名字，或先把它移走。").format(file))]
        )
    if own:
        _check_part(source, own, parts(data))
    rows = filled_rows(source, data, period, own)
    offered = choices(source, data, own)
    try:
        with xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", "", source.title)[:31])
            mark = Mark(source.title, TEMPLATE_VERSION, period, own_words(own), source_digest(source.text))
            names = _hidden_sheet(book, mark, offered)
            demo = DEMO_MARK if is_demo(data) else ""
            title = source.title + "".join(f"（{word}）" for word in (own_words(own), demo) if word)
            _fill(book, sheet, source, rows, names, mark, title)
    except (FileCreateError, OSError) as error:
        message = _("写不了模板 {0}；请核对目录是否存在、文件是否正开着。").format(file)
        raise Refused([Issue("template_unwritable", message)]) from error


def is_split(source: Source) -> bool:
    """Whether a kind can be handed out part by part: its rows are firms' rows."""
    return source.record.name != "indicator"


def _check_part(source: Source, own: Own, known: Mapping[str, Sequence[str]]) -> None:
    if not is_split(source):
        message = _("“{0}”不分街道和集群；请不要指定“{1}”。").format(source.title, own_words(own))
        raise Refused([Issue("subdistrict_unknown", message)])
    words = {
        "subdistrict": _("账上没有街道“{0}”；现有：{1}。请照名录上的写法写。"),
        "cluster": _("账上没有集群“{0}”的企业；现有：{1}。请照名录上的写法写。"),
    }
    unknown = [
        Issue("subdistrict_unknown", words[kind].format(name, "、".join(known[kind]) or _("还没有收过名录")))
        for kind, names in own.items()
        for name in names
        if name not in known[kind]
    ]
    if len(unknown) == sum(map(len, own.values())):
        raise Refused(unknown)


def _hidden_sheet(book: xlsxwriter.Workbook, mark: Mark, offered: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The sheet nobody sees: the mark, and one list a column, each under a defined name; our column → that name."""
    sheet = book.add_worksheet(MARK_SHEET)
    for row, line in enumerate(mark.lines()):
        sheet.write_row(row, 0, line)
    names: dict[str, str] = {}
    for number, (column, values) in enumerate(offered.items()):
        at = _LISTS_FROM + number
        sheet.write_column(0, at, values)
        letter = xl_col_to_name(at)
        names[column] = f"_list_{column}"  # 名单再长也放得下；写在校验里的最多 255 个字
        book.define_name(names[column], f"='{MARK_SHEET}'!${letter}$1:${letter}${len(values)}")
    sheet.protect()
    sheet.very_hidden()
    return names


def _fill(
    book: xlsxwriter.Workbook,
    sheet: Worksheet,
    source: Source,
    rows: list[Row],
    names: Mapping[str, str],
    mark: Mark,
    title: str,
) -> None:
    formats = _formats(book)
    is_revenue = source.record.name == "revenue"
    # 营收表全表一期，写在表头上方；再放一列报告期，空着反而会被拒收。
    columns = [column for column in source.columns if not (is_revenue and column.name == "period")]
    sheet.write_string(0, 0, title, formats["title"])
    line = 1
    if is_revenue or any(column.type == "money" for column in columns):
        if is_revenue:
            words = _("报告期：{0}").format(period_words(mark.period)) if mark.period else _("报告期：    年1-  月")
            sheet.write_string(1, 0, words, formats["fixed" if mark.period else "open"])
        sheet.write_string(1, 3, _("计量单位：万元"), formats["fixed"])
        line = 2
    first, last = line + 1, line + max(_ROWS, len(rows) + _ROWS // 2)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, 24 if column.type in _WIDE else 16, formats.get(column.type, formats["open"]))
        sheet.write_string(line, at, column.headers[0] + ("*" if column.required else ""), formats["header"])
        if column.type in HINTS:
            sheet.write_comment(line, at, HINTS[column.type])
        rule = check_of(column, xl_col_to_name(at), first + 1, last + 1, names.get(column.name, ""))
        if rule:
            sheet.data_validation(first, at, last, at, rule)
        _fill_column(sheet, first, at, column, rows, formats)
    sheet.set_row(line, 32)
    sheet.freeze_panes(first, 2)
    sheet.repeat_rows(line)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.protect("", _ALLOWED)


def _fill_column(sheet: Worksheet, first: int, at: int, column: Column, rows: Sequence[Row], formats: Formats) -> None:
    is_fixed = column.type == "identifier"
    own = formats["code" if is_fixed else column.type if column.type in formats else "open"]
    for row, values in enumerate(rows, first):
        value = values.get(column.name)
        if column.type == "month" and isinstance(value, date):
            sheet.write_string(row, at, f"{value:%Y-%m}", own)
        elif isinstance(value, date):
            sheet.write_datetime(row, at, datetime(value.year, value.month, value.day), own)
        elif isinstance(value, Decimal | float | int):
            sheet.write_number(row, at, float(value), own)
        elif value is not None:
            sheet.write_string(row, at, str(value), own)
        if column.name == "value" and values.get(PRIOR) is not None:
            known = f"{Decimal(str(values[PRIOR])).normalize():,f} {values.get('unit') or ''}".strip()
            sheet.write_comment(row, at, _("上年同期：{0}").format(known))


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    """Cell formats by column type, and by use; only what is to be filled in is unlocked."""
    header = {"bold": True, "bg_color": "#F6F8FA", "border": 1, "text_wrap": True, "valign": "vcenter"}
    looks: dict[str, dict[str, object]] = {
        "title": {"bold": True, "font_size": 16},
        "header": header,
        "fixed": {},
        "code": {"num_format": "@", "font_color": "#5B6675"},
        "open": {"locked": False},
        "money": {"num_format": "#,##0.00", "locked": False},
        "date": {"num_format": "yyyy-mm-dd", "locked": False},
        **{kind: {"num_format": "@", "locked": False} for kind in _AS_TEXT},
    }
    return {name: book.add_format(look) for name, look in looks.items()}

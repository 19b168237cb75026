"""空白填报表：表头、单位、示例、下拉名单都从来源说明来，填好就能收。"""

import re
from collections.abc import Mapping
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from etl.issue import Issue, Refused
from etl.paths import clusters_dir
from etl.source import Column, Source
from etl.taxonomy import load_taxonomies
from etl.words import _

_ROWS = 500
_AS_TEXT = ("identifier", "month", "text", "period")  # 设成文本，Excel 就不会把 2020-01 改成日期、把代码改成数字
_WIDE = ("identifier", "text", "member", "title")
_HINTS = {
    "identifier": _("按文本录入"),
    "money": _("万元，保留两位小数；没有数的留空"),
    "month": _("如 2020-01"),
    "date": _("如 2020-01-31"),
    "period": _("如 2026年1-9月"),
    "basis": _("全年、累计或时点"),
    "member": _("可填几个，用“、”隔开"),
    "title": _("可填几个，用“、”隔开；有效期写在括号里，如 专精特新(2023-06至2026-05)"),
}


def write_template(source: Source, file: Path, data: Path) -> None:
    """Write an empty workbook of this kind: title, period and unit lines, one header row, text cells for codes, choice
    lists from the closed lists of `data`. A filled copy loads with the same source.

    Raises Refused where the file can't be written.
    """
    if file.exists():
        raise Refused(
            [Issue("template_exists", _("{0} 已经有了，可能填着数；请换个名字，或先把它移走。").format(file))]
        )
    choices = {column.name: _choices(column, data) for column in source.columns}
    try:
        with xlsxwriter.Workbook(str(file)) as book:
            _fill(book, source, choices)
    except (FileCreateError, OSError) as error:
        message = _("写不了模板 {0}；请核对目录是否存在、文件是否正开着。").format(file)
        raise Refused([Issue("template_unwritable", message)]) from error


def _fill(book: xlsxwriter.Workbook, source: Source, choices: Mapping[str, list[str]]) -> None:
    sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", "", source.title)[:31])
    header = book.add_format({"bold": True, "bg_color": "#F6F8FA", "border": 1, "text_wrap": True, "valign": "vcenter"})
    text = book.add_format({"num_format": "@"})
    styles = {"money": book.add_format({"num_format": "#,##0.00"}), **dict.fromkeys(_AS_TEXT, text)}
    is_revenue = source.record.name == "revenue"
    # 营收表全表一期，写在表头上方；再放一列报告期，空着反而会被拒收。
    columns = [column for column in source.columns if not (is_revenue and column.name == "period")]
    sheet.write(0, 0, source.title, book.add_format({"bold": True, "font_size": 16}))
    line = 1
    if is_revenue or any(column.type == "money" for column in columns):
        sheet.write(1, 0, _("报告期：    年1-  月") if is_revenue else "")
        sheet.write(1, 3, _("计量单位：万元"))
        line = 2
    for at, column in enumerate(columns):
        sheet.write(line, at, column.headers[0] + ("*" if column.required else ""), header)
        if column.type in _HINTS:
            sheet.write_comment(line, at, _HINTS[column.type])
        sheet.set_column(at, at, 24 if column.type in _WIDE else 16, styles.get(column.type))
        if choices[column.name]:
            sheet.data_validation(line + 1, at, line + _ROWS, at, _rule(choices[column.name]))
    sheet.set_row(line, 32)
    sheet.freeze_panes(line + 1, 2)


def _choices(column: Column, data: Path) -> list[str]:
    """What a cell may hold, where that is a short list; else []."""
    found: list[str] = []
    if column.type == "basis":
        found = [_("全年"), _("累计"), _("时点")]
    elif column.type == "member":
        lists = [
            taxonomy
            for taxonomy in load_taxonomies(clusters_dir(data))
            if taxonomy.use == "enterprises" and taxonomy.dimension == column.dimension
        ]
        found = [entry.value for taxonomy in lists for entry in taxonomy.entries]
    # Excel 的下拉名单最多 255 个字符，再长就只留批注
    return found if sum(map(len, found)) + len(found) <= 255 else []


def _rule(choices: list[str]) -> dict[str, object]:
    message = _("不在名单里；几个一起填时可以忽略。")
    return {"validate": "list", "source": choices, "error_type": "information", "error_message": message}

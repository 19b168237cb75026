"""空白填报表：表头、单位、示例、下拉名单都从来源说明来，填好就能收。"""

from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from etl.paths import clusters_dir, data_dir
from etl.source import Column, Source
from etl.taxonomy import load_taxonomies
from etl.words import _

_ROWS = 500
_HINTS = {
    "identifier": _("按文本录入"),
    "money": _("万元，保留两位小数；没有数的留空"),
    "month": _("如 2020-01"),
    "date": _("如 2020-01-31"),
    "period": _("如 2026年1-9月"),
    "basis": _("全年、累计或时点"),
    "member": _("可填几个，用“、”隔开"),
}


def write_template(source: Source, file: Path) -> None:
    """Write an empty workbook of this kind: title, period and unit lines, one header row, text cells for codes, choice
    lists for closed lists. A filled copy loads with the same source."""
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet(source.title)
        title = book.add_format({"bold": True, "font_size": 16})
        header = book.add_format(
            {"bold": True, "bg_color": "#F6F8FA", "border": 1, "text_wrap": True, "valign": "vcenter"}
        )
        text = book.add_format({"num_format": "@"})
        money = book.add_format({"num_format": "#,##0.00"})
        sheet.write(0, 0, source.title, title)
        line = 1
        if source.record.has_period and source.record.name == "revenue":
            sheet.write(1, 0, _("报告期：    年1-  月"))
            sheet.write(1, 3, _("计量单位：万元"))
            line = 2
        for at, column in enumerate(source.columns):
            sheet.write(line, at, column.headers[0] + ("*" if column.required else ""), header)
            if column.type in _HINTS:
                sheet.write_comment(line, at, _HINTS[column.type])
            style = (
                money if column.type == "money" else text if column.type in ("identifier", "month", "text") else None
            )
            sheet.set_column(at, at, 24 if column.type in ("identifier", "text", "member") else 16, style)
            _offer_choices(sheet, column, line + 1, at)
        sheet.set_row(line, 32)
        sheet.freeze_panes(line + 1, 2)


def _offer_choices(sheet: Worksheet, column: Column, first: int, at: int) -> None:
    if column.type == "basis":
        choices = [_("全年"), _("累计"), _("时点")]
    elif column.type == "member":
        lists = load_taxonomies(clusters_dir(data_dir()))
        used = (
            taxonomy for taxonomy in lists if taxonomy.use == "enterprises" and taxonomy.dimension == column.dimension
        )
        choices = [entry.value for taxonomy in used for entry in taxonomy.entries]
    else:
        return
    if sum(map(len, choices)) + len(choices) > 255:  # Excel 的下拉名单最多 255 个字符，再长就只留批注
        return
    rule = {
        "validate": "list",
        "source": choices,
        "error_type": "information",
        "error_message": _("不在名单里；几个一起填时可以忽略。"),
    }
    sheet.data_validation(first, at, first + _ROWS, at, rule)

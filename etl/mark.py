"""系统自己加进工作簿的表：退回件的「问题清单」，模板里的暗记。读表时认得出，不当作报表。"""

from etl.read.workbook import Sheet
from etl.words import _

LIST_SHEET = _("问题清单")


def is_own_sheet(sheet: Sheet) -> bool:
    """Whether the system itself put this sheet into the workbook: there is nothing in it to be read or to be told."""
    first = sheet.cell(0, 0) if sheet.kind.num_rows and sheet.kind.num_columns else ""
    return sheet.name.startswith(LIST_SHEET) and first.startswith(f"{LIST_SHEET}：")

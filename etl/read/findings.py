"""几处都会说的拒收理由：文件怎么了，该怎么办。"""

import tempfile
from pathlib import Path

from etl.issue import Issue
from etl.read import limits
from etl.read.address import cell_address
from etl.words import _

NO_ROOM = 74  # 子进程的退出码：连答案也写不下


def remedy() -> str:
    """What to do with a workbook of abnormal structure."""
    return _("请在 Excel 或 WPS 中把要填报的表复制到一个新工作簿，另存为 .xlsx 再提交。")


def encrypted(path: Path) -> Issue:
    """The finding for a workbook under a password."""
    text = _("文件「{file}」已加密，需要密码才能打开。请在 Excel 或 WPS 中打开，去掉打开密码后另存，再提交。")
    return Issue("E_ENCRYPTED", text.format(file=path.name))


def damaged(path: Path) -> Issue:
    """The finding for a workbook that is cut off or inconsistent."""
    text = _("文件「{file}」已损坏或不完整（可能没有传完）。请在 Excel 或 WPS 中打开确认，另存为 .xlsx 再提交。")
    return Issue("E_DAMAGED", text.format(file=path.name))


def too_many_members(path: Path, members: int) -> Issue:
    """The finding for an archive of thousands of members."""
    text = _("文件「{file}」里有 {count} 个部件，超过上限 {limit} 个，不是正常的工作簿。{remedy}")
    numbers = {"count": f"{members:,}", "limit": f"{limits.ZIP_MEMBERS:,}"}
    return Issue("E_ZIP_MEMBERS", text.format(file=path.name, remedy=remedy(), **numbers))


def no_room(path: Path) -> Issue:
    """The finding that a file can't be read for want of room in the system's own temporary folder: not its fault."""
    text = _("读取文件「{file}」要用的临时目录 {folder} 写不进去。文件没有问题；请管理员腾出磁盘空间后再试一次。")
    return Issue("no_room", text.format(file=path.name, folder=tempfile.gettempdir()))


def no_sheets(path: Path) -> Issue:
    """The finding for a workbook without any worksheet, such as one of chart sheets only."""
    text = _("文件「{file}」里没有工作表。请确认填报的内容在工作表里（不是图表页），另存为 .xlsx 再提交。")
    return Issue("E_NO_SHEETS", text.format(file=path.name))


def too_many_sheets(path: Path, sheets: int) -> Issue:
    """The finding for a workbook of too many sheets."""
    text = _("文件「{file}」有 {count} 张工作表，超过上限 {limit} 张。请删去无关的工作表，或分成几个文件再提交。")
    return Issue("E_TOO_MANY_SHEETS", text.format(file=path.name, count=sheets, limit=limits.SHEETS))


def too_many_rows(path: Path, sheet: str, row: int, column: int) -> Issue:
    """The finding for a sheet with content at this 0-based cell, below the last row taken."""
    text = _(
        "文件「{file}」工作表「{sheet}」在单元格 {cell} 还有内容，超过上限 {limit} 行。"
        "若是误填，请选中这些多余的行，右键删除整行后保存；若确有这么多数据，请分成几个文件再提交。"
    )
    return _outside("E_TOO_MANY_ROWS", text, path, sheet, row, column, limit=f"{limits.ROWS:,}")


def too_many_columns(path: Path, sheet: str, row: int, column: int) -> Issue:
    """The finding for a sheet with content at this 0-based cell, right of the last column taken."""
    text = _(
        "文件「{file}」工作表「{sheet}」在单元格 {cell} 还有内容，超过上限 {limit} 列。"
        "若是误填，请选中右侧多余的列，右键删除整列后保存，再提交。"
    )
    return _outside("E_TOO_MANY_COLS", text, path, sheet, row, column, limit=limits.COLUMNS)


def too_many_cells(path: Path, sheet: str, row: int, column: int) -> Issue:
    """The finding for a sheet that ends at this 0-based cell: neither side too long, the area too large."""
    text = _(
        "文件「{file}」工作表「{sheet}」从 A1 到 {cell} 超过上限 {limit} 格。请删去多余的行列，或分成几个文件再提交。"
    )
    return _outside("E_TOO_MANY_CELLS", text, path, sheet, row, column, limit=f"{limits.CELLS:,}")


def too_many_marks(path: Path, sheet: str, cell: str = "") -> Issue:
    """The finding for more error cells and formulas never computed than can be kept."""
    text = _(
        "文件「{file}」工作表「{sheet}」里的错误值和没有算过的公式超过 {limit} 个。"
        "请在 Excel 或 WPS 中打开，等公式算完后保存（或把公式粘贴为数值），再提交。"
    )
    message = text.format(file=path.name, sheet=sheet, limit=f"{limits.MARKS:,}")
    return Issue("E_UNCACHED_FORMULAS", message, sheet=sheet, cell=cell)


def broken_quotes(path: Path, line: int) -> Issue:
    """The finding for delimited text whose quotes do not match near this 1-based line."""
    text = _(
        "文件「{file}」第 {line} 行起的引号不成对，分不清一格到哪里为止。"
        "请在 Excel 或 WPS 中打开核对，另存为 .xlsx 再提交。"
    )
    return Issue("E_CSV_QUOTES", text.format(file=path.name, line=line), row=line)


def _outside(rule: str, text: str, path: Path, sheet: str, row: int, column: int, limit: object) -> Issue:
    cell = cell_address(row, column)
    message = text.format(file=path.name, sheet=sheet, cell=cell, limit=limit)
    return Issue(rule, message, sheet=sheet, cell=cell, row=row + 1)

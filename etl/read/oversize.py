"""表太大时怎么说：指出是哪个单元格越了界，该怎么办。"""

from pathlib import Path

from etl.issue import Issue
from etl.read import limits
from etl.read.address import cell_address
from etl.words import _


def too_many_rows(path: Path, sheet: str, rows: int, column: int) -> Issue:
    """The finding for a sheet of `rows` rows whose last cell stands in 0-based `column`."""
    text = _(
        "文件「{file}」工作表「{sheet}」的内容一直到单元格 {cell}，超过上限 {limit} 行。"
        "若末尾是误填的内容，请选中多余的行，右键删除整行后保存；若确有这么多数据，请分成几个文件再提交。"
    )
    cell = cell_address(rows - 1, column)
    message = text.format(file=path.name, sheet=sheet, cell=cell, limit=f"{limits.ROWS:,}")
    return Issue("E_TOO_MANY_ROWS", message, sheet=sheet, cell=cell, row=rows)


def too_many_columns(path: Path, sheet: str, row: int, columns: int) -> Issue:
    """The finding for a sheet of `columns` columns whose widest 0-based `row` is known."""
    text = _(
        "文件「{file}」工作表「{sheet}」的内容一直到单元格 {cell}，超过上限 {limit} 列。"
        "若右侧是误填的内容，请选中多余的列，右键删除整列后保存，再提交。"
    )
    cell = cell_address(row, columns - 1)
    message = text.format(file=path.name, sheet=sheet, cell=cell, limit=limits.COLUMNS)
    return Issue("E_TOO_MANY_COLS", message, sheet=sheet, cell=cell, row=row + 1)


def too_many_cells(path: Path, sheet: str, rows: int, columns: int) -> Issue:
    """The finding for a sheet whose bounding box is too large though neither side alone is."""
    text = _(
        "文件「{file}」工作表「{sheet}」有 {rows} 行 × {columns} 列，超过上限 {limit} 格。"
        "请删去多余的行列，或分成几个文件再提交。"
    )
    message = text.format(file=path.name, sheet=sheet, rows=f"{rows:,}", columns=columns, limit=f"{limits.CELLS:,}")
    return Issue("E_TOO_MANY_CELLS", message, sheet=sheet, cell=cell_address(rows - 1, columns - 1))


def too_many_sheets(path: Path, sheets: int) -> Issue:
    """The finding for a workbook of too many sheets."""
    text = _("文件「{file}」有 {count} 张工作表，超过上限 {limit} 张。请删去无关的工作表，或分成几个文件再提交。")
    return Issue("E_TOO_MANY_SHEETS", text.format(file=path.name, count=sheets, limit=limits.SHEETS))

"""一张工作表的部件：量出大小，记下读取程序会读丢的单元格，还有公式、隐藏的行。"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from etl.read import limits
from etl.read.address import column_index
from etl.read.row_part import ImpossibleAddress, last_column, marks, may_have_marks, row_number
from etl.read.row_stream import BrokenSheet, split_rows
from etl.read.stray import blank_row

_FORMULA_CELL = re.compile(rb"""<c r="([A-Z]{1,3})(\d{1,7})"[^<>]*><f\b""")
_CELL = re.compile(rb'<c r="([A-Z]{1,4})')
_HIDDEN = re.compile(rb"""[^<>]*?\shidden=["'](?:1|true)["']""")


@dataclass
class SheetScan:
    """What one pass over a sheet part finds. `rows` and `columns` count from the first to the last with content.

    `stop` is why the pass ended early, "" where it did not: damaged, repeated (one row number twice), twice (one cell),
    text (a row of 16 MB), rows, columns, cells, merges or marks. `cell` is the 0-based (row, column) where it did.
    `stray` is the first cell far below that seems blank, with the shared texts that must be for it to be so.
    """

    rows: int = 0
    columns: int = 0
    merges: int = 0
    stop: str = ""
    cell: tuple[int, int] | None = None
    marks: dict[int, dict[int, tuple[int, str]]] = field(default_factory=dict)  # 列 → 行 → (种类, 文字)
    mark_count: int = 0
    formulas: dict[int, list[int]] = field(default_factory=dict)  # 列 → 行
    hidden_rows: list[int] = field(default_factory=list)
    stray: tuple[int, int] | None = None
    stray_texts: set[int] = field(default_factory=set)


class _Stop(Exception):
    def __init__(self, reason: str, cell: tuple[int, int] | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.cell = cell


def scan_sheet(chunks: Iterable[bytes]) -> SheetScan:
    """Size, merged ranges and marks of a sheet part; ends early once the sheet is certain to be refused.

    Only cells with content count. A part that is no worksheet (a chart sheet) scans as empty.
    """
    scan = SheetScan()
    try:
        _scan(scan, chunks)
    except _Stop as stop:
        scan.stop, scan.cell = stop.reason, stop.cell
    except BrokenSheet as broken:
        scan.stop = broken.reason
    except ImpossibleAddress:
        scan.stop = "damaged"
    return scan


def _scan(scan: SheetScan, chunks: Iterable[bytes]) -> None:
    last = limits.ROWS
    seen = bytearray(last + 1)
    number = 0
    usual: list[bytes] = []
    for rows, rest in split_rows(chunks):
        together = b"".join(rows)
        has_marks, has_hidden = may_have_marks(together), b"hidden=" in together
        if has_marks:
            _find_formulas(scan, together)
        for row in rows:
            stated = row_number(row)
            number = stated or number + 1
            column = last_column(row, number)
            if column >= 0:
                if number > last and _is_stray(scan, row, number, column):
                    continue
                _check_extent(seen, number, column)
                seen[number] = 1
                usual = _check_cells(row, number, stated, usual)
                if has_hidden and _HIDDEN.match(row):
                    scan.hidden_rows.append(number - 1)
                if number > scan.rows:
                    scan.rows = number
                if column >= scan.columns:
                    scan.columns = column + 1
            if has_marks:
                _mark(scan, row, number - 1)
        scan.merges += rest.count(b"mergeCell ")
        if scan.merges > limits.MERGES:
            raise _Stop("merges")
    if scan.rows * scan.columns > limits.CELLS:
        raise _Stop("cells", (scan.rows - 1, scan.columns - 1))


def _check_extent(seen: bytearray, number: int, column: int) -> None:
    if number <= limits.ROWS and column < limits.COLUMNS and not seen[number]:
        return
    if number > limits.LAST_ROW or column >= limits.LAST_COLUMN:
        raise _Stop("damaged")
    if column >= limits.COLUMNS:
        raise _Stop("columns", (number - 1, column))
    raise _Stop("rows" if number > limits.ROWS else "repeated", (number - 1, column))


def _check_cells(row: bytes, number: int, stated: int, usual: list[bytes]) -> list[bytes]:
    """Column letters of the row's cells. Raises where a cell stands twice or in another row: one would hide the other.

    `usual` are those of the row before, as nearly every row has the same; `stated` is the row's own number, 0 = none.
    """
    letters = _CELL.findall(row)
    if letters != usual and len(set(letters)) < len(letters):
        twice = next(each for each in letters if letters.count(each) > 1)
        raise _Stop("twice", (number - 1, column_index(twice)))
    if row.count(b'%d"' % number) < len(letters) + (stated > 0):
        raise ImpossibleAddress(row[:40])
    return letters


def _is_stray(scan: SheetScan, row: bytes, number: int, column: int) -> bool:
    """Whether a row beyond the limit seems to hold nothing but blanks; the shared texts in it are to be looked up."""
    is_possible = number <= limits.LAST_ROW and column < limits.COLUMNS
    texts = blank_row(row) if is_possible else None
    if texts is None:
        return False
    scan.stray = scan.stray or (number - 1, column)
    scan.stray_texts |= texts
    return True


def _find_formulas(scan: SheetScan, rows: bytes) -> None:
    for found in _FORMULA_CELL.finditer(rows):
        scan.formulas.setdefault(column_index(found[1]), []).append(int(found[2]) - 1)


def _mark(scan: SheetScan, row: bytes, row_index: int) -> None:
    for column, kind, text in marks(row):
        scan.marks.setdefault(column, {})[row_index] = kind, text
        scan.mark_count += 1
        if scan.mark_count > limits.MARKS:
            raise _Stop("marks", (row_index, column))

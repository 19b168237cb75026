"""一张表的行变成三张同样大小的 Arrow 表：文字、数与种类。"""

from collections.abc import Mapping

import pyarrow as pa

from etl.read.address import column_letters
from etl.read.column import Marks, read_column

SheetMarks = Mapping[int, Marks]  # 列号（从 0 起）→ 该列的标记


def tables(rows: list[list], marks: SheetMarks) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Text, number and kind tables of one sheet, one column per spreadsheet column, trailing blanks cut off.

    `rows`, of equal length, is emptied on the way, so that no cell is held twice. No cells: tables of no columns.
    """
    _extend(rows, marks)
    columns = list(zip(*rows, strict=True))
    rows.clear()
    texts: list[pa.Array] = []
    numbers: list[pa.Array] = []
    kinds: list[pa.Array] = []
    height = width = 0
    for index in range(len(columns)):
        text, number, kind, used = read_column(columns[index], marks.get(index, {}))
        columns[index] = ()
        texts.append(text)
        numbers.append(number)
        kinds.append(kind)
        height = max(height, used)
        width = index + 1 if used else width
    return _table(texts[:width], height), _table(numbers[:width], height), _table(kinds[:width], height)


def _extend(rows: list[list], marks: SheetMarks) -> None:
    """Make room for marked cells outside the area the reader saw."""
    width = max([len(rows[0]) if rows else 0, *(column + 1 for column in marks)], default=0)
    height = max([len(rows), *(row + 1 for column in marks.values() for row in column)], default=0)
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    rows.extend([""] * width for _ in range(height - len(rows)))


def _table(columns: list[pa.Array], height: int) -> pa.Table:
    names = [column_letters(index) for index in range(len(columns))]
    return pa.table([column[:height] for column in columns], names=names)

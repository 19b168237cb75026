"""一张表的行变成两张同样大小的 Arrow 表：文字与种类。"""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from etl.read.address import column_letters
from etl.read.column import Marks, read_column

SheetMarks = Mapping[int, Marks]  # 列号（从 0 起）→ 该列的标记


def tables(rows: list[list[object]], marks: SheetMarks) -> tuple[pa.Table, pa.Table]:
    """Text and kind tables of one sheet, one column per spreadsheet column, trailing empty rows and columns cut off.

    `rows` is emptied on the way, so that no cell is held twice. No cells at all: two tables of no columns.
    """
    _extend(rows, marks)
    columns = list(zip(*rows, strict=True))
    rows.clear()
    texts: list[pa.Array] = []
    kinds: list[pa.Array] = []
    for index in range(len(columns)):
        text, kind = read_column(columns[index], marks.get(index, {}))
        columns[index] = ()
        texts.append(text)
        kinds.append(kind)
    while texts and texts[-1].null_count == len(texts[-1]):
        texts.pop()
        kinds.pop()
    height = max((_used(text) for text in texts), default=0)
    names = [column_letters(index) for index in range(len(texts))]
    return _table(texts, names, height), _table(kinds, names, height)


def _extend(rows: list[list[object]], marks: SheetMarks) -> None:
    """Make room for marked cells outside the area the reader saw."""
    width = max([len(rows[0]) if rows else 0, *(column + 1 for column in marks)], default=0)
    height = max([len(rows), *(row + 1 for column in marks.values() for row in column)], default=0)
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    rows.extend([""] * width for _ in range(height - len(rows)))


def _used(text: pa.Array) -> int:
    """One past the last row that holds something."""
    if text.null_count == 0:
        return len(text)
    filled = pc.call_function("indices_nonzero", [text.is_valid()])
    return filled[-1].as_py() + 1 if len(filled) else 0


def _table(columns: Sequence[pa.Array], names: Sequence[str], height: int) -> pa.Table:
    return pa.table([column[:height] for column in columns], names=list(names))

"""一列单元格的值变成一列文字和一列种类。"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

import pyarrow as pa

from etl.read.number import number_text, number_texts

EMPTY, TEXT, NUMBER, DATE, BOOLEAN, ERROR, UNCACHED = range(7)

_KIND_OF = {
    str: TEXT,
    float: NUMBER,
    int: NUMBER,
    bool: BOOLEAN,
    datetime: DATE,
    date: DATE,
    time: DATE,
    timedelta: DATE,
}
NOT_NUMBERS = frozenset(("NaN", "INF", "-INF"))
Marks = Mapping[int, tuple[int, str]]  # 行号（从 0 起）→ (种类, 文字)


def read_column(values: Sequence[object], marks: Marks) -> tuple[pa.Array, pa.Array]:
    """Text (null = empty) and kind of one column of cell values.

    `marks` are the cells the reader hands over as blank though they are not: errors and formulas never computed.
    """
    kinds = bytearray(map(_KIND_OF.__getitem__, map(type, values)))
    texts = _texts(values)
    for row, (kind, text) in marks.items():
        if values[row] == "":
            kinds[row], texts[row] = kind, text
    if NOT_NUMBERS.intersection(texts):
        for row, text in enumerate(texts):
            if kinds[row] == NUMBER and text in NOT_NUMBERS:
                kinds[row] = ERROR
    if "" in texts:
        for row, text in enumerate(texts):
            if text == "":
                kinds[row], texts[row] = EMPTY, None
    kind = pa.Array.from_buffers(pa.uint8(), len(kinds), [None, pa.py_buffer(bytes(kinds))])
    return pa.array(texts, pa.string()), kind


def _texts(values: Sequence[object]) -> list:
    types = set(map(type, values))
    if types == {str}:
        return list(values)
    if types == {float}:
        return number_texts(tuple(values))  # type: ignore[arg-type]  # 上一行已确认全是 float
    if types <= {float, str}:
        texts = iter(number_texts(tuple(value for value in values if value.__class__ is float)))  # type: ignore[misc]
        return [next(texts) if value.__class__ is float else value for value in values]
    return [value if value.__class__ is str else value_text(value) for value in values]


def value_text(value: object) -> str:
    """Text of one cell: dates `2026-10-08`, with a time of day `2026-10-08 09:30:00`, booleans TRUE and FALSE."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return number_text(value)
    if isinstance(value, datetime):
        if value.time() == time(0):
            return value.date().isoformat()
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="seconds")
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(value)

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
_HEAD = 64
Marks = Mapping[int, tuple[int, str]]  # 行号（从 0 起）→ (种类, 文字)


def read_column(values: Sequence[object], marks: Marks) -> tuple[pa.Array, pa.Array, int]:
    """Text (null = empty) and kind of one column of cell values, and the number of rows up to the last that is used.

    `marks` are the cells the reader hands over as blank though they are not: errors and formulas never computed.
    """
    types = set(map(type, values))
    texts = _texts(values, types)
    kinds = _kinds(values, types)
    for row, (kind, text) in marks.items():
        if values[row] == "":
            kinds[row], texts[row] = kind, text
    if float in types:
        for text in NOT_NUMBERS.intersection(texts):
            for row in _rows_of(text, texts):
                kinds[row] = ERROR if kinds[row] == NUMBER else kinds[row]
    for row in _rows_of("", texts):
        kinds[row], texts[row] = EMPTY, None
    used = len(texts)
    while used and texts[used - 1] is None:
        used -= 1
    kind = pa.Array.from_buffers(pa.uint8(), len(kinds), [None, pa.py_buffer(kinds)])
    return pa.array(texts, pa.string()), kind, used


def _rows_of(text: str, texts: list[str]) -> list[int]:
    return [row for row, each in enumerate(texts) if each == text] if text in texts else []


def _kinds(values: Sequence[object], types: set[type]) -> bytearray:
    if len(types) == 1:
        return bytearray((_KIND_OF[next(iter(types))],)) * len(values)
    return bytearray(map(_KIND_OF.__getitem__, map(type, values)))


def _texts(values: Sequence[object], types: set[type]) -> list:
    if types == {str}:
        return list(values)
    if types == {float}:
        return number_texts(tuple(values))  # type: ignore[arg-type]  # 上一行已确认全是 float
    if types <= {float, str}:
        head, tail = values[:_HEAD], values[_HEAD:]
        if tail and set(map(type, tail)) == {float}:  # 表头以下全是数，是最常见的一列
            return [*_texts(head, types), *_texts(tail, {float})]
        numbers = iter(number_texts(tuple(value for value in values if value.__class__ is float)))  # type: ignore[misc]
        return [next(numbers) if value.__class__ is float else value for value in values]
    return [value if value.__class__ is str else value_text(value) for value in values]


def value_text(value: object) -> str:
    """Text of one cell: dates `2026-10-08`, with a time of day `2026-10-08 09:30:00`, booleans TRUE and FALSE."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
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

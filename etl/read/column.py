"""一列单元格的值变成一列文字、一列数和一列种类。"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any

import pyarrow as pa

from etl.read.cell_kind import BOOLEAN, DATE, EMPTY, ERROR, NUMBER, TEXT
from etl.read.number import number_text

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
_DAYS = {datetime, date}
_BLOCK = 1024  # 一段里全是数就不必逐格看；表头、合计只落在头尾两段
_LARGE_BLOCK = 1024 * 1024  # 字节。一段里有这么多字，才逐格看有没有长得不可能的
_LONGEST = 32_767  # 字。表格程序的一格装不下更多
Marks = Mapping[int, tuple[int, str]]  # 行号（从 0 起）→ (种类, 文字)


def read_column(values: Sequence[object], marks: Marks) -> tuple[pa.Array, pa.Array, pa.Array, int]:
    """Text, number and kind of one column of cell values, and the number of rows up to the last that is used.

    A number has no text (`number_text` gives it) unless it is an int, which a float may not hold; else text is null
    where empty; beyond the 32,767 letters a cell can hold, one more is kept. `marks` are the cells the reader hands
    over as blank though they are not: errors, formulas never computed.
    """
    texts: list[pa.Array] = []
    numbers: list[pa.Array] = []
    kinds = bytearray()
    for start in range(0, len(values), _BLOCK):
        block = values[start : start + _BLOCK]
        text, number, kind = _read_block(block, set(map(type, block)))
        texts.append(_cut(text) if text.nbytes > _LARGE_BLOCK else text)
        numbers.append(number)
        kinds += kind
    text = pa.concat_arrays(texts) if texts else pa.array([], pa.string())
    number = pa.concat_arrays(numbers) if numbers else pa.array([], pa.float64())
    marked = {row: mark for row, mark in marks.items() if values[row] == ""}
    if marked:
        words = text.to_pylist()
        for row, (kind, word) in marked.items():
            kinds[row], words[row] = kind, word
        text = pa.array(words, pa.string())
    used = len(kinds.rstrip(b"\0"))
    return text, number, pa.Array.from_buffers(pa.uint8(), len(kinds), [None, pa.py_buffer(kinds)]), used


def _read_block(block: Sequence[Any], types: set[type]) -> tuple[pa.Array, pa.Array, bytes]:
    if types == {float} and isfinite(sum(block)):  # 全是数，是最常见的一段
        return pa.nulls(len(block), pa.string()), pa.array(block, pa.float64()), bytes((NUMBER,)) * len(block)
    if types == {str}:
        kinds = bytes(map(bool, block)) if "" in block else bytes((TEXT,)) * len(block)
        words = [word or None for word in block] if "" in block else block
        return pa.array(words, pa.string()), pa.nulls(len(block), pa.float64()), kinds
    if types <= _DAYS:  # 一列日子里没有几个不同的
        word_of = {value: value_text(value) for value in set(block)}
        words = list(map(word_of.__getitem__, block))
        return pa.array(words, pa.string()), pa.nulls(len(block), pa.float64()), bytes((DATE,)) * len(block)
    kinds = bytes(map(_kind, block))
    pairs = list(zip(block, kinds, strict=True))
    numbers = [float(value) if kind == NUMBER else None for value, kind in pairs]
    words = [value_text(value) if _has_text(value, kind) else None for value, kind in pairs]
    return pa.array(words, pa.string()), pa.array(numbers, pa.float64()), kinds


def _cut(texts: pa.Array) -> pa.Array:
    """Of a text longer than any cell holds one letter more than fits: too long still, but not 5 MB in the server."""
    return pa.array([word and word[: _LONGEST + 1] for word in texts.to_pylist()], pa.string())


def _has_text(value: object, kind: int) -> bool:
    return kind != EMPTY and not (kind == NUMBER and isinstance(value, float))


def _kind(value: object) -> int:
    if value == "":
        return EMPTY
    if isinstance(value, float) and not isfinite(value):
        return ERROR
    return _KIND_OF[type(value)]


def value_text(value: object) -> str:
    """Text of one cell: dates `2026-10-08`, with a time of day `2026-10-08 09:30:00`, booleans TRUE and FALSE."""
    if isinstance(value, str):
        return value
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

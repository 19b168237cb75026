""".xls 的记录流：读取程序会把错误值读成空，所以自己把它们找出来。"""

import struct
from collections.abc import Iterator
from itertools import takewhile

from etl.read import limits
from etl.read.cell_kind import ERROR
from etl.read.ole import stream_bytes

_END, _FORMULA, _PASSWORD, _SHEET, _ERROR_CELL, _BEGIN = 0x0A, 0x06, 0x2F, 0x85, 0x205, 0x809
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
SheetMarks = dict[int, dict[int, tuple[int, str]]]
Record = tuple[int, int, int]  # 种类、内容从哪里开始、内容多长


def has_password(data: bytes) -> bool:
    """Whether the content of an .xls file is encrypted."""
    stream = _stream(data)
    return any(kind == _PASSWORD for kind, _at, _size in takewhile(lambda each: each[0] != _END, _records(stream)))


def biff_marks(data: bytes) -> dict[str, SheetMarks]:
    """Error cells of each sheet of an .xls file, by 0-based column and row; none where the stream is damaged.

    Raises ValueError at more than 200,000 of them.
    """
    stream = _stream(data)
    names: dict[int, str] = {}
    marks: dict[str, SheetMarks] = {}
    sheet = ""
    count = 0
    for kind, at, size in _records(stream):
        if kind == _SHEET and size >= 8:
            names[struct.unpack_from("<I", stream, at)[0]] = _name(stream[at + 6 : at + size])
        elif kind == _BEGIN:
            sheet = names.get(at - 4, sheet)
        elif kind in (_ERROR_CELL, _FORMULA):
            code = _error_code(kind, stream[at : at + size])
            if code is not None:
                row, column = struct.unpack_from("<HH", stream, at)
                count += 1
                if count > limits.MARKS:
                    raise ValueError(sheet)
                marks.setdefault(sheet, {}).setdefault(column, {})[row] = ERROR, _ERRORS.get(code, "#")
    return marks


def _stream(data: bytes) -> bytes:
    return stream_bytes(data, "Workbook") or stream_bytes(data, "Book")


def _records(stream: bytes) -> Iterator[Record]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4, size
        at += 4 + size


def _error_code(kind: int, body: bytes) -> int | None:
    """The error an error cell holds, or a formula has given; None where there is none."""
    if kind == _ERROR_CELL:
        return body[6] if len(body) >= 8 and body[7] == 1 else None
    is_error = len(body) >= 14 and body[6] == 2 and body[12:14] == b"\xff\xff"
    return body[8] if is_error else None


def _name(body: bytes) -> str:
    """A sheet name: a length, in the newer format a flag, then one or two bytes a character."""
    length = body[0]
    if len(body) == 1 + length:
        return body[1:].decode("gb18030", "replace")
    return body[2 : 2 + 2 * length].decode("utf-16-le" if body[1] & 1 else "latin-1", "replace")

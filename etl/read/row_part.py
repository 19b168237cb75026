"""工作表部件里的一行：最后一个有内容的单元格在哪里，哪些单元格是错误或没有算过的公式。"""

import re
from collections.abc import Iterator

from etl.read.address import column_index
from etl.read.column import ERROR, UNCACHED

Mark = tuple[int, int, str]  # 列号（从 0 起）、种类、文字

_ROW_NUMBER = re.compile(rb"""[^<>]*?\sr=["'](\d{1,12})["']""")
_REFERENCE = re.compile(rb"""[^<>]*?\sr=["']([A-Z]{1,4})(\d{1,12})["']""")
_TYPE = re.compile(rb"""[^<>]*?\st=["'](\w+)["']""")
_FORMULA_WITHOUT_VALUE = re.compile(rb"<f\b[^<>]*(?:(?<=/)>|>[^<]*</f>)(?!\s*<v>[^<])")
_FORMULA = re.compile(rb"<f\b[^<>]*>([^<]*)")
_VALUE = re.compile(rb"<v[^<>]*>([^<]*)")
_ERROR_TYPES = (b't="e"', b"t='e'")


def row_number(row: bytes) -> int | None:
    """The row's own number, 1-based, or None where it states none. Raises ValueError where it states nonsense."""
    found = _ROW_NUMBER.match(row)
    if found:
        return int(found[1])
    if re.match(rb"[^<>]*?\sr=", row):
        raise ValueError(row[:40])
    return None


def last_cell(row: bytes) -> tuple[int, int | None] | None:
    """(0-based column, 1-based row or None) of the last cell with content; None in a row without any.

    Cells that only carry a format, `<c r="XFD1" s="3"/>`, are no content: people colour whole rows.
    Raises ValueError on an address no spreadsheet has.
    """
    end = row.rfind(b"</c>")
    while end >= 0:
        start = max(row.rfind(b"<c ", 0, end), row.rfind(b"<c>", 0, end))
        if start < 0:
            raise ValueError(row[:40])
        if row.find(b">", start) != end - 1:
            return _position(row, start)
        end = row.rfind(b"</c>", 0, start)
    return None


def _position(row: bytes, start: int) -> tuple[int, int | None]:
    found = _REFERENCE.match(row, start + 2)
    if found:
        return column_index(found[1].decode()), int(found[2])
    if re.match(rb"[^<>]*?\sr=", row[start + 2 : start + 200]):
        raise ValueError(row[start : start + 40])
    return sum(1 for _cell in _cells(row[: row.find(b"</c>", start) + 4])) - 1, None


def may_have_marks(data: bytes) -> bool:
    """A quick look, right for any number of rows at once: is there an error cell or a formula at all?"""
    return b"<f" in data or _ERROR_TYPES[0] in data or _ERROR_TYPES[1] in data


def marks(row: bytes) -> Iterator[Mark]:
    """Error cells, and formulas whose value was never stored, of one row.

    A formula that gives an empty text, `<c t="str"><f>…</f><v></v></c>`, has been computed and is no mark.
    """
    has_error = _ERROR_TYPES[0] in row or _ERROR_TYPES[1] in row
    if not has_error and not _FORMULA_WITHOUT_VALUE.search(row):
        return
    column = -1
    for tag, content in _cells(row):
        reference = _REFERENCE.match(tag)
        column = column_index(reference[1].decode()) if reference else column + 1
        found = _TYPE.match(tag)
        type_ = found[1] if found else b""
        value = _VALUE.search(content)
        stored = value[1] if value else None
        if type_ == b"e":
            yield column, ERROR, (stored or b"#").decode("utf-8", "replace")
        elif b"<f" in content and not stored and not (type_ == b"str" and stored is not None):
            formula = _FORMULA.search(content)
            yield column, UNCACHED, "=" + _unescaped(formula[1] if formula else b"")


def _cells(row: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(inside of the opening tag, content) of each cell, in order; plain finds, so that no input makes it quadratic."""
    at = 0
    while (start := row.find(b"<c", at)) >= 0:
        end = row.find(b">", start)
        if end < 0:
            return
        at = end + 1
        if row[start + 2] not in b" >/\t\r\n":
            continue
        if row[end - 1] == 0x2F:  # 以 /> 结束：只有格式
            yield row[start + 2 : end], b""
            continue
        close = row.find(b"</c>", end)
        if close < 0:
            return
        yield row[start + 2 : end], row[end + 1 : close]
        at = close + 4


def _unescaped(formula: bytes) -> str:
    text = formula.decode("utf-8", "replace")
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text

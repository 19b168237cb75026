"""工作表部件里的一行：最后一个有内容的单元格在哪里，哪些单元格是错误或没有算过的公式。"""

import re
from collections.abc import Iterator

from etl.read.address import column_index
from etl.read.cell_kind import ERROR, UNCACHED

Mark = tuple[int, int, str]  # 列号（从 0 起）、种类、文字

_ROW_NUMBER = re.compile(rb"""[^<>]*?\sr=["'](\d{1,12})["']""")
_REFERENCE = re.compile(rb"""[^<>]*?\sr=["']([A-Z]{1,4})(\d{1,12})["']""")
_TYPE = re.compile(rb"""[^<>]*?\st=["'](\w+)["']""")
_FORMULA_WITHOUT_VALUE = re.compile(rb"<f\b[^<>]*(?:(?<=/)>|>[^<]*</f>)(?!\s*<v>[^<])")
_FORMULA = re.compile(rb"<f\b[^<>]*>([^<]*)")
_VALUE = re.compile(rb"<v[^<>]*>([^<]*)")
_STATES = re.compile(rb"[^<>]*?\sr\s*=")
_SHOWN = 200  # 错误与公式只留这么多字节给人看
_AFTER_NAME = b" />\t\r\n"


class ImpossibleAddress(Exception):
    """A row number or cell address no spreadsheet has, or a cell in a row of another number."""


def row_number(row: bytes) -> int:
    """The row's own number, 1-based, or 0 where it states none. Raises ImpossibleAddress where it states nonsense."""
    found = _ROW_NUMBER.match(row)
    if found:
        return int(found[1])
    if _STATES.match(row):
        raise ImpossibleAddress(row[:40])
    return 0


def last_column(row: bytes, number: int) -> int:
    """0-based column of the last cell with content in the row of this number; -1 in a row without any.

    Cells that only carry a format, `<c r="XFD1" s="3"/>`, are no content: people colour whole rows.
    Raises ImpossibleAddress on an address no spreadsheet has, and on one of another row.
    """
    end = row.rfind(b"</c>")
    while end >= 0:
        start = row.rfind(b"<c", 0, end)
        while start >= 0 and row[start + 2] not in _AFTER_NAME:  # 富文本里还有 <color、<charset
            start = row.rfind(b"<c", 0, start)
        if start < 0:
            raise ImpossibleAddress(row[:40])
        if row.find(b">", start) != end - 1:
            return _column(row, start, number)
        end = row.rfind(b"</c>", 0, start)
    return -1


def _column(row: bytes, start: int, number: int) -> int:
    found = _REFERENCE.match(row, start + 2)
    if found:
        letters, digits = found.groups()
        if int(digits) != number:
            raise ImpossibleAddress(row[start : start + 40])
        return column_index(letters)
    if _STATES.match(row, start + 2):
        raise ImpossibleAddress(row[start : start + 40])
    return sum(1 for _cell in _cells(row[: row.find(b"</c>", start) + 4])) - 1


def may_have_marks(data: bytes) -> bool:
    """A quick look, right for any number of rows at once: is there an error cell or a formula at all?"""
    if b"f" in data and b"<f" in data:  # 单字节查找最快；多数表里没有公式，连字母 f 也没有
        return True
    return b't="e"' in data or (b"'" in data and b"t='e'" in data)


def marks(row: bytes) -> Iterator[Mark]:
    """Error cells, and formulas whose value was never stored, of one row.

    A formula that gives an empty text, `<c t="str"><f>…</f><v></v></c>`, has been computed and is no mark.
    """
    has_error = b't="e"' in row or b"t='e'" in row
    if not has_error and not _FORMULA_WITHOUT_VALUE.search(row):
        return
    column = -1
    for tag, content in _cells(row):
        reference = _REFERENCE.match(tag)
        column = column_index(reference[1]) if reference else column + 1
        found = _TYPE.match(tag)
        type_ = found[1] if found else b""
        value = _VALUE.search(content)
        stored = value[1] if value else None
        if type_ == b"e":
            yield column, ERROR, (stored or b"#")[:_SHOWN].decode("utf-8", "replace")
        elif b"<f" in content and not stored and not (type_ == b"str" and stored is not None):
            formula = _FORMULA.search(content)
            yield column, UNCACHED, "=" + _unescaped(formula[1][:_SHOWN] if formula else b"")


def _cells(row: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(inside of the opening tag, content) of each cell, in order; plain finds, so that no input makes it quadratic."""
    at = 0
    while (start := row.find(b"<c", at)) >= 0:
        end = row.find(b">", start)
        if end < 0:
            return
        at = end + 1
        if row[start + 2] not in _AFTER_NAME:
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
    text = formula.decode("utf-8", "ignore")
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text

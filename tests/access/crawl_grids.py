"""收下的一份里有哪些表：页面发来的（Arrow）、CSV、工作簿，都拆成一格一格，头一行是列名。"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from html import unescape
from itertools import accumulate

import pyarrow.ipc

from tests.access.crawl_search import short

_START = b"\xff\xff\xff\xff"  # 一段 Arrow 从这四个字节起
_BOM = b"\xef\xbb\xbf"
_SHEET = re.compile(rb"<sheetData>(.*?)</sheetData>", re.DOTALL)
_ROW = re.compile(rb"<row\b[^>]*>(.*?)</row>", re.DOTALL)
_CELL = re.compile(rb'<c r="([A-Z]+)\d+"([^>]*)>(?:<f>.*?</f>)?(?:<v>|<is><t[^>]*>)([^<]*)<')
_SHARED = re.compile(rb"<si>(.*?)</si>", re.DOTALL)
_TAG = re.compile(rb"<[^>]*>")
_NUMBER = re.compile(r"[+\-−]?(\d[\d,]*(?:\.\d+)?)\s*[^\d\s]{0,2}")  # 后面至多是单位


@dataclass(frozen=True, eq=False)
class Grid:
    """A table's cells as texts, titles first; rows may be of different lengths."""

    rows: tuple[tuple[str, ...], ...]

    @cached_property
    def numbers(self) -> dict[tuple[int, int], str]:
        """Row and column of each cell that is a number and no more than a number, as `short` writes it, unsigned."""
        found = ((r, c, _NUMBER.fullmatch(text)) for r, row in enumerate(self.rows) for c, text in enumerate(row))
        return {(r, c): short(one[1].encode()) for r, c, one in found if one}

    @cached_property
    def turned(self) -> "Grid":
        """Columns as rows."""
        width = max(map(len, self.rows), default=0)
        return Grid(tuple(tuple(row[c] if c < len(row) else "" for row in self.rows) for c in range(width)))

    def is_across(self, number: str, context: bytes) -> bool:
        """Whether these bytes are a column's cells end to end, and the number in them is of two of those: 100.0 and
        80% are sent as 100.080%.
        """
        at = [one.start() for one in re.finditer(re.escape(number.encode()), context)]
        for row in self.turned.rows:
            cells = [text.encode() for text in row[1:]]
            found = b"".join(cells).find(context) if at else -1
            ends = {end - found for end in accumulate(map(len, cells))} if found >= 0 else set()
            if ends and all(ends & set(range(one + 1, one + len(number))) for one in at):
                return True
        return False


def grids(piece: bytes) -> list[Grid]:
    """Every table in what was received; none where there is none."""
    return [Grid(tuple(map(tuple, rows))) for rows in (*_sent(piece), *_separated(piece), *_sheets(piece)) if rows]


def _sent(piece: bytes) -> Iterator[list[list[str]]]:
    at = -1
    while (at := piece.find(_START, at + 1)) >= 0:
        try:
            with pyarrow.ipc.open_stream(pyarrow.py_buffer(memoryview(piece)[at:])) as stream:
                table = stream.read_all()
            columns = [map(_text, column.to_pylist()) for column in table.columns]
        except (ValueError, NotImplementedError, OSError):  # 不是一张表，或拆不成字：它里头的就说不出是什么
            continue
        yield [table.column_names, *map(list, zip(*columns, strict=True))]


def _text(value: object) -> str:
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}" if abs(value) < float("inf") else ""  # 不是数的也在这里
    return "" if value is None else str(value)


def _separated(piece: bytes) -> Iterator[list[list[str]]]:
    for part in piece.split(_BOM)[1:]:
        yield list(csv.reader(io.StringIO(part.decode("utf-8", "replace"), newline="")))


def _sheets(piece: bytes) -> Iterator[list[list[str]]]:
    shared = [unescape(_TAG.sub(b"", one).decode()) for one in _SHARED.findall(piece)]
    for sheet in _SHEET.findall(piece):
        rows: list[list[str]] = []
        for row in _ROW.findall(sheet):
            texts: dict[int, str] = {}
            for letters, kind, value in _CELL.findall(row):
                is_shared = b't="s"' in kind and int(value) < len(shared)
                texts[_place(letters)] = shared[int(value)] if is_shared else unescape(value.decode())
            rows.append([texts.get(c, "") for c in range(max(texts, default=-1) + 1)])
        yield rows


def _place(letters: bytes) -> int:
    """A is 0, Z 25, AA 26."""
    at = 0
    for letter in letters:
        at = at * 26 + letter - 64
    return at - 1

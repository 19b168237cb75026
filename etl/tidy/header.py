"""表头在哪一行、每一列是什么：认前三十行，认合并的和两行的表头。"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from etl.tidy.unit import stated_units, without_unit

SEARCHED_ROWS = 30
_LONG = 100  # 字；更长的不是表头，不必记住
_PASSES = 9  # 遍；正经的表头两遍就不再变
Merge = tuple[int, int, int, int]
Named = dict[int, tuple[str, str]]
Candidate = tuple[int, int, Named, frozenset[str]]


@dataclass(frozen=True)
class Header:
    """A recognised header. Rows and columns count from 0; `named` maps a column to (plain text, text as written);
    `clashes` are pairs of columns whose headers stand for the same one of ours."""

    first_row: int
    last_row: int
    named: dict[int, tuple[str, str]]
    mapped: dict[str, int]
    clashes: tuple[tuple[int, int], ...]
    unknown: tuple[int, ...]

    def units(self, column: int) -> list[str]:
        """Money units stated in this column's own header."""
        return stated_units(self.named[column][1])


def plain(header: str) -> str:
    """A header as it is compared: full-width folded, blanks, units in brackets, stars and end marks removed."""
    if header.isascii() and header.replace(".", "", 1).isdecimal():
        return header  # 数据行里的数，多得记不住
    return _plain(header) if len(header) > _LONG else _kept_plain(header)


def _plain(header: str) -> str:
    # 去掉一些，剩下的可能又凑成要去掉的：做到不再变，写下来的和再读的才是同一个
    text = header
    for _again in range(_PASSES):
        left, text = text, without_unit(unicodedata.normalize("NFKC", text)).replace("*", "")
        text = re.sub(r"\([%‰选必填]+\)|[:。,、]+$", "", text).casefold()
        if text == left:
            break
    return text


_kept_plain = lru_cache(maxsize=4096)(_plain)  # 几十份表的表头多半一个写法，每份又要对几种报表


def find_header(
    rows: Sequence[Sequence[str]],
    merges: Sequence[Merge],
    fields: Mapping[str, str],
    ignored: frozenset[str],
    checked: frozenset[str] = frozenset(),
) -> Header | None:
    """The header that names most of `fields` (plain header → our column) in the first 30 rows; None where none does.

    `rows` are the sheet's first rows as text. Of several candidates the one that maps most columns is taken; then the
    one with fewer doubles, more columns recognised, fewer strange ones; then the single-row, upper one. A column of
    `checked` that comes twice is left out: which of two growth rates is meant can't be known, nor need it be.
    """
    found = [
        _mapped(row, depth, named, merges, fields, ignored, checked)
        for row, depth, named, texts in header_candidates(rows, merges)
        if not texts.isdisjoint(fields)
    ]
    return max((header for header in found if header.mapped), key=_fit, default=None)


def _fit(header: Header) -> tuple[int, ...]:
    # 紧挨表头上方的单位行、标题行会冒充两行表头的上一行：对上的列数一样时，看谁的生字少。
    recognised = len(header.named) - len(header.unknown)
    depth = header.last_row - header.first_row
    return len(header.mapped), -len(header.clashes), recognised, -len(header.unknown), -depth, -header.first_row


def nearest_headers(name: str, header: Header) -> list[str]:
    """Headers of the sheet that look like `name`, best first, as they are written there."""
    written = dict(header.named.values())
    return [written[text].replace("\n", "") for text in get_close_matches(plain(name), written, n=3, cutoff=0.4)]


def header_candidates(rows: Sequence[Sequence[str]], merges: Sequence[Merge]) -> Sequence[Candidate]:
    """Every one of the first 30 rows, alone and with the one below: first row, depth, column → (plain text, as
    written), and the plain texts."""
    return _candidates(tuple(map(tuple, rows[: SEARCHED_ROWS + 1])), tuple(merges))


@lru_cache(maxsize=32)  # 一张表要对几种报表，它自己的表头只认一遍
def _candidates(rows: tuple[tuple[str, ...], ...], merges: tuple[Merge, ...]) -> Sequence[Candidate]:
    found: list[Candidate] = []
    for row in range(min(SEARCHED_ROWS, len(rows))):
        for depth in (1, 2):
            if row + depth <= len(rows) and any(rows[row]):
                named = _named(rows, merges, row, depth)
                found.append((row, depth, named, frozenset(text for text, _raw in named.values())))
    return found


def _named(rows: Sequence[Sequence[str]], merges: Sequence[Merge], row: int, depth: int) -> Named:
    upper = _spread(rows, merges, row)
    lower = list(rows[row + 1]) if depth == 2 else [""] * len(upper)
    named: Named = {}
    for column, over in enumerate(upper):
        under = lower[column] if column < len(lower) else ""
        if under and not over and column and lower[column - 1]:
            over = upper[column] = upper[column - 1]  # xls 和 csv 里的两行表头常没有合并信息
        raw = over if not under or under == over else f"{over}\n{under}"
        if raw.strip():
            named[column] = (plain(raw), raw)
    return named


def _mapped(
    row: int,
    depth: int,
    named: Named,
    merges: Sequence[Merge],
    fields: Mapping[str, str],
    ignored: frozenset[str],
    checked: frozenset[str],
) -> Header:
    mapped: dict[str, int] = {}
    clashes = []
    unknown = []
    for column, (text, _raw) in named.items():
        field = fields.get(text)
        if field is None:
            if text not in ignored:
                unknown.append(column)
        elif field in mapped:
            clashes.append((mapped[field], column))
        else:
            mapped[field] = column
    if depth == 1:  # 横跨几列的一格不是哪一列的表头，下面那行才是
        spanned = {pair for pair in clashes if _in_one_cell(merges, row, *pair)}
        clashes = [pair for pair in clashes if pair not in spanned]
        for first, second in spanned:
            mapped.pop(fields[named[second][0]], None)
            unknown += [column for column in (first, second) if column not in unknown]
    doubled = {fields[named[second][0]] for _first, second in clashes} & checked
    mapped = {field: column for field, column in mapped.items() if field not in doubled}
    clashes = [pair for pair in clashes if fields[named[pair[0]][0]] not in doubled]
    return Header(row, row + depth - 1, named, mapped, tuple(clashes), tuple(unknown))


def _in_one_cell(merges: Sequence[Merge], row: int, first: int, second: int) -> bool:
    return any(top <= row <= bottom and left <= first < second <= right for top, left, bottom, right in merges)


def _spread(rows: Sequence[Sequence[str]], merges: Sequence[Merge], row: int) -> list[str]:
    """A header row with each horizontally merged cell's text repeated over the columns it spans."""
    texts = list(rows[row])
    for top, left, bottom, right in merges:
        if top <= row <= bottom and right > left:
            for column in range(left, min(right + 1, len(texts))):
                texts[column] = rows[top][left]
    return texts

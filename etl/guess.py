"""表头一个也认不得、或认得太少时：哪一行最像表头，整份最像哪种报表，好让人当场指认。"""

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from etl.mapping import LONGEST_HEADER
from etl.read.workbook import Sheet, Workbook
from etl.source import Source
from etl.tidy.header import Named, header_candidates

_ALIKE = 50  # 分；再低就不算像
_A_HEADER_HAS = 3  # 格不同的字；再少就不像表头
_NUMBER = re.compile(r"[\d.,%\-\s]+")


def guessed_header(sheet: Sheet, kinds: Sequence[Source]) -> tuple[int, Named] | None:
    """The row (from 0; the lower of two) that is most like a header of these kinds, and its cells.

    Where none is alike, the row with most different words; None where none has three.
    """
    best: tuple[int, Named] | None = None
    most = (0.0, 0, 0)
    for row, depth, named, texts in header_candidates(sheet.top, sheet.merged):
        words = frozenset(text for text in texts if not _NUMBER.fullmatch(text))
        score = max(_likeness(words, _known(kind)) for kind in kinds), len(words), -depth
        if len(words) >= _A_HEADER_HAS and score > most:
            best, most = (row + depth - 1, named), score
    return best


def likely_titles(book: Workbook, kinds: Sequence[Source]) -> tuple[str, ...]:
    """The titles of these kinds, those most like what the visible sheets have in one row first."""
    scores = {
        kind.title: max(
            (
                _likeness(texts, _known(kind))
                for sheet in book.sheets
                if sheet.is_visible and sheet.kind.num_rows
                for _row, _depth, _named, texts in header_candidates(sheet.top, sheet.merged)
            ),
            default=0.0,
        )
        for kind in kinds
    }
    return tuple(sorted(scores, key=lambda title: -scores[title]))


def _known(kind: Source) -> tuple[str, ...]:
    return tuple(kind.by_header)


@lru_cache(maxsize=512)  # 同一行要对几种报表问几遍
def _likeness(texts: frozenset[str], known: tuple[str, ...]) -> float:
    """How many of these texts are like a known header, each by how much."""
    short = (text for text in texts if len(text) <= LONGEST_HEADER)
    found = (process.extractOne(text, known, scorer=fuzz.ratio, score_cutoff=_ALIKE) for text in short)
    return sum(match[1] / 100 for match in found if match)

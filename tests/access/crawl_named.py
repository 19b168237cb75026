"""碰巧相同的数各是什么：它所在的那一格，行上写着哪一组、哪一期，指标的门给的正是这个数。

凑整了等于某一格不算数，上万格里总有一格合得上：要同一列别的行也各是各的数，或同一行别的列也是这一组这一期的。
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from tests.access.crawl_grids import Grid
from tests.access.crawl_known import Cell, Said
from tests.access.crawl_search import Hit, fits, significant

_EVIDENCE = 3  # 个别的数：同一列别的行，或同一行别的列
_DIGITS = 3  # 位有效数字以上的才算得上对上
_WRONG = 2  # 对上的至少是没有对上的几倍
_WORDS = 3  # 个词以内说得出一格：两个分组，一个报告期
_MOST = 12  # 个词以上的一行说的不是哪一格：横过来的表头
_SAME = 1e-9
_SCALES = (1.0, 1e-4, 1e4)  # 万元、亿元、元

Held = Callable[[Cell, str, float], bool]
_Place = tuple[Grid, int, int]


class _Door:
    """One table of the door, to be found by the words of a row."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        self.by_words: dict[frozenset[str], list[tuple[str, Cell]]] = {}
        self.by_line: dict[tuple[str, frozenset[str]], Cell] = {}
        self.by_row: dict[tuple[str, frozenset[str]], list[Cell]] = {}
        for cell in cells:
            for line, words in cell.lines:
                self.by_words.setdefault(words, []).append((line, cell))
                self.by_line[line, words] = cell
            self.by_row.setdefault(cell.row, []).append(cell)
        self.words = {word for words in self.by_words for word in words}
        self.seen: dict[Grid, list[list[frozenset[str]]]] = {}

    def sets(self, table: Grid, periods: Mapping[str, str]) -> list[list[frozenset[str]]]:
        """For each row of a table the words in it that together say a cell, each set of them."""
        if table not in self.seen:
            self.seen[table] = [self._sets({periods.get(one, one) for one in row} & self.words) for row in table.rows]
        return self.seen[table]

    def _sets(self, known: set[str]) -> list[frozenset[str]]:
        sizes = range(1, _WORDS + 1) if len(known) <= _MOST else ()
        sets = (frozenset(one) for size in sizes for one in combinations(sorted(known), size))
        return [one for one in sets if one in self.by_words]


def named(
    found: Mapping[Hit, str],
    grids: Mapping[str, Sequence[Grid]],
    tables: Iterator[list[Cell]],
    periods: Mapping[str, str],
    held: Held = lambda _cell, _text, _scale: False,
) -> dict[Hit, str]:
    """What each number found is, by the tables of the piece it was found in; those nothing can say are left out.

    Every cell of that piece with this number must be the door's own for the words in its row. `held` says of a cell, a
    number as written and its scale whether a firm of the very group has that figure: then it's no chance. Tables are
    asked for while one has no name. `periods`: what a quarter is written as, with the quarter.
    """
    places: dict[tuple[str, str], list[_Place]] = {}
    for piece, text in dict.fromkeys((piece, hit.figure) for hit, piece in found.items() if hit.figure):
        several = [(grid, r, c) for grid in grids[piece] for (r, c), one in grid.numbers.items() if one == text]
        if several:
            places[piece, text] = several
    names: dict[tuple[str, str], list[str]] = {key: [""] * len(several) for key, several in places.items()}
    while any("" in several for several in names.values()) and (cells := next(tables, None)) is not None:
        door = _Door(cells)
        for key, several in names.items():
            for number, name in enumerate(several):
                if not name:
                    several[number] = _told(door, places[key][number], periods, held)
    said = {key: several[0] for key, several in names.items() if all(several)}
    return {hit: said[piece, hit.figure] for hit, piece in found.items() if (piece, hit.figure) in said}


def exactly(hit: Hit, numbers: Iterable[Said]) -> str:
    """The planned or published number that this is, with no digit more or less, and in the same words if in words."""
    for one in numbers:
        around = (one.before + "…" + one.after).encode().split("…".encode())
        if abs(one.value - float(hit.figure)) < _SAME and all(part in hit.context for part in around):
            return one.name
    return ""


def _told(door: _Door, place: _Place, periods: Mapping[str, str], held: Held) -> str:
    grid, r, c = place
    for table, row, column in ((grid, r, c), (grid.turned, c, r)):
        text, sets = table.numbers[row, column], door.sets(table, periods)
        for one in sets[row]:
            for line, cell in door.by_words[one]:
                scale = _scale(text, cell)
                if scale and not held(cell, text, scale):
                    if _is_line(door, table, row, column, sets, line, scale):
                        return f"{cell.name}，这一列别的行也是"
                    if _is_row(door, table, row, column, cell):
                        return f"{cell.name}，这一行别的列也是"
    return ""


def _is_line(
    door: _Door, table: Grid, row: int, column: int, sets: Sequence[Sequence[frozenset[str]]], line: str, scale: float
) -> bool:
    """Whether enough other rows have in this column what the door has there for their own words.

    All rows, or those that have a word in common with this one: 上年同期 stands under 营业收入 in a chart's table.
    """
    right: dict[int, str] = {}
    wrong: list[int] = []
    for other, several in enumerate(sets):
        text = table.numbers.get((other, column), "")
        if other != row and significant(text) >= _DIGITS:
            cells = [door.by_line[line, one] for one in several if (line, one) in door.by_line]
            if any(fits(text, cell.value * scale) for cell in cells):
                right[other] = text
            elif cells:
                wrong.append(other)
    if len(right) < _EVIDENCE:
        return False
    shared = [set(table.rows[row]) & set(table.rows[other]) for other in right]
    for word in ["", *set().union(*shared)]:
        texts = {text for other, text in right.items() if not word or word in table.rows[other]}
        against = sum(not word or word in table.rows[other] for other in wrong)
        if len(texts) >= max(_EVIDENCE, _WRONG * against):
            return True
    return False


def _is_row(door: _Door, table: Grid, row: int, column: int, cell: Cell) -> bool:
    """Whether enough other columns of this row have a number of the same group and quarter, each another one."""
    others = [one for one in door.by_row.get(cell.row, []) if one.value != cell.value]
    texts = {text for (r, c), text in table.numbers.items() if r == row and c != column and significant(text) > _DIGITS}
    right = {text: next((one.name for one in others if _scale(text, one)), "") for text in texts}
    return len({name for name in right.values() if name}) >= max(
        _EVIDENCE, _WRONG * sum(not one for one in right.values())
    )


def _scale(text: str, cell: Cell) -> float:
    """In which unit a number as written is this cell, 0 in none."""
    scales = _SCALES if cell.is_money else _SCALES[:1]
    return next((scale for scale in scales if fits(text, cell.value * scale)), 0.0)

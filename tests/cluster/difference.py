"""两扇门的答案差多少：行对行、格对格；数看相对差，家数、文字、空格必须一样。"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from numbers import Number

import pandas as pd

LARGEST_ALLOWED = 1e-9
_NOTHING = 1e-12  # 各部分减合计，本该是零，剩下的是双精度的尾数
_SHOWN = 3


@dataclass(frozen=True)
class Difference:
    """Rows and columns compared, the largest relative difference of two numbers, and what must not differ but does."""

    rows: int
    columns: int
    largest: float
    faults: tuple[str, ...]


def of_rows(ours: Iterable[Sequence[object]], theirs: Iterable[Sequence[object]]) -> Difference:
    """Two answers to one statement, as sets of rows: rows that tie in the statement's order may stand either way."""
    return _of(sorted(map(tuple, ours), key=_place), sorted(map(tuple, theirs), key=_place))


def of_tables(ours: pd.DataFrame, theirs: pd.DataFrame) -> Difference:
    """Two tidy tables, row by row in their order; a table's empty cell is null, whatever stands for it in memory.

    A remainder that is nothing but rounding, smaller than 1e-12 both sides, is zero: a table also shows those.
    """
    if list(ours.columns) != list(theirs.columns):
        return Difference(len(ours), len(ours.columns), 0.0, (f"列不同：{list(ours.columns)} {list(theirs.columns)}",))
    return _of(_cells(ours), _cells(theirs))


def relative(one: object, other: object) -> float:
    """|one − other| ÷ the larger of the two; infinite where they may not differ at all and do."""
    if one is None or other is None or not isinstance(one, Number) or not isinstance(other, Number):
        return 0.0 if type(one) is type(other) and one == other else math.inf
    if isinstance(one, int) or isinstance(other, int):  # 家数；是与否也是整数
        return 0.0 if one == other and isinstance(one, bool) == isinstance(other, bool) else math.inf
    first, second = float(one), float(other)  # type: ignore[arg-type]
    if first == second or (math.isnan(first) and math.isnan(second)):
        return 0.0
    gap = abs(first - second) / max(abs(first), abs(second))
    return math.inf if math.isnan(gap) else gap


def _of(ours: list[tuple[object, ...]], theirs: list[tuple[object, ...]]) -> Difference:
    largest, faults = 0.0, []
    if len(ours) != len(theirs):
        faults.append(f"行数 {len(ours)} 与 {len(theirs)}")
    for mine, yours in zip(ours, theirs, strict=False):
        worst = max(map(relative, mine, yours), default=0.0) if len(mine) == len(yours) else math.inf
        if worst > LARGEST_ALLOWED:
            faults.append(f"{mine} 与 {yours}")
        largest = max(largest, worst)
    return Difference(len(ours), len(ours[0]) if ours else 0, largest, tuple(faults[:_SHOWN]))


def _place(row: tuple[object, ...]) -> tuple[list[str], list[float]]:
    """Words, dates, counts and gaps first: only rows equal in all of them are told apart by their figures."""
    figures = [float(cell) for cell in row if _is_figure(cell)]  # type: ignore[arg-type]
    return [f"{type(cell).__name__} {cell}" for cell in row if not _is_figure(cell)], figures


def _is_figure(cell: object) -> bool:
    return isinstance(cell, Number) and not isinstance(cell, int)


def _cells(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    words = frame.astype(object).where(frame.notna(), None)
    return [tuple(map(_without_noise, row)) for row in words.itertuples(index=False, name=None)]


def _without_noise(cell: object) -> object:
    return 0.0 if isinstance(cell, float) and abs(cell) < _NOTHING else cell

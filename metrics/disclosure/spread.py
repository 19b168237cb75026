"""由各家分布算出的数（集中度、不平等）哪些格子能给：给出去的格子相减，剩下的一撮也要够多，不论在哪一版里。

平方和、熵这类数能加能减，两格之差就是差的那几家自己的平方和；一家改了数，前后两版之差连它的新旧两个数都解得出来。所以
给出去的一族格子把企业分成几块，每一块单独看也得够多。前四家、前八家之和与别的合计一样放进规划。
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from metrics.disclosure.levels import contributions, settle
from metrics.disclosure.primary import Rules, is_unsafe
from metrics.disclosure.roll import Cell, Firms, Roll
from metrics.disclosure.rules import Policy
from metrics.disclosure.sums import Row, Sums, exact, of_firms

SPREAD, TOPS = "spread", (4, 8)


def top_name(count: int) -> str:
    """The key of the cells whose `count` largest firms' share is withheld."""
    return f"top{count}"


@dataclass(frozen=True)
class Spread:
    """The cells whose spread may leave, and those of which the share of the 4 or 8 largest may; with the sums that
    tells, over places in the roll.
    """

    given: frozenset[Cell]
    tops: Mapping[int, frozenset[Cell]]
    told: Sums


def choose(
    roll: Roll, cells: Mapping[Cell, Firms], policy: Policy, told: Sums, earlier: Iterable[Firms] = ()
) -> Spread:
    """Which of the cells that are shown may have their spread given, the widest tables first.

    `earlier`: sets of firms whose spread is out already, `told`: the sums that are.
    """
    blocks = np.zeros(len(roll.firms), dtype=int)  # 0：还没有哪一格把它包进去
    for firms in earlier:
        blocks = _split(blocks, firms)
    order = {table: number for number, table in enumerate(policy.tables)}
    given: list[Cell] = []
    for cell in sorted(cells, key=lambda one: (order[tuple(name for name, _value in one)], -len(cells[one]), one)):
        refined = _split(blocks, cells[cell])
        if _is_fit(roll, blocks, refined, cells[cell], policy):
            blocks = refined
            given.append(cell)
    return _with_tops(roll, {cell: cells[cell] for cell in given}, policy.rules, told)


def is_wide(amounts: Sequence[float], minimum: int) -> bool:
    """Whether a set of contributors (largest first) is many enough, none of them over half."""
    return len(amounts) >= minimum and amounts[0] <= sum(amounts) / 2


def is_pinned(amounts: Sequence[float], heads: Sequence[int], within_pct: float) -> bool:
    """Whether the sum, the sum of squares and the sums of the largest `heads` (counts, ascending) bound some firm so
    closely, for somebody who knows which firm is larger than which. `amounts` largest first, none negative.
    """
    held = np.array(amounts, dtype=float)
    groups = [one for one in np.split(held, list(heads)) if len(one)]
    means = [float(one.mean()) for one in groups]
    squares = float(held @ held)
    near = within_pct / 100
    for number, own in enumerate(groups):
        low = means[number + 1] if number + 1 < len(groups) else 0.0
        high = means[number - 1] if number else _most(groups, means, squares)
        high = min(high, float(own.sum()) - (len(own) - 1) * low)
        if ((low >= own * (1 - near)) & (high <= own * (1 + near))).any():
            return True
    largest = float(held[0])
    is_low = not _is_possible(groups, means, squares, largest * (1 - near))
    return is_low and _most(groups, means, squares) <= largest * (1 + near)


def _most(groups: Sequence[np.ndarray], means: Sequence[float], squares: float) -> float:
    """The largest firm at most: everybody else as equal as the sums allow."""
    least = sum(len(own) * mean * mean for own, mean in zip(groups, means, strict=True))
    count = len(groups[0])
    return means[0] + float(np.sqrt(max(squares - least, 0.0) * (count - 1) / count))


def _is_possible(groups: Sequence[np.ndarray], means: Sequence[float], squares: float, largest: float) -> bool:
    """Whether the squares can be reached with nobody over `largest`: everybody as unequal as the sums allow."""
    most = 0.0
    for number, own in enumerate(groups):
        low = min(means[number], means[number + 1] if number + 1 < len(groups) else 0.0)
        high = min(largest, means[number - 1]) if number else largest
        if high < means[number]:
            return False
        extra = float(own.sum()) - len(own) * low
        full = int(extra // (high - low)) if high > low else 0
        rest = extra - full * (high - low)
        most += min(full, len(own)) * high * high + max(len(own) - full - 1, 0) * low * low
        most += (low + rest) ** 2 if full < len(own) else 0.0
    return most >= squares


def _split(blocks: np.ndarray, firms: Firms) -> np.ndarray:
    """The blocks refined by one more set: who was together stays so where both are in it or neither is."""
    inside = np.zeros(len(blocks), dtype=bool)
    inside[list(firms)] = True
    _names, refined = np.unique(2 * blocks + inside, return_inverse=True)
    return refined.astype(int) + (0 if (2 * blocks + inside == 0).any() else 1)


def _is_fit(roll: Roll, blocks: np.ndarray, refined: np.ndarray, firms: Firms, policy: Policy) -> bool:
    """Whether the set is wide, and every block it cuts out or leaves behind; a block it holds whole is known anyway."""
    touched = set(blocks[list(firms)].tolist())
    pieces: list[Sequence[int]] = [firms]
    for block in touched:
        parts = [np.flatnonzero(refined == one).tolist() for one in np.unique(refined[blocks == block])]
        if not block:
            pieces.append([one for one in firms if not blocks[one]])
        elif len(parts) > 1:
            pieces += parts
    every = [contributions(roll, one) for one in pieces]
    return all(is_wide(one, policy.spread_contributors) for one in every) and not any(
        is_pinned(one, (), policy.rules.interval) for one in every
    )


def _with_tops(roll: Roll, given: Mapping[Cell, Firms], rules: Rules, told: Sums) -> Spread:
    """The sums of the largest, as far as they, the rest and the step between them may be told beside all others."""
    wanted: list[tuple[Cell, int, Row]] = []
    for cell, firms in given.items():
        ranked = sorted(firms, key=lambda one: (-abs(roll.amounts[one]), roll.firms[one]))
        amounts = [float(abs(roll.amounts[one])) for one in ranked]
        heads: list[int] = []
        for count in TOPS:
            parts = [ranked[:count], ranked[count:], ranked[max(count - 4, 0) : count]]
            is_safe = all(part and not is_unsafe(contributions(roll, part), rules) for part in parts)
            if is_safe and not is_pinned(amounts, [*heads, count], rules.interval):
                heads.append(count)
                wanted.append((cell, count, of_firms(tuple(sorted(ranked[:count])))))
    known = set(told.rows)
    rows = exact([one for one in dict.fromkeys(row for _cell, _count, row in wanted) if one not in known])
    hidden = settle(roll, rows, np.zeros(len(rows.rows), dtype=bool), rules, told, {}) if rows.rows else []
    fit = rows.only([not one for one in hidden])
    out = known | set(fit.rows)
    tops = {count: frozenset(cell for cell, own, row in wanted if own == count and row in out) for count in TOPS}
    return Spread(frozenset(given), tops, told + fit)

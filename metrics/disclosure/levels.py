"""一期的合计哪些能公布：该隐的格子、并排着能相减的格子、每家企业，一起交给求解。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from metrics.disclosure.line import hide_more
from metrics.disclosure.movement import Problem, Rows
from metrics.disclosure.primary import Rules, by_contributor, is_unsafe, protection_level
from metrics.disclosure.roll import Cell, Firms, Roll
from metrics.disclosure.solver import protect
from metrics.disclosure.sums import Row, Sums, exact, matrix, of_firms

NOTHING = Sums()
Aims = Mapping[Row, float]


@dataclass(frozen=True)
class Judged:
    """What of a period's cells is hidden: by a rule of its own (`primary`), or for others' sake."""

    hidden: frozenset[Cell]
    primary: frozenset[Cell]


def judge(roll: Roll, cells: Mapping[Cell, Firms], rules: Rules, known: Sums = NOTHING) -> Judged:
    """Hide what the rules forbid among `cells`, and what would give it away; cells of the same firms go together.

    `known`: sums that are out already (shown before): they can't be taken back.
    """
    sets = list(dict.fromkeys(cells.values()))
    unsafe = np.array([is_unsafe(contributions(roll, one), rules) for one in sets], dtype=bool)
    if is_off(rules):
        settled = unsafe
    else:
        rows = [of_firms(one) for one in sets]
        needs = [protection_level(contributions(roll, one), rules) for one in sets]
        aims = {row: need for row, need, is_one in zip(rows, needs, unsafe, strict=True) if is_one}
        settled = settle(roll, exact(rows), unsafe, rules, known, aims)
    hidden = {one for one, is_hidden in zip(sets, settled, strict=True) if is_hidden}
    if not is_off(rules):
        out = set(known.rows)
        hide_more(roll, cells, hidden, rules, {one for one in sets if of_firms(one) in out})
    primary = {one for one, is_unsafe_one in zip(sets, unsafe, strict=True) if is_unsafe_one}
    return Judged(
        frozenset(key for key, one in cells.items() if one in hidden),
        frozenset(key for key, one in cells.items() if one in primary),
    )


def is_off(rules: Rules) -> bool:
    """Whether no rule holds."""
    return rules.min_contributors is None and rules.p is None and rules.dominance_n is None


def contributions(roll: Roll, firms: Sequence[int]) -> list[float]:
    """What each contributor of a set of firms brings, largest first."""
    return by_contributor([float(roll.amounts[one]) for one in firms], [roll.holders[one] for one in firms])


def settle(
    roll: Roll, offered: Sums, must: np.ndarray, rules: Rules, known: Sums, aims: Aims,
    cost: Sequence[float] | None = None,
) -> np.ndarray:  # fmt: skip
    """Which of the offered sums are hidden so that no aim, and no firm, can be recovered from the rest and `known`.

    `must`: those hidden by a rule; `aims`: what must be able to move, and by how much (万元); `cost`: what hiding one
    loses, its amount (万元) where not given.
    """
    every = offered + known
    rows = matrix(every.rows, len(roll.firms))
    blocks = _blocks(sparse.vstack([rows, matrix(list(aims), len(roll.firms))], format="csc"))
    first = [block[0] for block in blocks]
    amounts = np.abs(roll.amounts)
    lost = np.asarray(abs(rows) @ amounts)
    if cost is not None:
        lost[: len(cost)] = cost
    every_aim = {**_alone(roll, blocks, rules), **aims}
    problem = Problem(
        cells=sparse.csr_array(rows[:, first]),
        low=np.array(every.low),
        high=np.array(every.high),
        sizes=np.array([amounts[list(block)].sum() for block in blocks]),
        cost=lost + 1e-9 * lost.sum(),
        must=np.concatenate([must, np.zeros(len(known.rows), dtype=bool)]),
        known=np.arange(len(every.rows)) >= len(offered.rows),
        targets=sparse.csr_array(matrix(list(every_aim), len(roll.firms))[:, first]),
        needs=np.array(list(every_aim.values()), dtype=float),
    )
    hidden, _lost = protect(problem)
    return hidden[: len(offered.rows)]


def _blocks(columns: Rows) -> list[Firms]:
    """Firms that stand in exactly the same sums can't be told apart: one unknown each such block."""
    columns.sort_indices()
    blocks: dict[tuple[bytes, bytes], list[int]] = {}
    for firm in range(columns.shape[1]):
        own = slice(columns.indptr[firm], columns.indptr[firm + 1])
        blocks.setdefault((columns.indices[own].tobytes(), columns.data[own].tobytes()), []).append(firm)
    return [tuple(block) for block in blocks.values()]


def _alone(roll: Roll, blocks: Sequence[Firms], rules: Rules) -> dict[Row, float]:
    """Every block that would be unsafe as a cell, and by how much it must stay unknown."""
    aims: dict[Row, float] = {}
    for one in blocks:
        amounts = contributions(roll, one)
        level = protection_level(amounts, rules) if is_unsafe(amounts, rules) else 0.0
        if level > 0:
            aims[of_firms(one)] = level
    return aims

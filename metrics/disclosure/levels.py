"""一期的合计哪些能公布：该隐的格子、并排着能相减的格子、每家企业，一起交给求解。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from metrics.disclosure.line import hide_more
from metrics.disclosure.primary import Rules, by_contributor, is_unsafe, protection_level
from metrics.disclosure.roll import Cell, Roll, matrix
from metrics.disclosure.solver import Problem, Rows, protect

Sets = Sequence[tuple[int, ...]]


@dataclass(frozen=True)
class Judged:
    """What of a period's cells is hidden: by a rule of its own (`primary`), or for others' sake."""

    hidden: frozenset[Cell]
    primary: frozenset[Cell]


def judge(roll: Roll, cells: Mapping[Cell, tuple[int, ...]], rules: Rules, known: Sets = ()) -> Judged:
    """Hide what the rules forbid among `cells`, and what would give it away; cells of the same firms go together.

    `known`: sets of firms whose sum is out already (shown before): they can't be taken back.
    """
    sets = list(dict.fromkeys(cells.values()))
    unsafe = np.array([is_unsafe(contributions(roll, one), rules) for one in sets], dtype=bool)
    settled = settle(roll, sets, unsafe, rules, known)
    hidden = {one for one, is_hidden in zip(sets, settled, strict=True) if is_hidden}
    if rules.min_contributors is not None or rules.p is not None or rules.dominance_n is not None:
        hide_more(roll, cells, hidden, rules, set(known))
    primary = {one for one, is_unsafe_one in zip(sets, unsafe, strict=True) if is_unsafe_one}
    return Judged(
        frozenset(key for key, one in cells.items() if one in hidden),
        frozenset(key for key, one in cells.items() if one in primary),
    )


def contributions(roll: Roll, firms: Sequence[int]) -> list[float]:
    """What each contributor of a set of firms brings, largest first."""
    return by_contributor([float(roll.amounts[one]) for one in firms], [roll.holders[one] for one in firms])


def settle(roll: Roll, sets: Sequence[tuple[int, ...]], unsafe: np.ndarray, rules: Rules, known: Sets) -> np.ndarray:
    """Which of the sets are hidden so that none of the unsafe ones, and no firm, can be recovered from the rest."""
    if rules.min_contributors is None and rules.p is None and rules.dominance_n is None:
        return unsafe
    every = [*sets, *known]
    rows = matrix(every, len(roll.firms))
    atoms, blocks = _atoms(rows)
    cells = sparse.csr_array(rows[:, [block[0] for block in blocks]])
    aims, needs = _aims(roll, [one for one, is_one in zip(sets, unsafe, strict=True) if is_one], blocks, rules)
    is_known = np.arange(len(every)) >= len(sets)
    amounts = np.abs(roll.amounts)
    problem = Problem(
        cells=cells,
        sizes=np.array([amounts[list(block)].sum() for block in blocks]),
        cost=np.array([amounts[list(one)].sum() for one in every]) + 1e-9 * amounts.sum(),
        must=np.concatenate([unsafe, np.zeros(len(known), dtype=bool)]),
        known=is_known,
        targets=_over_atoms(aims, atoms, len(blocks)),
        needs=needs,
    )
    hidden, _lost = protect(problem)
    return hidden[: len(sets)]


def _atoms(rows: Rows) -> tuple[np.ndarray, list[tuple[int, ...]]]:
    """Firms that stand in exactly the same cells can't be told apart: one unknown each such block."""
    columns: Rows = sparse.csc_array(rows)
    blocks: dict[bytes, list[int]] = {}
    for firm in range(rows.shape[1]):
        signature = np.sort(columns.indices[columns.indptr[firm] : columns.indptr[firm + 1]]).tobytes()
        blocks.setdefault(signature, []).append(firm)
    atoms = np.zeros(rows.shape[1], dtype=int)
    for number, block in enumerate(blocks.values()):
        atoms[block] = number
    return atoms, [tuple(block) for block in blocks.values()]


def _aims(roll: Roll, unsafe: Sets, blocks: Sets, rules: Rules) -> tuple[list[tuple[int, ...]], np.ndarray]:
    """What must stay unknown, and by how much: the unsafe cells, and every block that would be unsafe as a cell."""
    aims: dict[tuple[int, ...], float] = {}
    for one in [*unsafe, *blocks]:
        amounts = contributions(roll, one)
        if is_unsafe(amounts, rules):
            level = protection_level(amounts, rules)
            if level > 0:
                aims[one] = level
    return list(aims), np.array(list(aims.values()), dtype=float)


def _over_atoms(aims: Sets, atoms: np.ndarray, count: int) -> Rows:
    """An aim's firms as blocks; an aim holds whole blocks, since it is a cell or a block itself."""
    return matrix([tuple(sorted({int(atoms[firm]) for firm in aim})) for aim in aims], count)

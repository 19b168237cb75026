"""挑出还要一并隐去的格子：线性规划由 HiGHS 解（经 scipy），这里只列方程。

攻击者知道每个公布格子的合计。一个目标受到保护，是说企业的数可以这样一齐变动：公布的合计一分不变，
变动不超过各自的大小（朝两边都行），而目标变了不止它该有的保护幅度。找不到这样的变动，就再隐几格。
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from scipy import optimize, sparse

Rows: TypeAlias = Any  # scipy 的稀疏阵：它自己的类型标注不全
_ROUNDS = 6  # 一次规划同时替许多目标找变动；几轮之后剩下的再逐个找
_SLACK = 1e-6


@dataclass(frozen=True)
class Problem:
    """Cells (rows) and targets over the same unknowns; amounts in one unit.

    `sizes`: the unknowns' amounts, not negative. `cost`: what hiding a cell loses. `must`: hidden by a rule. `known`:
    can't be hidden any more. `needs`: by how much each target must be able to move either way.
    """

    cells: Rows
    sizes: np.ndarray
    cost: np.ndarray
    must: np.ndarray
    known: np.ndarray
    targets: Rows
    needs: np.ndarray


def protect(problem: Problem) -> tuple[np.ndarray, np.ndarray]:
    """Which cells are hidden, and which targets stay unprotected even so (already known too well)."""
    hidden = problem.must & ~problem.known
    waiting = unprotected(problem, hidden, [int(one) for one in np.flatnonzero(problem.needs > 0)], _ROUNDS)
    lost: list[int] = []
    while waiting:
        target = max(waiting, key=lambda one: (problem.needs[one], -one))
        waiting.remove(target)
        if reach(problem, hidden, target) >= problem.needs[target] * (1 - _SLACK):
            continue
        more = _cheapest(problem, hidden, target)
        if more is None:
            lost.append(target)
        else:
            hidden = hidden | more
            waiting = unprotected(problem, hidden, waiting, 1)
    return hidden, np.array(lost, dtype=int)


def unprotected(problem: Problem, hidden: np.ndarray, waiting: list[int], rounds: int) -> list[int]:
    """Those of `waiting` for which no movement was found yet; the seed is fixed: the same problem, the same answer."""
    random = np.random.default_rng(7)
    free, rows = _free(problem, hidden)
    for _round in range(rounds):
        if not waiting:
            break
        found = _many(problem, free, rows, waiting, random.choice([-1.0, 1.0], len(waiting)))
        waiting = [one for one, is_found in zip(waiting, found, strict=True) if not is_found]
    return waiting


def reach(problem: Problem, hidden: np.ndarray, target: int) -> float:
    """How far a target can move with all shown cells fixed; the same both ways."""
    free, rows = _free(problem, hidden)
    row = problem.targets[[target]].toarray()[0][free]
    if not row.any():
        return 0.0
    sizes = problem.sizes[free]
    scale = problem.needs[target] or 1.0
    solved = _solve(-row, rows, np.zeros(rows.shape[0]), -sizes / scale, sizes / scale)
    return 0.0 if solved is None else float(row @ solved) * scale


def _free(problem: Problem, hidden: np.ndarray) -> tuple[np.ndarray, Rows]:
    """Unknowns that no shown cell gives away alone, and the shown cells over them."""
    shown = problem.cells[np.flatnonzero(~hidden)]
    alone = shown[np.flatnonzero(np.diff(shown.indptr) == 1)]
    is_free = problem.sizes > 0
    is_free[alone.indices] = False
    free = np.flatnonzero(is_free)
    rows: Rows = sparse.csr_array(shown[:, free])
    return free, sparse.csr_array(rows[np.flatnonzero(np.diff(rows.indptr) > 0)])


def _many(problem: Problem, free: np.ndarray, rows: Rows, waiting: list[int], signs: np.ndarray) -> np.ndarray:
    """One movement for as many targets as it can serve: maximise the sum of their shares, each counted up to 1."""
    wanted: Rows = sparse.csr_array(problem.targets[waiting][:, free])
    needs = problem.needs[waiting]
    count, size = len(waiting), len(free)
    if not size:
        return np.zeros(count, dtype=bool)
    unit = float(np.median(needs))
    scaled = sparse.diags_array(signs * unit / needs) @ wanted
    equal: Rows = sparse.hstack([rows, sparse.csr_array((rows.shape[0], count))], format="csr")
    upper = sparse.hstack([-scaled, sparse.eye_array(count)], format="csr")
    sizes = problem.sizes[free] / unit
    solved = optimize.linprog(
        np.concatenate([np.zeros(size), -np.ones(count)]),
        A_ub=upper,
        b_ub=np.zeros(count),
        A_eq=equal if rows.shape[0] else None,
        b_eq=np.zeros(rows.shape[0]) if rows.shape[0] else None,
        bounds=np.column_stack([np.append(-sizes, np.zeros(count)), np.append(sizes, np.ones(count))]),
        method="highs",
    )
    if solved.x is None:
        return np.zeros(count, dtype=bool)
    return np.abs(scaled @ solved.x[:size]) >= 1 - _SLACK


def _cheapest(problem: Problem, hidden: np.ndarray, target: int) -> np.ndarray | None:
    """Cells to hide as well so that the target can move enough, at little cost; None where known cells forbid it.

    The fixed cost of a cell is spread over its movement, then spread again over the movement found: two rounds bring a
    fixed-charge problem near its optimum (Kelly, Golden & Assad 1992 use the same relaxation).
    """
    usable = np.flatnonzero(problem.sizes > 0)
    need = problem.needs[target]
    row = problem.targets[[target]].toarray()[0][usable]
    if not row.any():
        return None
    fixed: Rows = sparse.csr_array(problem.cells[np.flatnonzero(problem.known)][:, usable])
    priced = np.flatnonzero(~hidden & ~problem.known)
    paid: Rows = sparse.csr_array(problem.cells[priced][:, usable])
    moves = np.diff(paid.indptr) > 0
    priced, paid = priced[moves], sparse.csr_array(paid[np.flatnonzero(moves)])
    sizes = problem.sizes[usable] / need
    room = np.minimum(1.0, paid @ sizes)
    price = problem.cost[priced] / room
    best: np.ndarray | None = None
    for _round in range(3):
        solved = _priced_move(row, fixed, paid, sizes, price / price.max() if len(price) else price)
        if solved is None:
            return best
        moved = np.abs(paid @ solved)
        more = np.zeros(len(hidden), dtype=bool)
        more[priced[moved > _SLACK]] = True
        if best is None or problem.cost[more].sum() < problem.cost[best].sum():
            best = more
        price = problem.cost[priced] / np.maximum(moved, 1e-3 * room)
    return best


def _priced_move(row: np.ndarray, fixed: Rows, paid: Rows, sizes: np.ndarray, price: np.ndarray) -> np.ndarray | None:
    count, cells = len(sizes), paid.shape[0]
    equal: Rows = sparse.vstack(
        [
            sparse.hstack([sparse.csr_array(row[None, :]), sparse.csr_array((1, 2 * cells))]),
            sparse.hstack([fixed, sparse.csr_array((fixed.shape[0], 2 * cells))]),
            sparse.hstack([paid, -sparse.eye_array(cells), sparse.eye_array(cells)]),
        ],
        format="csr",
    )
    right = np.zeros(equal.shape[0])
    right[0] = 1.0
    lower = np.concatenate([-sizes, np.zeros(2 * cells)])
    upper = np.concatenate([sizes, np.full(2 * cells, np.inf)])
    solved = _solve(np.concatenate([np.zeros(count), price, price]), equal, right, lower, upper)
    return None if solved is None else solved[:count]


def _solve(cost: np.ndarray, equal: Rows, right: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> np.ndarray | None:
    has_rows = equal.shape[0] > 0
    solved = optimize.linprog(
        cost,
        A_eq=equal if has_rows else None,
        b_eq=right if has_rows else None,
        bounds=np.column_stack([lower, upper]),
        method="highs",
    )
    return solved.x if solved.status == 0 else None

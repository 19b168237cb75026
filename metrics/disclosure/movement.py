"""一组合计之下企业的数还能怎样变动：线性规划由 HiGHS 解（经 scipy），这里只列方程。

攻击者知道每个公布的合计，舍入过的知道它在哪一段。变动：公布的合计一分不变，舍入过的不出那一段，各家不超过自己的大小。
"""

from dataclasses import dataclass
from typing import Any, TypeAlias, cast

import numpy as np
from scipy import optimize, sparse

Rows: TypeAlias = Any  # scipy 的稀疏阵：它自己的类型标注不全
SLACK = 1e-6


@dataclass(frozen=True)
class Problem:
    """Sums (rows) and targets over the same unknowns; amounts in one unit.

    `low`, `high`: how far a sum may move once shown, both 0 where it is shown to the cent. `sizes`: the unknowns'
    amounts, not negative. `cost`: what hiding a sum loses. `must`: hidden by a rule. `known`: can't be hidden any more.
    `needs`: by how much each target must be able to move, up or down.
    """

    cells: Rows
    low: np.ndarray
    high: np.ndarray
    sizes: np.ndarray
    cost: np.ndarray
    must: np.ndarray
    known: np.ndarray
    targets: Rows
    needs: np.ndarray


def reach(problem: Problem, hidden: np.ndarray, target: int) -> np.ndarray:
    """The movement that takes a target farthest, up or down, with what is shown staying as it is shown."""
    left = _left(problem, hidden)
    best = np.zeros(len(problem.sizes))
    row = problem.targets[[target]].toarray()[0][left.free]
    if not row.any():
        return best
    scale = problem.needs[target] or 1.0
    most = 0.0
    for sign in (1.0, -1.0):
        x = _solve(-sign * row, left.fixed, left.within, left.low / scale, left.high / scale, left.sizes / scale)
        if x is not None and sign * float(row @ x) > most:
            most = sign * float(row @ x)
            best[left.free] = x * scale
        if most >= 1 or not left.within.shape[0]:  # 没有舍入的，两边一样远
            break
    return best


@dataclass(frozen=True)
class _Left:
    """What can still move: the unknowns no sum gives away alone, the sums that fix them, and those that bound them."""

    free: np.ndarray
    sizes: np.ndarray
    fixed: Rows
    within: Rows
    low: np.ndarray
    high: np.ndarray


def _left(problem: Problem, hidden: np.ndarray) -> _Left:
    is_exact = (problem.low == 0) & (problem.high == 0)
    shown = problem.cells[np.flatnonzero(~hidden & is_exact)]
    alone = shown[np.flatnonzero(np.diff(shown.indptr) == 1)]
    is_free = problem.sizes > 0
    is_free[alone.indices] = False
    free = np.flatnonzero(is_free)
    fixed = sparse.csr_array(shown[:, free])
    loose = np.flatnonzero(~hidden & ~is_exact)
    within = sparse.csr_array(problem.cells[loose][:, free])
    # 全部动到头也出不了那一段的，不必列
    binds = (abs(within) @ problem.sizes[free]) > np.minimum(-problem.low[loose], problem.high[loose])
    return _Left(
        free,
        problem.sizes[free],
        sparse.csr_array(fixed[np.flatnonzero(np.diff(fixed.indptr) > 0)]),
        sparse.csr_array(within[np.flatnonzero(binds)]),
        problem.low[loose][binds],
        problem.high[loose][binds],
    )


def many(problem: Problem, hidden: np.ndarray, waiting: list[int], signs: np.ndarray) -> np.ndarray:
    """One movement for as many targets as it can serve: maximise the sum of their shares, each counted up to 1."""
    left = _left(problem, hidden)
    best = np.zeros(len(problem.sizes))
    wanted: Rows = sparse.csr_array(problem.targets[waiting][:, left.free])
    needs = problem.needs[waiting]
    count, size = len(waiting), len(left.free)
    if not size:
        return best
    unit = float(np.median(needs))
    scaled = sparse.diags_array(signs * unit / needs) @ wanted
    blank = sparse.csr_array
    solved = optimize.linprog(
        np.concatenate([np.zeros(size), -np.ones(count)]),
        A_ub=sparse.vstack(
            [
                sparse.hstack([-scaled, sparse.eye_array(count)]),
                sparse.hstack([left.within, blank((left.within.shape[0], count))]),
                sparse.hstack([-left.within, blank((left.within.shape[0], count))]),
            ],
            format="csr",
        ),
        b_ub=np.concatenate([np.zeros(count), left.high / unit, -left.low / unit]),
        A_eq=sparse.hstack([left.fixed, blank((left.fixed.shape[0], count))], format="csr"),
        b_eq=np.zeros(left.fixed.shape[0]),
        bounds=np.column_stack(
            [np.append(-left.sizes / unit, np.zeros(count)), np.append(left.sizes / unit, np.ones(count))]
        ),
        method="highs",
    )
    if solved.x is not None:
        best[left.free] = solved.x[:size] * unit
    return best


def cheapest(problem: Problem, hidden: np.ndarray, target: int) -> tuple[np.ndarray, np.ndarray] | None:
    """Cells to hide as well so that the target can move enough, at little cost, and that movement; None where known
    cells forbid it.

    The fixed cost of a cell is spread over its movement, then spread again over the movement found: two rounds bring a
    fixed-charge problem near its optimum (Kelly, Golden & Assad 1992 use the same relaxation).
    """
    usable = np.flatnonzero(problem.sizes > 0)
    need = problem.needs[target]
    row = problem.targets[[target]].toarray()[0][usable]
    if not row.any():
        return None
    known = np.flatnonzero(problem.known)
    priced = np.flatnonzero(~hidden & ~problem.known)
    paid: Rows = sparse.csr_array(problem.cells[priced][:, usable])
    sizes = problem.sizes[usable] / need
    room = np.minimum(1.0, abs(paid) @ sizes)
    low, high = problem.low[priced] / need, problem.high[priced] / need
    moves = room > np.minimum(-low, high)
    priced, paid, room, low, high = priced[moves], paid[np.flatnonzero(moves)], room[moves], low[moves], high[moves]
    fixed = (problem.cells[known][:, usable], problem.low[known] / need, problem.high[known] / need)
    best: tuple[np.ndarray, np.ndarray] | None = None
    for sign in (1.0, -1.0) if problem.low.any() or problem.high.any() else (1.0,):
        price = problem.cost[priced] / room
        lowest = np.inf
        for _round in range(3):
            solved = _priced_move(sign * row, fixed, (paid, low, high), sizes, price / price.max(initial=1e-300))
            if solved is None:
                break
            moved = paid @ solved
            over = np.maximum(moved - high, low - moved)
            more = np.zeros(len(hidden), dtype=bool)
            more[priced[over > SLACK]] = True
            lost = problem.cost[more].sum()
            if best is None or lost < problem.cost[best[0]].sum():
                best = more, np.zeros(len(problem.sizes))
                best[1][usable] = solved * need
            if lost >= lowest:
                break
            lowest = lost
            price = problem.cost[priced] / np.maximum(over, 1e-3 * room)
    return best


def _priced_move(
    row: np.ndarray,
    fixed: tuple[Rows, np.ndarray, np.ndarray],
    paid: tuple[Rows, np.ndarray, np.ndarray],
    sizes: np.ndarray,
    price: np.ndarray,
) -> np.ndarray | None:
    """The movement of the target by 1 that costs least beyond what the paid sums allow; None where there is none."""
    count, cells = len(sizes), paid[0].shape[0]
    bound, low, high = fixed
    aim = sparse.hstack([sparse.csr_array(row[None, :]), sparse.csr_array((1, 2 * cells))])
    solved = optimize.milp(  # 没有整数：同一个求解器，一行能写两头的界
        np.concatenate([np.zeros(count), price, price]),
        constraints=[
            _constraint(aim, np.ones(1), np.ones(1)),
            _constraint(sparse.hstack([bound, sparse.csr_array((bound.shape[0], 2 * cells))]), low, high),
            _constraint(sparse.hstack([paid[0], -sparse.eye_array(cells), sparse.eye_array(cells)]), paid[1], paid[2]),
        ],
        bounds=_bounds(np.append(-sizes, np.zeros(2 * cells)), np.append(sizes, np.full(2 * cells, np.inf))),
    )
    return None if solved.x is None else solved.x[:count]


def _solve(
    cost: np.ndarray, fixed: Rows, within: Rows, low: np.ndarray, high: np.ndarray, sizes: np.ndarray
) -> np.ndarray | None:
    solved = optimize.milp(
        cost,
        constraints=[
            _constraint(fixed, np.zeros(fixed.shape[0]), np.zeros(fixed.shape[0])),
            _constraint(within, low, high),
        ],
        bounds=_bounds(-sizes, sizes),
    )
    return solved.x


def _constraint(rows: Rows, low: np.ndarray, high: np.ndarray) -> optimize.LinearConstraint:
    return cast(Any, optimize.LinearConstraint)(sparse.csr_array(rows), low, high)  # 数组也收，标注里漏了


def _bounds(low: np.ndarray, high: np.ndarray) -> optimize.Bounds:
    return cast(Any, optimize.Bounds)(low, high)

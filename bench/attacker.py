"""一个有线性规划的攻击者：手里是受控角色看到的一切写成的等式与不等式，推算每家企业的数。它们从 bench/listener.py 来。

测试与 `python -m bench.disclosure` 用它；不用 metrics/disclosure 的代码：看到的数从门里要，企业的数从库里读来核对。
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from scipy import optimize, sparse

from bench.knowledge import Knowledge, Variable
from bench.system import Matrix, System, system

CLOSE_PCT = 10.0
_SURE = 100  # 求解器的零头不到要动的百分之一，才算动得了


@dataclass(frozen=True)
class Bound:
    """What the attacker can say of one figure: it lies between `low` and `high` (万元); `true` is what it is."""

    variable: Variable
    low: float
    high: float

    @property
    def true(self) -> float:
        """The figure itself."""
        return self.variable[3]

    def is_close(self, within_pct: float = CLOSE_PCT) -> bool:
        """Whether every value it could have is within so many percent of the true one."""
        span = within_pct / 100 * abs(self.true)
        return self.low >= self.true - span and self.high <= self.true + span


def close(known: Knowledge, wanted: Sequence[Variable], within_pct: float = CLOSE_PCT) -> list[Bound]:
    """The wanted figures that can be bounded within so many percent: all others are proved to be free.

    A figure is free where all that is known also holds with that figure farther off. One such world is looked for with
    only that quarter's figures moving, many figures at once; then for each alone with the years around it moving; what
    finds none there is bounded with everything moving.
    """
    whole = system(known)
    place = {variable: number for number, variable in enumerate(whole.variables)}
    left: list[Variable] = []
    asked = [one for one in wanted if one in place and one[3]]
    for quarter in sorted({_quarter(one) for one in asked}):
        columns = np.array([at for one, at in place.items() if _quarter(one) == quarter], dtype=int)
        left += _not_free(whole.part(columns), [one for one in asked if _quarter(one) == quarter], within_pct)
    left = [one for one in left if not _is_free_nearby(whole, one, within_pct)]
    return [one for one in bounds(known, left, is_full=True) if one.is_close(within_pct)]


def _quarter(variable: Variable) -> str:
    """A prior-year figure moves with the quarter it is about."""
    kind, _firm, period, _true = variable
    return f"{int(period[:4]) - 1}{period[4:]}" if kind == "p" else period


def _is_free_nearby(whole: System, variable: Variable, within_pct: float) -> bool:
    """Whether a world is found in which this figure is farther off, the figures of the years around it moving too."""
    year = int(_quarter(variable)[:4])
    for first, last in ((year, year + 1), (year - 1, year), (year - 1, year + 1)):
        columns = [at for at, one in enumerate(whole.variables) if first <= int(_quarter(one)[:4]) <= last]
        own = whole.part(np.array(columns, dtype=int))
        if any(_is_far(own, variable, sign * within_pct) for sign in (1.01, -1.01)):
            return True
    return False


def _is_far(own: System, variable: Variable, percent: float) -> bool:
    """Whether the figure can be so many percent off; the interior point method is the faster one on wide systems."""
    at, size = own.variables.index(variable), len(own.variables)
    need = percent / 100 * abs(variable[3])
    unit = max(1.0, abs(variable[3]))
    cost = np.zeros(size)
    cost[at] = -np.sign(need)
    low, high = own.floor / unit, np.full(size, np.inf)
    low[at], high[at] = max(low[at], min(0.0, need / unit)), max(0.0, need / unit)
    above, below = np.isfinite(own.high), np.isfinite(own.low)
    solved = optimize.linprog(
        cost,
        A_ub=sparse.vstack([own.rows[above], -own.rows[below]]).tocsr(),
        b_ub=np.concatenate([own.high[above], -own.low[below]]) / unit,
        bounds=np.column_stack([low, high]),
        method="highs-ipm",
    )
    if solved.x is None:
        return False
    moved = solved.x * unit
    return bool(abs(moved[at]) >= 0.999 * abs(need)) and own.off(moved) <= abs(need) / _SURE


def _not_free(own: System, waiting: list[Variable], within_pct: float) -> list[Variable]:
    """Those for which no world was found in which they are farther off."""
    random = np.random.default_rng(3)
    place = {variable: number for number, variable in enumerate(own.variables)}
    need = {one: within_pct * 1.01 / 100 * abs(one[3]) for one in waiting}
    tries = 0
    while waiting and tries < 8:
        at = np.array([place[one] for one in waiting])
        needs = np.array([need[one] for one in waiting])
        moved = _world(own, at, needs, random.choice([-1.0, 1.0], len(waiting), p=[0.3, 0.7]))
        found = (np.abs(moved[at]) >= needs) & (own.off(moved) <= needs / _SURE)
        tries = 0 if found.mean() > 0.2 else tries + 1
        waiting = [one for one, is_found in zip(waiting, found, strict=True) if not is_found]
    rest = list(waiting)
    while rest:
        one = rest.pop()
        for sign in (1.0, -1.0):
            moved = _world(own, np.array([place[one]]), np.array([need[one]]), np.array([sign]))
            sure = own.off(moved) * _SURE
            served = {each for each in waiting if abs(moved[place[each]]) >= need[each] >= sure}
            waiting = [each for each in waiting if each not in served]
            rest = [each for each in rest if each not in served]
            if one in served:
                break
    return waiting


def _world(own: System, at: np.ndarray, needs: np.ndarray, signs: np.ndarray) -> np.ndarray:
    """Distances that keep everything known true and take as many of the figures as far off as is needed."""
    count, size = len(at), len(own.variables)
    unit = max(float(np.median(needs)), 1e-9)
    pick = sparse.csr_array((signs * unit / needs, (np.arange(count), at)), shape=(count, size))
    blank = sparse.csr_array((own.rows.shape[0], count))
    solved = optimize.milp(  # 没有整数：同一个求解器，一行能写两头的界
        np.concatenate([np.zeros(size), -np.ones(count)]),
        constraints=[
            _between(sparse.hstack([own.rows, blank]), own.low / unit, own.high / unit),
            _between(sparse.hstack([pick, -sparse.eye_array(count)]), np.zeros(count), np.full(count, np.inf)),
        ],
        bounds=_bounds(
            np.append(own.floor / unit, np.zeros(count)), np.append(np.full(size, np.inf), np.full(count, 1.02))
        ),
    )
    return np.zeros(size) if solved.x is None else solved.x[:size] * unit


def bounds(known: Knowledge, wanted: Sequence[Variable], *, is_full: bool = False) -> list[Bound]:
    """The tightest bounds on the wanted figures, cumulatives not being negative unless one truly is.

    Unless `is_full`, the lower bound is left at 0 where the upper one is far enough already. A figure of which nothing
    is known is anything from 0 upwards.
    """
    own = system(known)
    place = {variable: number for number, variable in enumerate(own.variables)}

    def solve(variable: Variable, sign: float) -> float:
        cost = np.zeros(len(own.variables))
        cost[place[variable]] = -sign
        unit = max(1.0, abs(variable[3]))
        solved = optimize.milp(
            cost,
            constraints=[_between(own.rows, own.low / unit, own.high / unit)],
            bounds=_bounds(own.floor / unit, np.full(len(cost), np.inf)),
        )
        if solved.status in (3, 4):  # 没有上界
            return sign * np.inf
        if solved.status != 0:
            raise RuntimeError(solved.message)
        return variable[3] + float(solved.x[place[variable]]) * unit

    found = []
    for variable in wanted:
        if variable not in place:
            found.append(Bound(variable, min(0.0, 3 * variable[3]), np.inf))
            continue
        high = solve(variable, 1.0)
        is_far = high > variable[3] + 0.1 * abs(variable[3]) and not is_full
        found.append(Bound(variable, 0.0 if is_far else solve(variable, -1.0), high))
    return found


def _between(rows: Matrix, low: np.ndarray, high: np.ndarray) -> optimize.LinearConstraint:
    return cast(Any, optimize.LinearConstraint)(sparse.csr_array(rows), low, high)


def _bounds(low: np.ndarray, high: np.ndarray) -> optimize.Bounds:
    return cast(Any, optimize.Bounds)(low, high)

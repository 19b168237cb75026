"""一个有线性规划的攻击者：手里是受控角色看到的一切写成的等式，推算每家企业的数。等式从 bench/listener.py 来。

测试与 `python -m bench.disclosure` 用它；不用 metrics/disclosure 的代码：看到的数从门里要，企业的数从库里读来核对。
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import optimize, sparse

Variable = tuple[str, str, str, float]  # 本期 y 或表内上年同期 p、企业、报告期、真数：两版里没有改的就是同一个未知数


@dataclass
class Knowledge:
    """Equations over firms' figures: each row says that a sum lies between `low` and `high` (万元)."""

    rows: list[dict[Variable, float]] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    seen: set[Variable] = field(default_factory=set)

    def add(self, row: Mapping[Variable, float], value: float, slack: float = 0.0) -> None:
        """A sum that is known, to within `slack`."""
        kept = {variable: one for variable, one in row.items() if one}
        if kept:
            self.rows.append(kept)
            self.low.append(value - slack)
            self.high.append(value + slack)


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

    def is_close(self, within_pct: float = 10.0) -> bool:
        """Whether every value it could have is within so many percent of the true one."""
        span = within_pct / 100 * abs(self.true)
        return self.low >= self.true - span and self.high <= self.true + span


def bounds(known: Knowledge, wanted: Sequence[Variable], *, is_full: bool = False) -> list[Bound]:
    """The tightest bounds on the wanted figures, cumulatives not being negative unless one truly is.

    Unless `is_full`, the lower bound is left at 0 where the upper one is far enough already.
    """
    variables = list(dict.fromkeys([*(one for row in known.rows for one in row), *wanted]))
    place = {variable: number for number, variable in enumerate(variables)}
    scale = max(1.0, float(np.median([abs(one[3]) for one in variables] or [1.0])))
    entries = [(at, place[one], value) for at, row in enumerate(known.rows) for one, value in row.items()]
    at, column, value = (np.array(one) for one in zip(*entries, strict=True)) if entries else ([], [], [])
    matrix = sparse.csr_array((value, (at, column)), shape=(len(known.rows), len(variables)))
    slack = 1e-7 * np.maximum(1.0, np.abs(np.array(known.high)))
    low, high = (np.array(known.low) - slack) / scale, (np.array(known.high) + slack) / scale
    both = sparse.vstack([matrix, -matrix], format="csr")
    right = np.concatenate([high, -low])
    floor = np.array([min(0.0, 3 * one[3]) / scale for one in variables])
    box = np.column_stack([floor, np.full(len(variables), np.inf)])

    def solve(variable: Variable, sign: float) -> float:
        cost = np.zeros(len(variables))
        cost[place[variable]] = sign
        solved = optimize.linprog(cost, A_ub=both, b_ub=right, bounds=box, method="highs")
        if solved.status == 3:  # 没有上界
            return np.inf
        if solved.status != 0:
            raise RuntimeError(solved.message)
        return float(solved.x[place[variable]]) * scale

    found = []
    for variable in wanted:
        high_of = solve(variable, -1.0)
        is_far = high_of > variable[3] + 0.1 * abs(variable[3]) and not is_full
        found.append(Bound(variable, 0.0 if is_far else solve(variable, 1.0), high_of))
    return found

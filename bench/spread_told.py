"""集中度、不平等说出了什么。攻击者连各家谁大谁小都知道（比看到的还多），所以按位次加权的数是等式。

指数 H 与合计 T 给出平方和 Q = H·T²，不是线性的，能推出的几样写成不等式：谁都在合计与平方和所容的最大、最小之间，最大的
一家不小于 H·T，平方和在真数处的切线；泰尔指数同样是凸的，也写切线。切线只有在真数处最紧，别处的都松些。
两格、两版之间平方和相减，差的那几家的平方和也就知道了（`between`）：差一家的直接解出来，差几家的夹在最大最小之间。
"""

from itertools import chain, combinations

import numpy as np

from bench.granted import NOW, Row
from bench.knowledge import Knowledge, Squares, Variable
from bench.statement import FAR, Sum, minus, now_of


def concentration(known: Knowledge, row: Row, _whole: Row, _within: object) -> None:
    """HHI, CR4, CR8 and Gini of a cell."""
    own = _ranked(row)
    shares = {count: row.number(f"cr{count}_pct") for count in (1, 3, 4, 8)}
    for count, share in shares.items():
        if share is not None:
            known.add(minus(dict(own[:count]), dict(own), share / 100), 0.0)
    if row.number("gini") is not None:
        _gini(known, own, row.number("gini"))
    hhi = row.number("hhi")
    if hhi is None:
        return
    total = sum(variable[3] for variable, _one in own)
    squares = hhi * total * total
    known.squares.append((frozenset(variable for variable, _one in own), total, squares))
    known.add(minus(dict(own[:1]), dict(own), hhi), 0.0, FAR)
    known.add({variable: variable[3] for variable, _one in own}, -FAR, squares * (1 + 1e-9))
    _between_extremes(known, [variable for variable, _one in own], total, squares)


def inequality(known: Knowledge, row: Row, _whole: Row, _within: object) -> None:
    """Gini, Hoover and the two Theil indices of a cell."""
    own = _ranked(row)
    total = sum(variable[3] for variable, _one in own)
    if row.number("gini") is not None:
        _gini(known, own, row.number("gini"))
    hoover = row.number("hoover")
    if hoover is not None:
        above = [(variable, one) for variable, one in own if variable[3] * len(own) > total]
        known.add(minus(dict(above), dict(own), hoover + len(above) / len(own)), 0.0)
    is_positive = all(variable[3] > 0 for variable, _one in own)
    if row.number("theil_t") is not None and is_positive:
        logs = {variable: float(np.log(variable[3])) for variable, _one in own}
        top = sum(variable[3] * one for variable, one in logs.items())
        known.add(logs, -FAR, top + 1e-9 * abs(top))
    if row.number("theil_l") is not None and is_positive:
        known.add({variable: 1 / variable[3] for variable, _one in own}, len(own) * (1 - 1e-9), FAR)


def between(known: Knowledge) -> None:
    """What two cells, or two versions, say of the firms in one of them only."""
    quarters: dict[str, list[Squares]] = {}
    for own in dict.fromkeys(known.squares):
        quarters.setdefault(min(own[0])[2], []).append(own)
    for (one, total, squares), (other, less, fewer) in chain(*(combinations(own, 2) for own in quarters.values())):
        left, right = one - other, other - one
        if len(left) == len(right) == 1 and abs(total - less) > 1e-9:
            # 新² − 旧² 与 新 − 旧 都知道：两个数都解得出来
            both = (squares - fewer) / (total - less)
            ((now,), (then,)) = left, right
            known.add({now: 1.0}, (both + total - less) / 2)
            known.add({then: 1.0}, (both - total + less) / 2)
        elif bool(left) != bool(right):
            rest, sign = (left, 1) if left else (right, -1)
            _between_extremes(known, sorted(rest), sign * (total - less), sign * (squares - fewer))


def _ranked(row: Row) -> list[tuple[Variable, float]]:
    own: Sum = now_of(row, row.where(NOW))
    return sorted(own.items(), key=lambda pair: (-pair[0][3], pair[0]))


def _gini(known: Knowledge, own: list[tuple[Variable, float]], gini: float | None) -> None:
    """(n + 1)/n − 2 Σ place·x ÷ (n Σx), the largest at place 1."""
    count = len(own)
    if gini is not None:
        middle = count * ((count + 1) / count - gini) / 2
        known.add({variable: place - middle for place, (variable, _one) in enumerate(own, 1)}, 0.0)


def _between_extremes(known: Knowledge, own: list[Variable], total: float, squares: float) -> None:
    """Nobody is further from the mean than the sum of squares allows."""
    count = len(own)
    mean = total / count
    off = float(np.sqrt(max(squares - total * mean, 0.0) * (count - 1) / count))
    slack = 1e-6 * max(1.0, abs(mean))
    for variable in own:
        known.add({variable: 1.0}, mean - off - slack, mean + off + slack)

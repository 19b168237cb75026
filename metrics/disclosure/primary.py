"""一格能不能公布：按贡献者的家数、前几家的份额、p% 判断；只认贡献额，不认库。"""

from collections.abc import Sequence
from dataclasses import dataclass

MIN_CONTRIBUTORS = 3


@dataclass(frozen=True)
class Rules:
    """Which primary rules hold; None switches one off. n and k of dominance and p are secrets of the installation.

    `min_contributors`: fewer are unsafe; `dominance_n`, `dominance_k`: the n largest hold more than k %; `p`: the
    second largest could estimate the largest within p %. `interval`: no outsider may come as close as this share, %.
    """

    min_contributors: int | None = MIN_CONTRIBUTORS
    dominance_n: int | None = None
    dominance_k: float | None = None
    p: float | None = None
    interval: float = 11.0


def by_contributor(contributions: Sequence[float], holders: Sequence[object]) -> list[float]:
    """One amount per holder, largest first: the enterprises of one group (集团) are one contributor."""
    sums: dict[object, float] = {}
    for amount, holder in zip(contributions, holders, strict=True):
        sums[holder] = sums.get(holder, 0.0) + abs(amount)
    return sorted(sums.values(), reverse=True)


def is_rare(amounts: Sequence[float], rules: Rules) -> bool:
    """Whether there are contributors, but fewer than the rule wants (SDC handbook 4.2: n < 3)."""
    return rules.min_contributors is not None and 0 < len(amounts) < rules.min_contributors


def is_dominated(amounts: Sequence[float], rules: Rules) -> bool:
    """(n,k): x1 + … + xn > k % of X, largest first. A cell of zeros only is dominated by nobody."""
    if rules.dominance_n is None or rules.dominance_k is None:
        return False
    total = sum(amounts)
    return sum(amounts[: rules.dominance_n]) > rules.dominance_k / 100 * total * (1 + 1e-12)


def is_estimable(amounts: Sequence[float], rules: Rules) -> bool:
    """p%: X − x1 − x2 < p % of x1: the second largest knows the largest too well (SDC handbook 4.2)."""
    return rules.p is not None and sum(amounts[2:]) < rules.p / 100 * sum(amounts[:1]) * (1 - 1e-12)


def is_unsafe(amounts: Sequence[float], rules: Rules) -> bool:
    """Whether any rule forbids the cell. `amounts`: one per contributor, not negative, largest first; none is safe.

    Contributors who are all zero are unsafe too: their total gives each one's figure.
    """
    if not amounts or (rules.min_contributors is None and rules.p is None and rules.dominance_n is None):
        return False
    return not amounts[0] or is_rare(amounts, rules) or is_dominated(amounts, rules) or is_estimable(amounts, rules)


def protection_level(amounts: Sequence[float], rules: Rules) -> float:
    """How far the total of an unsafe cell must stay unknown, either way, in its own unit (SDC handbook 4.3).

    p%: p/100·x1 − (X − x1 − x2); (n,k): 100/k·(x1+…+xn) − X; a lone contributor: also `interval` % of it.
    """
    if not amounts:
        return 0.0
    total = sum(amounts)
    levels = [rules.interval / 100 * amounts[0]] if len(amounts) == 1 else []
    if rules.p is not None:
        levels.append(rules.p / 100 * amounts[0] - sum(amounts[2:]))
    if rules.dominance_n is not None and rules.dominance_k is not None:
        levels.append(100 / rules.dominance_k * sum(amounts[: rules.dominance_n]) - total)
    return max([0.0, *levels])


def equivalent_p(k: float) -> float:
    """The p that is as strict as dominance of one contributor over k %: 100 (100 − k) / k (SDC handbook 4.2)."""
    return 100 * (100 - k) / k

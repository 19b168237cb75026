"""再有几家过线就够：挑离线最近的，家数最少、要增的钱也最少。"""

from collections.abc import Sequence


def smallest_set(shortfalls: Sequence[float], needed: int) -> list[int] | None:
    """Positions of the `needed` smallest shortfalls, nearest first; equals keep their order.

    Any `needed` firms close a count target, so the least number is `needed`; among those sets the one with the least
    total shortfall takes the nearest (an exchange argument: swapping in a farther firm never lowers the sum). None
    where there are fewer firms than needed; [] where nothing is needed.
    """
    if needed <= 0:
        return []
    if needed > len(shortfalls):
        return None
    return sorted(range(len(shortfalls)), key=lambda at: (shortfalls[at], at))[:needed]


def still_needed(value: float, goal: float, operator: str) -> int:
    """How many more a count target takes: 超过5家 needs 6, 5家以上 needs 5; 0 where it is met."""
    mark = goal + 1 if operator == ">" else goal
    return max(0, int(-(-(mark - value) // 1)))

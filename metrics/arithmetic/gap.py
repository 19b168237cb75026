"""目标差距的算术：差距、完成率、时间进度、所需增速、参考路径。全是纯函数，取数在别处。"""

from metrics.period import months_between, shifted

LOWER_IS_BETTER = "rank<="


def difference(operator: str, value: float | None, target: float | None) -> float | None:
    """value − target, so that negative means short of it; reversed for a rank. Null where either is unknown.

    Sign as in domain/rules.md §6.1; the IT plan at its base: 49.27 − 200 = −150.73 (derived_checks D02).
    """
    if value is None or target is None:
        return None
    return target - value if operator == LOWER_IS_BETTER else value - target


def is_reached(operator: str, value: float, target: float, tolerance_pct: float = 0.0) -> bool:
    """Whether `value` meets `target`: 超过 `>` excludes the number itself, 以上 `>=` includes it (民法典 §1259).

    `~` (左右、约、级) allows `tolerance_pct` below; a range is judged on its low end; `=` is met from the number on,
    since doing more than planned is not a failure; a rank is met at or above its place.
    """
    if operator == ">":
        return value > target
    if operator == LOWER_IS_BETTER:
        return value <= target
    if operator == "~":
        return value >= target * (1 - tolerance_pct / 100)
    return value >= target


def completion_pct(operator: str, value: float | None, target: float | None) -> float | None:
    """value ÷ target × 100. Null for a rank, an unknown side or a target that is not positive (D03: 24.64)."""
    if value is None or target is None or target <= 0 or operator == LOWER_IS_BETTER:
        return None
    return value / target * 100


def incremental_completion_pct(
    operator: str, value: float | None, base: float | None, target: float | None
) -> float | None:
    """(value − base) ÷ (target − base) × 100. Null for a rank, where a side is unknown, or target equals base."""
    if value is None or base is None or target is None or target == base or operator == LOWER_IS_BETTER:
        return None
    return (value - base) / (target - base) * 100


def time_progress_pct(start: str, deadline: str, period: str) -> float | None:
    """Months of the plan gone by the end of `period`, %, between 0 and 100; null without start or deadline.

    `start` is the plan's first quarter: 2021Q1–2025Q4 at 2023Q3 is 33 of 60 months, 55 %.
    """
    if not start or not deadline:
        return None
    before = shifted(start, -1)
    share = months_between(before, period) / months_between(before, deadline)
    return min(max(share, 0.0), 1.0) * 100


def required_growth_pct(value: float | None, target: float | None, years: float) -> float | None:
    """((target ÷ value)^(1 ÷ years) − 1) × 100, per year over the years left (may be fractions).

    D01: 49.27 → 200 in 5 years: 32.34; D05: 36 → 200: 40.91; D09: doubling in 5 years: 14.87.
    Null unless both are known and all three positive.
    """
    if value is None or target is None or value <= 0 or target <= 0 or years <= 0:
        return None
    return ((target / value) ** (1 / years) - 1) * 100


def path_share(base_period: str, deadline: str, period: str) -> float | None:
    """How much of the way from base to deadline has gone, 0 to 1; null before the base."""
    length = months_between(base_period, deadline)
    gone = months_between(base_period, period)
    return min(gone / length, 1.0) if length > 0 and gone >= 0 else None


def path_linear(base: float, target: float, share: float) -> float:
    """Equal increments from base to target (D04: 2023 of 49.27 → 200 over 2020–2025 is 139.71)."""
    return base + (target - base) * share


def path_constant_growth(base: float, target: float, share: float) -> float | None:
    """Equal growth rates from base to target (D04: 2023 is 114.20). Null unless base and target are positive."""
    if base <= 0 or target <= 0:
        return None
    return base * (target / base) ** share

"""预测表的行：一个序列往前看到某一季，或某一年的全年。"""

import math
from dataclasses import dataclass

import numpy as np

from metrics.outlook import SEASON, Outlook, outlook
from metrics.period import months_between, shifted, split
from metrics.quarterly import Quarterly, too_far

INTERVAL_PCT = 80
WIDE_INTERVAL_PCT = 95
QUARTERS_AHEAD = 4

COLUMNS = [
    "target_period",
    "method",
    "value_10k_cny",
    "low_10k_cny",
    "high_10k_cny",
    "interval_pct",
    "backtest_error_pct",
    "backtests",
    "reason",
    "low_95_10k_cny",
    "high_95_10k_cny",
    "year_so_far_10k_cny",
    "quarters",
    "plan",
    "target",
    "goal_10k_cny",
    "probability_pct",
]


@dataclass(frozen=True)
class Ahead:
    """A point with the simulated values around it (万元)."""

    point: float
    simulated: np.ndarray


def year_end(period: str) -> str:
    """The fourth quarter that lies ahead of `period`: of its own year, after a fourth quarter of the next."""
    year, quarter = split(period)
    return f"{year + (quarter == SEASON)}Q4"


def quarters_to(period: str, end: str) -> int:
    """How many quarters `end` lies after `period`."""
    return months_between(period, end) // 3


def looked(series: Quarterly, end: str) -> tuple[Outlook | None, str]:
    """The outlook from the end of `series` through `end`, or None and the reason."""
    ahead = quarters_to(series.period, end)
    reason = series.reason or too_far(series, ahead)
    return (None, reason) if reason else (outlook(series.values, ahead), "")


def quarter_rows(series: Quarterly, seen: Outlook) -> list[dict[str, object]]:
    """A row for each of the next four single quarters (basis `single`)."""
    return [
        {
            "basis": "single",
            "target_period": shifted(series.period, step + 1),
            **_figures(Ahead(float(seen.point[step]), seen.paths[:, step]), series, seen),
        }
        for step in range(QUARTERS_AHEAD)
    ]


def year_row(series: Quarterly, seen: Outlook | None, end: str, reason: str) -> dict[str, object]:
    """The whole year that ends with `end` (basis `year`): what is there already plus the quarters still to come."""
    head: dict[str, object] = {"basis": "year", "target_period": end}
    if seen is None:
        return {**head, "reason": reason, "quarters": len(series.values) or None}
    return {**head, **_figures(whole_year(series, seen, end), series, seen), **_so_far(series, end)}


def whole_year(series: Quarterly, seen: Outlook, end: str) -> Ahead:
    """The year's four quarters at `end`; those of the running year already known count as they are."""
    ahead = quarters_to(series.period, end)
    still_open = slice(max(ahead - SEASON, 0), ahead)
    known = series.year_so_far_10k_cny if ahead <= SEASON else 0.0
    return Ahead(float(seen.point[still_open].sum()) + known, seen.paths[:, still_open].sum(axis=1) + known)


def _so_far(series: Quarterly, end: str) -> dict[str, object]:
    is_running = quarters_to(series.period, end) <= SEASON
    return {"year_so_far_10k_cny": series.year_so_far_10k_cny if is_running else None}


def _figures(ahead: Ahead, series: Quarterly, seen: Outlook) -> dict[str, object]:
    low, high = _interval(ahead.simulated, INTERVAL_PCT)
    low_95, high_95 = _interval(ahead.simulated, WIDE_INTERVAL_PCT)
    return {
        "method": seen.method,
        "value_10k_cny": ahead.point,
        "low_10k_cny": low,
        "high_10k_cny": high,
        "interval_pct": INTERVAL_PCT,
        "low_95_10k_cny": low_95,
        "high_95_10k_cny": high_95,
        "backtest_error_pct": seen.error_pct,
        "backtests": seen.backtests,
        "quarters": len(series.values),
        "reason": series.note,
    }


def _interval(simulated: np.ndarray, width_pct: int) -> tuple[float, float]:
    tail = (1 - width_pct / 100) / 2
    low, high = np.quantile(simulated, [tail, 1 - tail])
    return (float(low), float(high)) if math.isfinite(low) and math.isfinite(high) else (math.nan, math.nan)

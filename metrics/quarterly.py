"""一组企业的季度序列：有没有缺季、够不够长、最近一季报得全不全；报不全的按已报占比还原。"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from etl.words import _
from metrics.outlook import NEAR, min_history
from metrics.period import shifted, split

MIN_VALUE_COVERAGE_PCT = 80  # 按上年同期金额报了不到八成，还原出来的数不可信

NO_SERIES = _("缺数据")
TOO_SHORT = _("历史不足：{count}个季度，需要至少{least}个")
BROKEN = _("序列有缺：缺{period}")
NOT_FILED = _("本期按上年同期金额只报了{coverage}%，不足{least}%")
GROSSED_UP = _("本期按上年同期金额报了{coverage}%，已按此还原为全体")
ALL_ZERO = _("各季营业收入均为零")
TOO_FAR = _("历史不足：{count}个季度，往前看{ahead}个季度需要至少{least}个")


@dataclass(frozen=True)
class Quarterly:
    """A gapless single-quarter series (万元) up to `period`, the year so far, and what a reader must know.

    `reason` not empty: it can't be forecast, and why. `note`: it can, but the last quarter was grossed up. `values` and
    `year_so_far_10k_cny` are grossed up already; after a fourth quarter the year so far is 0, a new year begins.
    """

    period: str
    values: np.ndarray
    year_so_far_10k_cny: float
    reason: str = ""
    note: str = ""


def quarterly(
    period: str, single: Mapping[str, float], ytd: Mapping[str, float], value_coverage_pct: float | None
) -> Quarterly:
    """The series of one group at `period` from its single-quarter and cumulative totals by quarter (万元).

    A total of the last quarter in which only part of the firms filed is divided by the part they had of last year's
    same-period value; `value_coverage_pct` None or NaN: unknown, taken as all.
    """
    known = {at: float(value) for at, value in single.items() if at <= period and not pd.isna(value)}
    if not known:
        return _refused(period, NO_SERIES)
    every = _quarters(min(known), period)
    missing = [at for at in every if at not in known]
    if missing:
        return _refused(period, BROKEN.format(period="、".join(missing[:3])))
    if len(every) < min_history(NEAR):
        return _refused(period, TOO_SHORT.format(count=len(every), least=min_history(NEAR)))
    coverage = 100.0 if value_coverage_pct is None or pd.isna(value_coverage_pct) else float(value_coverage_pct)
    if coverage < MIN_VALUE_COVERAGE_PCT:
        return _refused(period, NOT_FILED.format(coverage=f"{coverage:.1f}", least=MIN_VALUE_COVERAGE_PCT))
    values = np.array([known[at] for at in every])
    if not values.any():
        return _refused(period, ALL_ZERO)
    values[-1] /= coverage / 100
    so_far = 0.0 if split(period)[1] == 4 else float(ytd.get(period, known[period])) / (coverage / 100)
    note = GROSSED_UP.format(coverage=f"{coverage:.1f}") if coverage < 100 else ""
    return Quarterly(period, values, so_far, note=note)


def too_far(series: Quarterly, ahead: int) -> str:
    """Why `ahead` quarters can't be looked past the end: the history is too short for it; "" where they can."""
    count, least = len(series.values), min_history(ahead)
    return TOO_FAR.format(count=count, ahead=ahead, least=least) if count < least else ""


def _refused(period: str, reason: str) -> Quarterly:
    return Quarterly(period, np.array([]), 0.0, reason=reason)


def _quarters(first: str, last: str) -> list[str]:
    every = [first]
    while every[-1] < last:
        every.append(shifted(every[-1], 1))
    return every

"""增长：可比口径、名义、同样本，三个名字，三个数，从不混用；另有两年平均与单季环比。"""

from dataclasses import replace

import numpy as np
import pandas as pd

from etl.words import _
from metrics.answer import column, sums, tidy
from metrics.group_sum import GROUP_SUM
from metrics.period import shifted
from metrics.request import Request
from metrics.store import Store

COLUMNS = [
    "comparable_pct",
    "nominal_pct",
    "matched_pct",
    "two_year_pct",
    "two_year_reason",
    "quarter_pct",
    "quarter_reason",
    "reason",
]

SMALL_BASE_10K_CNY = 100  # 基期合计不足 100 万元，增速照给，但注明基数较小

_SIDES = {
    "comparable_pct": ("comparable_current_10k_cny", "comparable_prior_10k_cny"),
    "nominal_pct": ("current_10k_cny", "nominal_prior_10k_cny"),
    "matched_pct": ("matched_current_10k_cny", "matched_prior_10k_cny"),
    "quarter_pct": ("quarter_current_10k_cny", "quarter_prior_10k_cny"),
}

NO_CURRENT = _("缺本期")
NO_BASE = _("缺基期")
BASE_NOT_POSITIVE = _("基数≤0")
SMALL_BASE = _("基数较小")
NO_STORED_BASE = _("名义、同样本缺基期")
NO_RATE_BEFORE = _("缺上年增速")
NEGATIVE_REVENUE = _("营业收入为负，不能取几何平均")
NO_QUARTER_BEFORE = _("缺上季")
SINGLE_ONLY = _("环比只在单季上计算")
NOT_ADJUSTED = _("未季节调整")


def table(store: Store, request: Request) -> pd.DataFrame:
    """Year-on-year growth (%) on three bases, and why one is missing.

    comparable: Σ current ÷ Σ the prior year as reported now − 1, over firms with both known (可比口径, default);
    nominal: Σ current of all ÷ Σ what was stored a year ago of all − 1; matched: the same, over firms in both.
    two_year: the geometric mean with the comparable rate of a year ago; quarter: single quarters only, over firms in
    both, not seasonally adjusted. Definition: NBS practice, 2018-06 附注; null where the base is unknown or ≤ 0.
    """
    frame = _sums(store, request)
    for name, (current, base) in _SIDES.items():
        frame[name] = growth_pct(column(frame, current), column(frame, base))
    frame["reason"] = reasons(frame)
    frame["quarter_reason"] = quarter_reasons(frame)
    frame = _with_two_years(frame, ["basis", *request.group_columns])
    if request.period is not None:
        frame = frame.loc[frame["period"] == request.period]
    return tidy(pd.DataFrame(frame), request, COLUMNS)


def _sums(store: Store, request: Request) -> pd.DataFrame:
    """The sums of the asked period, and of a year ago, whose rate the two-year mean needs."""
    at = request.period or ""
    year_ago = shifted(at, -4) if at else ""
    return sums(store, replace(request, period=None), "growth", GROUP_SUM, params=[at, at, year_ago])


def _with_two_years(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    then = pd.Series([shifted(period, -4) for period in frame["period"]], index=frame.index, dtype=object)
    rates = frame[["period", *keys, "comparable_pct"]].assign(then=frame["period"])
    frame = frame.assign(then=then).merge(rates, how="left", on=["then", *keys], suffixes=("", "_before"))
    now, before = column(frame, "comparable_pct"), column(frame, "comparable_pct_before")
    frame["two_year_pct"] = two_year_pct(now, before)
    reason = pd.Series("", index=frame.index, dtype=object)
    reason = reason.mask(frame["two_year_pct"].isna(), NEGATIVE_REVENUE).mask(before.isna(), NO_RATE_BEFORE)
    frame["two_year_reason"] = reason.mask(now.isna(), frame["reason"])
    return frame


def two_year_pct(now: pd.Series, before: pd.Series) -> pd.Series:
    """√((1 + now)(1 + before)) − 1 from two yearly rates in %; null where one is unknown or below −100 %."""
    factors = (1 + now / 100).clip(lower=0) * (1 + before / 100).clip(lower=0)
    mean = pd.Series(np.sqrt(factors), index=now.index)
    return ((mean - 1) * 100).where((now >= -100) & (before >= -100))


def growth_pct(current: pd.Series, base: pd.Series) -> pd.Series:
    """(current ÷ base − 1) × 100; null where either is unknown or the base is not positive."""
    return ((current / base - 1) * 100).where(base > 0)


def reasons(frame: pd.DataFrame) -> pd.Series:
    """Why the comparable rate is missing or needs care; where it stands, why the two nominal ones are missing."""
    base = frame["comparable_prior_10k_cny"]
    stored = frame["nominal_prior_10k_cny"]
    reason = pd.Series("", index=frame.index, dtype=object)
    reason = reason.mask(stored.isna(), NO_STORED_BASE)
    reason = reason.mask((base > 0) & (base < SMALL_BASE_10K_CNY), SMALL_BASE)
    reason = reason.mask(base.isna(), NO_BASE)
    reason = reason.mask(base <= 0, BASE_NOT_POSITIVE)
    return reason.mask(frame["current_10k_cny"].isna(), NO_CURRENT)


def quarter_reasons(frame: pd.DataFrame) -> pd.Series:
    """Why there is no quarter-on-quarter rate; where there is one, that it is not seasonally adjusted."""
    base = frame["quarter_prior_10k_cny"]
    reason = pd.Series(NOT_ADJUSTED, index=frame.index, dtype=object)
    reason = reason.mask(base.isna(), NO_QUARTER_BEFORE).mask(base <= 0, BASE_NOT_POSITIVE)
    reason = reason.mask(frame["current_10k_cny"].isna(), NO_CURRENT)
    return reason.mask(frame["basis"] != "single", SINGLE_ONLY)

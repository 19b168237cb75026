"""增长：可比口径、名义、同样本，三个名字，三个数，从不混用。"""

import pandas as pd

from etl.words import _
from metrics.answer import column, sums, tidy
from metrics.request import Request
from metrics.store import Store

COLUMNS = ["comparable_pct", "nominal_pct", "matched_pct", "reason"]

SMALL_BASE_10K_CNY = 100  # 基期合计不足 100 万元，增速照给，但注明基数较小

_SIDES = {
    "comparable_pct": ("comparable_current_10k_cny", "comparable_prior_10k_cny"),
    "nominal_pct": ("current_10k_cny", "nominal_prior_10k_cny"),
    "matched_pct": ("matched_current_10k_cny", "matched_prior_10k_cny"),
}

NO_CURRENT = _("缺本期")
NO_BASE = _("缺基期")
BASE_NOT_POSITIVE = _("基数≤0")
SMALL_BASE = _("基数较小")
NO_STORED_BASE = _("名义、同样本缺基期")


def table(store: Store, request: Request) -> pd.DataFrame:
    """Year-on-year growth (%) on three bases, and why one is missing.

    comparable: Σ current ÷ Σ the prior year as reported now − 1, over firms with both known (可比口径, default);
    nominal: Σ current of all ÷ Σ what was stored a year ago of all − 1; matched: the same, over firms in both.
    Definition: NBS practice, 2018-06 附注; null where the base is unknown or ≤ 0.
    """
    frame = sums(store, request, "growth")
    for name, (current, base) in _SIDES.items():
        frame[name] = growth_pct(column(frame, current), column(frame, base))
    frame["reason"] = reasons(frame)
    return tidy(frame, request, COLUMNS)


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

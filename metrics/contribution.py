"""贡献与拉动：谁拉动、谁拖累。"""

import pandas as pd

from etl.words import _
from metrics.answer import column, sums, tidy
from metrics.group_sum import GROUP_SUM
from metrics.growth import BASE_NOT_POSITIVE, NO_BASE
from metrics.request import Request
from metrics.store import Store

COLUMNS = ["increase_10k_cny", "contribution_pct", "pull_pp", "reason"]

MIN_TOTAL_GROWTH_PCT = 0.5  # 总增速绝对值小于它，贡献率会被放大得没有意义

TOTAL_NOT_GROWING = _("总增量≤0，不计贡献率")
TOTAL_NEARLY_FLAT = _("总增速不足0.5%，不计贡献率")
OVERLAPPING = _("有交叉，不可加总")


def table(store: Store, request: Request) -> pd.DataFrame:
    """Increase (万元, comparable base), 贡献率 = Δᵢ ÷ ΣΔ × 100 and 拉动 = Δᵢ ÷ Σprior × 100 (points).

    Σ pull equals the comparable growth of the scope where groups do not overlap. 贡献率 is hidden where the total does
    not grow, grows by less than 0.5 %, or groups overlap; each says so.
    """
    frame = sums(store, request, "contribution", GROUP_SUM)
    total, prior = column(frame, "total_increase_10k_cny"), frame["total_prior_10k_cny"]
    has_base = prior > 0
    frame["pull_pp"] = pull_pp(column(frame, "increase_10k_cny"), column(frame, "total_prior_10k_cny"))
    frame["reason"] = reasons(frame)
    is_shown = has_base & (frame["reason"] == "")
    frame["contribution_pct"] = contribution_pct(column(frame, "increase_10k_cny"), total).where(is_shown)
    return tidy(frame, request, COLUMNS)


def pull_pp(increase: pd.Series, prior: pd.Series) -> pd.Series:
    """increase ÷ the whole scope's base × 100, points; null where the base is unknown or not positive."""
    return (increase / prior * 100).where(prior > 0)


def contribution_pct(increase: pd.Series, total: pd.Series) -> pd.Series:
    """increase ÷ the whole scope's increase × 100; may be negative or above 100; null where the whole does not grow."""
    return (increase / total * 100).where(total > 0)


def reasons(frame: pd.DataFrame) -> pd.Series:
    """Why 贡献率 is hidden; the gravest reason wins."""
    total, prior = frame["total_increase_10k_cny"], frame["total_prior_10k_cny"]
    reason = pd.Series("", index=frame.index, dtype=object)
    reason = reason.mask((total / prior * 100).abs() < MIN_TOTAL_GROWTH_PCT, TOTAL_NEARLY_FLAT)
    reason = reason.mask(total <= 0, TOTAL_NOT_GROWING)
    reason = reason.mask(frame["memberships"] > frame["enterprises"], OVERLAPPING)
    reason = reason.mask(frame["increase_10k_cny"].isna(), NO_BASE)
    return reason.mask(prior <= 0, BASE_NOT_POSITIVE)

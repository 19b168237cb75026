"""韧性：去掉最大的几家，各个大数还剩多少。"""

import pandas as pd

from etl.words import _
from metrics.answer import column, tidy
from metrics.growth import BASE_NOT_POSITIVE, NO_BASE, NO_CURRENT, growth_pct
from metrics.rank_sum import rank_sums
from metrics.request import Request
from metrics.scale import share_pct
from metrics.store import Store

COLUMNS = ["left_out", "enterprises", "revenue_10k_cny", "comparable_pct", "share_pct", "growth_change_pp", "reason"]
LEFT_OUT = (0, 1, 3, 5)

TOO_FEW = _("去掉后没有企业")
NO_SHARE = _("合计≤0，没有份额")


def table(store: Store, request: Request) -> pd.DataFrame:
    """Revenue (万元), comparable growth (%) and share (%) of a group with its largest 0, 1, 3 and 5 firms left out.

    One row per group and `left_out`. Largest is by this period's revenue; the firms leave both the group and the whole
    it is compared with. `growth_change_pp` is the growth less that with everyone. Nobody left: null and the reason.
    """
    frame = rank_sums(store, request, "resilience")
    parts = pd.concat([_without(frame, left_out) for left_out in LEFT_OUT])
    parts = parts.sort_index(kind="stable").reset_index(drop=True)
    return tidy(parts, request, COLUMNS)


def _without(frame: pd.DataFrame, left_out: int) -> pd.DataFrame:
    """The same groups without their `left_out` largest, index kept."""
    rest = frame.copy()
    known = column(frame, "enterprises")
    removed = column(frame, "revenue_0") - column(frame, f"revenue_{left_out}")
    rest["left_out"] = left_out
    rest["enterprises"] = (known - left_out).clip(lower=0).where(known > left_out).astype("Int64")
    rest["revenue_10k_cny"] = frame[f"revenue_{left_out}"]
    rest["now_10k_cny"], rest["base_10k_cny"] = frame[f"now_{left_out}"], frame[f"prior_{left_out}"]
    rest["rest_10k_cny"] = frame["total_10k_cny"] - removed
    rest["whole_growth_pct"] = growth_pct(column(frame, "now_0"), column(frame, "prior_0"))
    rest["comparable_pct"] = growth_pct(column(rest, "now_10k_cny"), column(rest, "base_10k_cny"))
    rest["growth_change_pp"] = rest["comparable_pct"] - rest["whole_growth_pct"]
    rest["share_pct"] = share_pct(column(rest, "revenue_10k_cny"), column(rest, "rest_10k_cny"))
    rest["reason"] = _reasons(rest, column(frame, f"prior_{left_out}"), known)
    return rest


def _reasons(rest: pd.DataFrame, prior: pd.Series, known: pd.Series) -> pd.Series:
    reason = pd.Series("", index=rest.index, dtype=object)
    reason = reason.mask(rest["share_pct"].isna(), NO_SHARE)
    reason = reason.mask(prior <= 0, BASE_NOT_POSITIVE)
    reason = reason.mask(prior.isna(), NO_BASE)
    reason = reason.mask(known <= rest["left_out"], TOO_FEW)
    return reason.mask(known == 0, NO_CURRENT)

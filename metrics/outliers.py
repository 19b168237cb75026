"""异常增速：一家企业的同比和它自己往年比，是不是离得太远；先核对报表，再下结论。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from etl.words import _
from metrics.answer import column, sums
from metrics.arithmetic import robust
from metrics.arithmetic.robust import robust_z
from metrics.firm_rows import FIRM, at_latest, firm_rows, in_order
from metrics.growth import BASE_NOT_POSITIVE, NO_BASE
from metrics.request import Request, parse
from metrics.store import Store

COLUMNS = [
    *FIRM,
    "revenue_10k_cny",
    "growth_pct",
    "median_pct",
    "mad_pp",
    "robust_z",
    "history",
    "is_outlier",
    "reason",
]

LEAST_HISTORY = 8  # 期；两年以下的中位数说明不了常态
LIMIT = 3.5  # Iglewicz & Hoaglin 1993 的建议值
_ROUNDING = 1e-9  # 库里先筛时放宽一点，是不是由分数定

TOO_SHORT = _("历史不足{0}期")
NO_SPREAD = _("历史没有波动，分数记零")


def table(store: Store, request: Request) -> pd.DataFrame:
    """Each firm's year-on-year growth (%, comparable base) against its own in the 20 quarters before, ytd and single.

    robust_z = 0.6745 × (growth − median of its history) ÷ MAD of its history; `is_outlier` where |z| > 3.5. Null with
    a reason where growth is unknown or fewer than 8 earlier values are; a history without spread (MAD 0) gives z 0,
    as in the published example, and says so. Largest |z| first. Without a period the latest.
    """
    request = at_latest(store, request)
    if is_kept(store):
        return judged(sums(store, request, "outliers_kept", "rated", "rated_kept", [0.0]), request)
    return judged(sums(store, request, "outliers", "rated", "rated"), request)


@dataclass(frozen=True)
class Flagged:
    """The rows of the table whose growth is an outlier, and of how many rows nobody can say (by basis)."""

    rows: pd.DataFrame
    unjudged: Mapping[str, int]


def flagged(store: Store, period: str, where: Mapping[str, Sequence[str]] | None = None) -> Flagged:
    """What a page lists of the table at `period`, without fetching every firm where the build keeps the norms.

    Raises request.RequestError as show does.
    """
    request = parse(store, "outliers", period, (), where)
    if is_kept(store):
        least = LIMIT / robust.NORMAL_QUARTILE * (1 - _ROUNDING)
        every = judged(sums(store, request, "outliers_kept", "rated", "rated_kept", [least]), request)
        counts = sums(store, request, "unjudged", "rated", "rated_kept", [LEAST_HISTORY])
        unjudged = dict(zip(counts["basis"], counts["unjudged"].astype(int), strict=True))
    else:
        every = table(store, request)
        unjudged = every.loc[every["robust_z"].isna()].groupby("basis").size().to_dict()
    return Flagged(every.loc[every["is_outlier"].fillna(False).astype(bool)].reset_index(drop=True), unjudged)


def is_kept(store: Store) -> bool:
    """Whether the build keeps what is normal for every firm, so that it need not be worked out from every past rate."""
    return store.meta.get("has_firm_sums") == "true"


def judged(frame: pd.DataFrame, request: Request) -> pd.DataFrame:
    """The tidy table from each firm's rate and what is normal for it."""
    growth, prior = column(frame, "growth_pct"), column(frame, "prior_10k_cny")
    history = column(frame, "history")
    spread = column(frame, "mad_pp")
    is_known = growth.notna() & (history >= LEAST_HISTORY)
    scores = robust_z(*(one.to_numpy(float) for one in (growth.fillna(0), column(frame, "median_pct"), spread)))
    frame["robust_z"] = pd.Series(scores, index=frame.index, dtype=float).where(is_known)
    frame["is_outlier"] = (frame["robust_z"].abs() > LIMIT).astype("boolean").where(is_known)
    reason = pd.Series("", index=frame.index, dtype=object)
    reason = reason.mask(is_known & (spread <= robust.NO_SPREAD), NO_SPREAD)
    reason = reason.mask(history < LEAST_HISTORY, TOO_SHORT.format(LEAST_HISTORY))
    reason = reason.mask(prior.isna(), NO_BASE)
    frame["reason"] = reason.mask(prior.fillna(1) <= 0, BASE_NOT_POSITIVE)
    frame["history"] = history.astype("Int64")
    frame["nearness"] = -frame["robust_z"].abs()
    return firm_rows(in_order(frame, request, ["nearness"]), request, COLUMNS)

"""升降最大的企业：谁增得最多、谁减得最多，位次怎么变。"""

import pandas as pd

from etl.words import _
from metrics.answer import column, sums
from metrics.firm_rows import FIRM, firm_rows, in_order
from metrics.growth import BASE_NOT_POSITIVE, NO_BASE, NO_CURRENT, growth_pct
from metrics.request import Request
from metrics.store import Store

COLUMNS = [
    *FIRM,
    "direction",
    "place",
    "revenue_10k_cny",
    "prior_10k_cny",
    "increase_10k_cny",
    "growth_pct",
    "rank_now",
    "rank_then",
    "rank_change",
    "reason",
]

MOST = 10
RISE, FALL = _("上升"), _("下降")
NO_CHANGE = _("没有升降")


def table(store: Store, request: Request) -> pd.DataFrame:
    """The firms whose revenue rose most and fell most (万元, comparable base), at most MOST each per group.

    `place` is 1 for the largest rise, and 1 for the largest fall; ranks are by revenue among the group's firms with
    both figures, equals sharing one (并列); `rank_change` = rank then − rank now, positive for a climb. growth_pct is
    null where the base is not positive. A group without a mover has one row that says why, without a firm.
    """
    frame = sums(store, request, "movers")
    increase = column(frame, "increase_10k_cny")
    frame["direction"] = (
        pd.Series("", index=frame.index, dtype=object).mask(increase > 0, RISE).mask(increase < 0, FALL)
    )
    for name in ("place", "rank_now", "rank_then"):
        frame[name] = frame[name].astype("Int64")
    frame["rank_change"] = frame["rank_then"] - frame["rank_now"]
    prior = column(frame, "prior_10k_cny")
    frame["growth_pct"] = growth_pct(column(frame, "revenue_10k_cny"), prior)
    frame["reason"] = _reasons(frame)
    frame["turn"] = [[RISE, FALL, ""].index(turn) for turn in frame["direction"]]
    return firm_rows(in_order(frame, request, ["turn", "place"]).drop(columns="turn"), request, COLUMNS)


def _reasons(frame: pd.DataFrame) -> pd.Series:
    reason = pd.Series("", index=frame.index, dtype=object)
    reason = reason.mask(column(frame, "prior_10k_cny").fillna(1) <= 0, BASE_NOT_POSITIVE)
    known, comparable = column(frame, "known").fillna(-1), column(frame, "comparable").fillna(-1)
    reason = reason.mask(comparable > 0, NO_CHANGE)
    reason = reason.mask(comparable == 0, NO_BASE)
    return reason.mask(known == 0, NO_CURRENT)

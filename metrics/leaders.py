"""领军企业与一家企业的位次：只取页面要写的几家，不必把每家都取来。"""

from collections.abc import Mapping, Sequence

import pandas as pd

from metrics.answer import column, sums
from metrics.group_sum import GROUP_SUM
from metrics.growth import growth_pct
from metrics.request import Request, parse
from metrics.scale import share_pct
from metrics.show import guarded
from metrics.store import Store

COLUMNS = ["enterprise_id", "enterprise", "revenue_10k_cny", "share_pct", "rank", "comparable_pct"]
Where = Mapping[str, Sequence[str]]


def leaders(
    store: Store, period: str, basis: str, where: Where, role: str = "", own: Where | None = None
) -> pd.DataFrame:
    """The ten largest by revenue (万元) with share of the scope (%), rank and comparable growth (%).

    The figures are those of scale and growth by enterprise; as far as they may leave for a role, as in show. Nobody
    filed gives no rows. Raises request.RequestError.
    """
    asked = parse(store, "scale", period, ("enterprise",), where)
    request = Request("scale", period, (), asked.where)
    frame = sums(store, request, "leaders", params=[basis])
    revenue = column(frame, "revenue_10k_cny")
    frame["share_pct"] = share_pct(revenue, pd.Series(_total(store, request, basis), frame.index))
    frame["rank"] = revenue.rank(method="min", ascending=False).astype("Int64")
    frame["comparable_pct"] = growth_pct(revenue, column(frame, "prior_reported_10k_cny"))
    shown = guarded(store, asked, frame.sort_values(["rank", "enterprise_id"]), role, own)
    return pd.DataFrame(shown[COLUMNS]).reset_index(drop=True)


def standing(
    store: Store, period: str, basis: str, enterprise_id: str, role: str = "", own: Where | None = None
) -> tuple[int, float] | None:
    """Rank and share (%, NaN where the total isn't positive) of one enterprise among all, as in scale by enterprise.

    None where it hasn't filed, or a role may not see it.
    """
    request = Request("scale", period)
    frame = sums(store, request, "own_revenue", params=[basis, enterprise_id])
    shown = pd.DataFrame(frame.loc[frame["revenue_10k_cny"].notna()].assign(enterprise_id=enterprise_id))
    shown = guarded(store, parse(store, "scale", period, ("enterprise",)), shown, role, own)
    if shown.empty:
        return None
    revenue = float(shown["revenue_10k_cny"].iloc[0])
    larger = int(sums(store, request, "larger", params=[revenue, basis])["larger"].iloc[0])
    share = share_pct(pd.Series([revenue]), pd.Series([_total(store, request, basis)]))
    return larger + 1, float(share.iloc[0])


def _total(store: Store, request: Request, basis: str) -> float:
    """The revenue of the whole scope, 万元; NaN where nobody filed."""
    totals = sums(store, request, "total", GROUP_SUM)
    return float(dict(zip(totals["basis"], totals["total_10k_cny"], strict=True)).get(basis, float("nan")))

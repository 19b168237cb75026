"""领军企业与一家企业的位次：只取页面要写的几家，不必把每家都取来。"""

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from metrics.answer import HEADS, few, figures, known, sql_text
from metrics.group_sum import GROUP_SUM
from metrics.growth import growth_pct
from metrics.request import Request, parse
from metrics.scale import share_pct
from metrics.show import guarded
from metrics.store import Store

COLUMNS = ["enterprise_id", "enterprise", "revenue_10k_cny", "share_pct", "rank", "comparable_pct"]
_MOST = 10  # leaders.sql 取的家数
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
    (tenth,) = figures(store, request, "tenth", params=[period, basis, basis])[basis]
    least = None if math.isnan(tenth) else tenth
    found = [row[HEADS:] for row in few(store, request, "leaders", params=[basis, least])]
    found.sort(key=lambda row: (-row[1], row[0]))  # 由大到小，并列的按代码
    firms = [firm for firm, *_figures in found]
    names = dict(store.rows(sql_text("leader_names"), [*firms, *[None] * (_MOST - len(firms))]))
    revenue, prior = (pd.Series([known(row[at]) for row in found], dtype=float) for at in (1, 2))
    (total,) = figures(store, request, "total", GROUP_SUM).get(basis, (math.nan,))
    frame = pd.DataFrame(
        {
            "enterprise_id": firms,
            "enterprise": [names[firm] for firm in firms],
            "revenue_10k_cny": revenue,
            "share_pct": share_pct(revenue, pd.Series(total, revenue.index)),
            "rank": pd.array([int((revenue > one).sum()) + 1 for one in revenue], dtype="Int64"),
            "comparable_pct": growth_pct(revenue, prior),
        }
    )
    if not role:
        return frame
    seen = guarded(store, asked, frame.assign(period=period, basis=basis), role, own)
    return pd.DataFrame(seen[COLUMNS]).reset_index(drop=True)


def standing(
    store: Store, period: str, basis: str, enterprise_id: str, role: str = "", own: Where | None = None
) -> tuple[int, float] | None:
    """Rank and share (%, NaN where the total isn't positive) of one enterprise among all, as in scale by enterprise.

    None where it hasn't filed, or a role may not see it.
    """
    request = Request("scale", period)
    params = [period, basis, period, basis, enterprise_id, basis]
    revenue, larger, total = figures(store, request, "standing", params=params)[basis]
    if math.isnan(revenue) or not _is_seen(store, period, basis, enterprise_id, revenue, role, own):
        return None
    return int(larger) + 1, revenue / total * 100 if total > 0 else math.nan


def _is_seen(
    store: Store, period: str, basis: str, enterprise_id: str, revenue: float, role: str, own: Where | None
) -> bool:
    """Whether the role may see the enterprise's row in scale."""
    if not role:
        return True
    row = {"period": [period], "basis": [basis], "enterprise_id": [enterprise_id], "revenue_10k_cny": [revenue]}
    return not guarded(store, parse(store, "scale", period, ("enterprise",)), pd.DataFrame(row), role, own).empty

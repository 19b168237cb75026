"""规模：企业数、营业收入、占比与位次。"""

import numpy as np
import pandas as pd

from etl.words import _
from metrics.answer import column, sums, tidy
from metrics.dimension import UNSTATED
from metrics.group_sum import GROUP_AND_CELL_SUM
from metrics.growth import NO_CURRENT
from metrics.request import Request
from metrics.store import Store

COLUMNS = ["enterprises", "revenue_10k_cny", "share_pct", "rank", "reason"]

NO_SHARE = _("合计≤0，没有占比")
UNRANKED = _("未归类，不排位次")


def table(store: Store, request: Request) -> pd.DataFrame:
    """Enterprises with known revenue, their revenue (万元), its share (%) of the scope's distinct total, and the rank.

    Share is null where the total is unknown or not positive; 未归类 and groups without revenue have no rank; the reason
    says which.
    """
    frame = sums(store, request, "scale", GROUP_AND_CELL_SUM)
    frame["share_pct"] = share_pct(column(frame, "revenue_10k_cny"), column(frame, "total_10k_cny"))
    frame["rank"] = rank(frame, request.group_columns)
    frame["reason"] = np.select(
        [frame["revenue_10k_cny"].isna(), frame["share_pct"].isna(), frame["rank"].isna()],
        [NO_CURRENT, NO_SHARE, UNRANKED],
        "",
    )
    return tidy(frame, request, COLUMNS)


def share_pct(part: pd.Series, total: pd.Series) -> pd.Series:
    """part ÷ total × 100; null where either is unknown or the total is not positive."""
    return (part / total * 100).where(total > 0)


def rank(frame: pd.DataFrame, groups: list[str]) -> pd.Series:
    """Rank of a group's revenue within its period and basis, largest first; equals share a rank (并列)."""
    revenue = column(frame, "revenue_10k_cny")
    if not groups:  # 只有它自己一行，不必分组去排
        return revenue.where(revenue.isna(), 1).astype("Int64")
    ranked = revenue.where(~(frame[groups] == UNSTATED).any(axis=1))
    by_period = ranked.groupby([frame["period"], frame["basis"]])
    return pd.Series(by_period.rank(method="min", ascending=False)).astype("Int64")

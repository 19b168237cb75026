"""取各组的季度序列：单季与累计的合计，连同本期按金额报了多少。"""

from dataclasses import replace

import pandas as pd

from metrics.answer import sums
from metrics.coverage import filing_sums, value_coverage_pct
from metrics.group_sum import GROUP_SUM
from metrics.quarterly import Quarterly, quarterly
from metrics.request import Request
from metrics.store import Store

REVENUE, ABOVE_SCALE = "revenue_10k_cny", "above_scale_revenue_10k_cny"
Group = tuple[object, ...]


def totals(store: Store, request: Request) -> pd.DataFrame:
    """Single-quarter and cumulative totals of every group and every period; the request's own period is not asked."""
    return sums(store, replace(request, period=None), "forecast", GROUP_SUM)


def series(
    store: Store, request: Request, period: str, every: pd.DataFrame, amount: str = REVENUE
) -> dict[Group, Quarterly]:
    """The series of each group in `every` (from `totals`) at `period`, in the order they come; no group gives {}."""
    coverage = _coverage(store, replace(request, period=period))
    found: dict[Group, Quarterly] = {}
    groups = [()] if not request.by else list(dict.fromkeys(_keys(every, request.group_columns)))
    keys = _keys(every, request.group_columns)
    by_group: dict[Group, dict[str, dict[str, float]]] = {group: {"single": {}, "ytd": {}} for group in groups}
    for key, at, basis, value in zip(keys, every["period"], every["basis"], every[amount], strict=True):
        by_group[key][basis][at] = value
    for group, by_basis in by_group.items():
        found[group] = quarterly(period, by_basis["single"], by_basis["ytd"], coverage.get(group))
    return found


def _coverage(store: Store, request: Request) -> dict[Group, float]:
    frame = filing_sums(store, request)
    shares = value_coverage_pct(pd.Series(frame["prior_filed_10k_cny"]), pd.Series(frame["prior_10k_cny"]))
    return dict(zip(_keys(frame, request.group_columns), (float(share) for share in shares), strict=True))


def _keys(frame: pd.DataFrame, columns: list[str]) -> list[Group]:
    if not columns:
        return [()] * len(frame)
    return list(frame[columns].itertuples(index=False, name=None))

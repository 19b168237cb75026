"""取一张指标表：页面、命令、导出都走这里。"""

from collections.abc import Mapping, Sequence

import pandas as pd

from metrics import bridge, contribution, coverage, gap_table, growth, scale
from metrics.request import parse
from metrics.store import Store

TABLES = {
    "scale": scale.table,
    "growth": growth.table,
    "bridge": bridge.table,
    "contribution": contribution.table,
    "gap": gap_table.table,
    "coverage": coverage.table,
}


def show(
    store: Store,
    metric: str,
    period: str | None = None,
    by: Sequence[str] = (),
    where: Mapping[str, Sequence[str]] | None = None,
) -> pd.DataFrame:
    """The metric's tidy table: `period, basis`, the `by` columns, then the columns the catalog lists.

    Without `period` every period is shown (gap: the latest). All four bases are in the one table. No data gives no
    rows, with the columns. Raises request.RequestError for a word nobody knows.
    """
    request = parse(store, metric, period, by, where)
    return TABLES[request.metric](store, request)

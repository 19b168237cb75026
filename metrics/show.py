"""取一张指标表：页面、命令、导出都走这里。"""

from collections.abc import Mapping, Sequence
from importlib import import_module

import pandas as pd

from metrics import catalog
from metrics.request import Request, parse
from metrics.store import Store


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
    return answer(store, parse(store, metric, period, by, where))


def answer(store: Store, request: Request) -> pd.DataFrame:
    """The table of a checked request, by the metric's own module."""
    # 用到哪个指标才载入哪个：预测用的统计库，别的命令不必等它
    module = import_module(f"metrics.{catalog.load()[request.metric].module or request.metric}")
    return module.table(store, request)

"""取一张指标表：页面、命令、导出都走这里。"""

from collections.abc import Mapping, Sequence
from importlib import import_module

import pandas as pd

from metrics import catalog
from metrics.disclosure.right import sees_firms
from metrics.request import Request, RequestError, parse
from metrics.store import Store

_FIRM = "enterprise"


def show(
    store: Store,
    metric: str,
    period: str | None = None,
    by: Sequence[str] = (),
    where: Mapping[str, Sequence[str]] | None = None,
    role: str = "",
    own: Mapping[str, Sequence[str]] | None = None,
) -> pd.DataFrame:
    """The metric's tidy table: `period, basis`, the `by` columns, then the columns the catalog lists.

    Without `period` every period is shown (gap: the latest). All four bases are in the one table. No data gives no
    rows, with the columns. For a `role` only what may leave for it (disclosure.guard); `own` is what a clerk is in
    charge of. Raises request.RequestError for a word nobody knows.
    """
    try:
        request = parse(store, metric, period, by, where)
    except RequestError:
        if not role or sees_firms(role) or _FIRM not in (where or {}):
            raise
        # 说不认得这一家、像是那一家，就说出了有哪几家：与有这一家而不给看，答得一样
        others = {name: values for name, values in (where or {}).items() if name != _FIRM}
        request = parse(store, metric, period, by, others)
        return guarded(store, request, answer(store, request).iloc[:0], role)
    return guarded(store, request, answer(store, request), role, own)


def guarded(
    store: Store, request: Request, table: pd.DataFrame, role: str, own: Mapping[str, Sequence[str]] | None = None
) -> pd.DataFrame:
    """What of a table may leave for a role; "" is the system itself."""
    if not role:
        return table
    # 求解的库载入要零点几秒，不受控的用不着
    guard = import_module("metrics.disclosure.guard")
    return guard.guard(store, request, table, role, own)


def answer(store: Store, request: Request) -> pd.DataFrame:
    """The table of a checked request, by the metric's own module."""
    # 用到哪个指标才载入哪个：预测用的统计库，别的命令不必等它
    module = import_module(f"metrics.{catalog.load()[request.metric].module or request.metric}")
    return module.table(store, request)

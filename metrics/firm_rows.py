"""一家企业一行的指标：企业两列怎样并进表里，不写报告期时取哪一期。"""

from dataclasses import replace

import pandas as pd

from metrics.answer import tidy
from metrics.request import Request
from metrics.store import Store

FIRM = ["enterprise_id", "enterprise"]
_BASES = {"ytd": 1, "single": 2, "year": 3, "rolling4": 4}


def firm_rows(frame: pd.DataFrame, request: Request, columns: list[str]) -> pd.DataFrame:
    """The tidy table of a metric whose rows are firms: key and name stand once, also where grouped by enterprise.

    `frame` holds them as `firm_id` and `firm`.
    """
    if FIRM[0] in request.group_columns:
        return tidy(frame, request, [name for name in columns if name not in FIRM])
    return tidy(frame.rename(columns={"firm_id": FIRM[0], "firm": FIRM[1]}), request, columns)


def at_latest(store: Store, request: Request) -> Request:
    """The request for its period, or for the latest in the data where it names none; `` where there is no data."""
    if request.period is not None:
        return request
    (latest,) = store.rows("SELECT MAX(period) FROM fact")[0]
    return replace(request, period=str(latest) if latest else "")


def in_order(frame: pd.DataFrame, request: Request, by: list[str]) -> pd.DataFrame:
    """The rows by period, basis as in every table, group, then `by`."""
    heads = ["period", "basis", *request.group_columns]
    # 一期一种期别的几十万行，都相同的列不必比
    keys = [*(name for name in heads if len(pd.Series(frame[name]).unique()) > 1), *by]
    return frame.sort_values(keys, key=lambda cells: cells.map(_BASES) if cells.name == "basis" else cells)

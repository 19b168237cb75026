"""一家企业一行的指标：企业两列怎样并进表里，不写报告期时取哪一期。"""

from dataclasses import replace

import numpy as np
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


def in_order(frame: pd.DataFrame, request: Request, numbers: list[str]) -> pd.DataFrame:
    """The rows by period, basis as in every table, group, then these columns of numbers, and last the firm's key."""
    firm = FIRM[0] if FIRM[0] in frame else "firm_id"
    heads = [] if request.period else ["period"]
    # 一期一种期别的几十万行，都相同的列不必比
    keys = [name for name in [*heads, "basis", *request.group_columns] if len(pd.Series(frame[name]).unique()) > 1]
    if keys:
        sort_key = lambda cells: cells.map(_BASES) if cells.name == "basis" else cells  # noqa: E731
        return frame.sort_values([*keys, *numbers, firm], key=sort_key)
    cells = [pd.Series(frame[name]).to_numpy(float, na_value=np.nan) for name in numbers]
    return frame.take(_places(cells, pd.Series(frame[firm])))


def _places(numbers: list[np.ndarray], keys: pd.Series) -> np.ndarray:
    """Where each row of the sorted table stands now: by the numbers, equals by key."""
    places = np.lexsort(numbers[::-1])
    if not len(places):
        return places
    is_next = np.logical_and.reduce([_is_next_one_s(one[places]) for one in numbers])
    is_tied = np.append(is_next, False) | np.append(False, is_next)
    some = places[is_tied]  # 文字比得最慢，只比并列的
    keys_of_some = keys.iloc[some].to_numpy(str)
    places[is_tied] = some[np.lexsort([keys_of_some, *(one[some] for one in numbers[::-1])])]
    return places


def _is_next_one_s(values: np.ndarray) -> np.ndarray:
    """Whether each but the last equals the one after it; unknown ones equal each other."""
    return (values[1:] == values[:-1]) | (pd.isna(values[1:]) & pd.isna(values[:-1]))

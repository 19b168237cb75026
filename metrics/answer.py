"""指标文件的结果怎样变成给人看的表：分组列改回维度名，没填的写“未归类”，列按目录排。"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pandas as pd

from metrics.dimension import UNSTATED
from metrics.group_sum import Sums, compose_sums
from metrics.request import Request
from metrics.scope import GROUP_SLOTS, compose
from metrics.store import Store

_SQL = Path(__file__).parent / "sql"
MONEY_PLACES = 6  # 库里的 DECIMAL(22, 6)：双精度相减的尾数不是钱，差额舍到这一位


@cache
def sql_text(name: str) -> str:
    """The text of `sql/<name>.sql`."""
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


def sums(
    store: Store,
    request: Request,
    name: str,
    base: str | Sums = "fact",
    base_name: str = "",
    params: Sequence[object] = (),
) -> pd.DataFrame:
    """What `sql/<name>.sql` adds up, one row per period, basis and group; groups nobody stated read 未归类.

    `base` is the table it starts from, or the name given to `sql/<base_name>.sql`; `params` are the file's own. A file
    that only adds up, each row `firms` times where it counts, starts from sums the build made.
    """
    body = sql_text(name)
    if isinstance(base, Sums):
        sql, scope_params = compose_sums(store, request, body, base)
    else:
        sql, scope_params = compose(request, body, base, sql_text(base_name) if base_name else "")
    frame = store.query(sql, [*scope_params, *params])
    slots = [f"group_{number}" for number in range(1, GROUP_SLOTS + 1)]
    columns = request.group_columns
    frame = frame.drop(columns=slots[len(columns) :]).rename(columns=dict(zip(slots, columns, strict=False)))
    for column in columns:
        frame[column] = frame[column].astype(object)
        if bool(frame[column].isna().any()):  # 一家一行的表有几十万格，多半一格也不空
            frame[column] = frame[column].where(frame[column].notna(), UNSTATED)
    return frame


def column(frame: pd.DataFrame, name: str) -> pd.Series:
    """One column of numbers or words."""
    return pd.Series(frame[name])


def tidy(frame: pd.DataFrame, request: Request, columns: list[str]) -> pd.DataFrame:
    """`period, basis`, the grouping columns, then the metric's own columns, in that order.

    A request that keeps inputs also gets the sums they were computed from, after them: the working on the card.
    """
    wanted = ["period", "basis", *request.group_columns, *columns]
    if request.keeps_inputs:
        wanted += [name for name in frame.columns if name not in wanted]
    return pd.DataFrame(frame[wanted]).reset_index(drop=True)

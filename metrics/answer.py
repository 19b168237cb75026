"""指标文件的结果怎样变成给人看的表：分组列改回维度名，没填的写“未归类”，列按目录排。"""

import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, SupportsFloat, cast

import pandas as pd

from metrics.dimension import UNSTATED
from metrics.group_sum import Sums, compose_sums
from metrics.request import Request
from metrics.scope import GROUP_SLOTS, IN_ORDER, compose
from metrics.store import Store

HEADS = 2 + GROUP_SLOTS  # 报告期、期别与各分组列
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
    sql, scope_params = _composed(store, request, name, base, base_name)
    frame = store.query(sql, [*scope_params, *params])
    columns = request.group_columns
    names = frame.columns.tolist()
    shown = {f"group_{number}": name for number, name in enumerate(columns, start=1)}
    kept = [at for at, name in enumerate(names) if name in shown or not name.startswith("group_")]
    frame = frame.iloc[:, kept]  # 只取要的列、一次改好名：比逐列丢、再改名省一半，小表的时间多在这里
    frame.columns = [shown.get(names[at], names[at]) for at in kept]
    for column in columns:
        frame[column] = frame[column].astype(object)
        if bool(frame[column].isna().any()):  # 一家一行的表有几十万格，多半一格也不空
            frame[column] = frame[column].where(frame[column].notna(), UNSTATED)
    return frame


def few(
    store: Store, request: Request, name: str, base: str | Sums = "fact", params: Sequence[object] = ()
) -> list[tuple[Any, ...]]:
    """The few rows `sql/<name>.sql` gives, as tuples with their heads, in no order: where there are no groups.

    A few numbers need no table: making one takes longer than asking for it.
    """
    sql, scope_params = _composed(store, request, name, base)
    return store.rows(sql.removesuffix(IN_ORDER), [*scope_params, *params])


def figures(
    store: Store, request: Request, name: str, base: str | Sums = "fact", params: Sequence[object] = ()
) -> dict[str, tuple[float, ...]]:
    """By basis, the figures of `few` after their heads; unknown ones are NaN."""
    return {str(row[1]): tuple(map(known, row[HEADS:])) for row in few(store, request, name, base, params)}


def known(cell: object) -> float:
    """A number of a row; NaN where it is unknown."""
    return math.nan if cell is None else float(cast(SupportsFloat, cell))


def _composed(
    store: Store, request: Request, name: str, base: str | Sums, base_name: str = ""
) -> tuple[str, list[object]]:
    body = sql_text(name)
    if isinstance(base, Sums):
        return compose_sums(store, request, body, base)
    return compose(request, body, base, sql_text(base_name) if base_name else "")


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

"""披露控制的门：一张指标表给受控的角色之前，逐格问过，不能给的空着，并写明是哪条规则。"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from etl.words import _
from metrics.disclosure.ask import asked
from metrics.disclosure.badge import graded
from metrics.disclosure.history import foretold
from metrics.disclosure.own import is_own
from metrics.disclosure.place import places, scope
from metrics.disclosure.reader import Reader
from metrics.disclosure.right import is_published_only, needs_control, sees_nothing
from metrics.disclosure.rules import load_policy
from metrics.request import Request
from metrics.store import Store

WITHHELD = _("依法不公布")
SHOWN_AS = _("—（依法不公布）")
REASON_COLUMN, CELLS_COLUMN = "suppressed", "suppressed_columns"
_FILE = Path(__file__).with_name("columns.toml")
_HEAD = ("period", "basis")


def guard(
    store: Store, request: Request, table: pd.DataFrame, role: str, own: Mapping[str, Sequence[str]] | None = None
) -> pd.DataFrame:
    """What of a metric's table may leave for `role`.

    The same table for roles without control, and for a request inside `own`, what a clerk is in charge of. No rows for
    a role without figures, of single firms for a controlled one, and of quarters not published for the public. Else
    nulls in place of what the rules withhold, and two columns more: `suppressed`, the rule in words (empty where
    nothing is withheld), and `suppressed_columns`,
    the names of the columns withheld in that row. Raises StoreError where the rules can't be read or the record of
    what was given out can't be kept, RequestError for an unknown role.
    """
    if sees_nothing(role):
        return _without_rows(table)
    if is_published_only(role):
        table = _published(store, table)
    if not needs_control(role) or is_own(store, request, own or {}):
        return table
    rules = columns().get(request.metric)
    is_of_firms = "enterprise_id" in table.columns or "enterprise" in request.where
    if rules is None or is_of_firms or table.empty:
        return _without_rows(table)
    reader = Reader(store, load_policy(store.data))
    if request.metric == "forecast":
        table = foretold(reader, request, table)
    if request.metric == "quality":
        table = graded(reader, request, table)
    return _protected(reader, request, table, rules)


@cache
def columns() -> Mapping[str, Mapping[str, str]]:
    """What each column of each metric is asked before a controlled role gets it; what isn't here is never given."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def is_withheld(table: pd.DataFrame, column: str) -> pd.Series:
    """Which cells of a column are empty because they are withheld; none in a table for a role without control."""
    if CELLS_COLUMN not in table.columns:
        return pd.Series(False, index=table.index)
    return pd.Series([column in str(names).split() for names in table[CELLS_COLUMN]], index=table.index, dtype=bool)


def _published(store: Store, table: pd.DataFrame) -> pd.DataFrame:
    through = load_policy(store.data).published_through
    return table.loc[table["period"].astype(str) <= through].reset_index(drop=True)


def _without_rows(table: pd.DataFrame) -> pd.DataFrame:
    empty = table.iloc[:0].copy()
    return empty.assign(**{REASON_COLUMN: pd.Series(dtype=object), CELLS_COLUMN: pd.Series(dtype=object)})


def _protected(reader: Reader, request: Request, table: pd.DataFrame, rules: Mapping[str, str]) -> pd.DataFrame:
    heads = {*_HEAD, *request.group_columns}
    place = places(reader.store, request)
    rows: list[dict[str, Any]] = [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]
    at = [place(row) for row in rows]
    needs = {str(name): rules.get(str(name), "never") for name in table.columns if name not in heads}
    verdicts = asked(reader, scope(request), rows, at, needs)
    out = table.astype(dict.fromkeys(verdicts, object)).copy()
    why: list[list[str]] = [[] for _row in rows]
    gone: list[list[str]] = [[] for _row in rows]
    for name, column in verdicts.items():
        cells = list(out[name])
        for number, verdict in enumerate(column):
            if verdict.reason:
                if not _is_blank(cells[number]):
                    gone[number].append(name)
                why[number].append(verdict.reason)
                cells[number] = None
            elif verdict.decimals is not None and not _is_blank(cells[number]):
                cells[number] = round(float(cells[number]), verdict.decimals) + 0.0  # −0.0 会说出它是负的
        out[name] = pd.Series(cells, index=out.index, dtype=object)
    reasons = ["、".join(dict.fromkeys(one)) if lost else "" for one, lost in zip(why, gone, strict=True)]
    words = [f"{WITHHELD}（{one}）" if one else "" for one in reasons]
    for name, need in rules.items():
        if need == "words" and name in out:
            told = [said if said else cell for said, cell in zip(words, out[name], strict=True)]
            out[name] = pd.Series(told, index=out.index, dtype=object)
        elif need == "rank" and name in out:
            out[name] = _rank(out, heads)
    out = _typed(out, table)
    out[REASON_COLUMN] = pd.Series(words, index=out.index, dtype=object)
    out[CELLS_COLUMN] = pd.Series([" ".join(one) for one in gone], index=out.index, dtype=object)
    return out


def _is_blank(value: object) -> bool:
    return value is None or value is pd.NA or value == "" or value != value  # 非数不等于自己


def _rank(out: pd.DataFrame, heads: set[str]) -> pd.Series:
    """Places among the cells that are shown: a place taken by a hidden cell would put it between its neighbours."""
    amounts = pd.Series(pd.to_numeric(out["revenue_10k_cny"])).where(out["rank"].notna())
    return amounts.groupby([out[name] for name in sorted(heads & set(_HEAD))]).rank(method="min", ascending=False)


def _typed(out: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """The columns' own types again; whole numbers in a type that has room for an empty cell."""
    for name in out.columns:
        kind = table[name].dtype
        if pd.api.types.is_integer_dtype(kind):
            out[name] = pd.Series(pd.to_numeric(out[name])).astype("Int64")
        elif pd.api.types.is_bool_dtype(kind):
            out[name] = out[name].astype("boolean")
        elif pd.api.types.is_float_dtype(kind):
            out[name] = pd.Series(pd.to_numeric(out[name])).astype(float)
    return out

"""披露控制的门：一张指标表给受控的角色之前，逐格问过，不能给的空着，并写明是哪条规则。"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pandas as pd

from etl.words import _
from metrics.disclosure.badge import graded
from metrics.disclosure.history import foretold
from metrics.disclosure.own import is_own
from metrics.disclosure.reader import Reader
from metrics.disclosure.right import is_published_only, needs_control, sees_nothing
from metrics.disclosure.rules import load_policy
from metrics.disclosure.withheld import CELLS_COLUMN, REASON_COLUMN, protected
from metrics.request import Request
from metrics.store import Store

SHOWN_AS = _("—（依法不公布）")
_FILE = Path(__file__).with_name("columns.toml")


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
    return protected(reader, request, table, rules)


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

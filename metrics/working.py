"""算式：一个数是由哪几个数、怎样算出来的；用的就是算指标的那一次合计，不另算一遍。"""

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from metrics import catalog
from metrics.catalog import Column
from metrics.request import parse
from metrics.show import answer, guarded
from metrics.store import Store

JOINT = "、"
Own = Mapping[str, Sequence[str]] | None  # 填报员分管的范围


@dataclass(frozen=True)
class Number:
    """Which numbers are meant: enough to compute them again. `period` None: every period; `basis` "": all four.

    `only` keeps the rows whose column is that word: one plan, one target.
    """

    metric: str
    period: str | None = None
    basis: str = ""
    by: tuple[str, ...] = ()
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    only: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Line:
    """One number and its inputs: `formula` names them in braces, `values` holds every sum of that row by name.

    `place` is the group it belongs to, "" for the whole; `reason` is why it cannot be computed, or needs care.
    """

    period: str
    basis: str
    place: str
    column: Column
    formula: str
    values: Mapping[str, object]
    reason: str

    @property
    def names(self) -> tuple[str, ...]:
        """The inputs, in the order the formula uses them."""
        return tuple(name for _text, name, _spec, _kind in string.Formatter().parse(self.formula) if name)


def lines(store: Store, number: Number, role: str = "", own: Own = None) -> list[Line]:
    """The working of every number of a request, a line each; a metric without `worked` in the catalog gives none.

    For a `role` only what may leave for it. Raises request.RequestError for a word nobody knows.
    """
    metric = catalog.load()[number.metric]
    frame = inputs(store, number, role, own)
    groups = parse(store, number.metric, None, number.by).group_columns
    told = [name for name in (*groups, *metric.keys) if name != "enterprise_id"]  # 名称就认得出
    columns = {column.name: column for column in metric.columns}
    return [
        Line(
            str(row["period"]),
            str(row["basis"]),
            JOINT.join(_words(row[name]) for name in told if _words(row[name])),
            columns[name],
            formula,
            row,
            _words(row.get("reason")),
        )
        for row in frame.to_dict("records")
        for name, formula in metric.worked.items()
        if not (_is_blank(row, name, formula) and any(not pd.isna(row[other]) for other in metric.worked))
    ]


def inputs(store: Store, number: Number, role: str = "", own: Own = None) -> pd.DataFrame:
    """The metric's table with, after its own columns, the sums they were computed from; a controlled role gets none."""
    request = parse(store, number.metric, number.period, number.by, dict(number.where))
    frame = guarded(store, request, answer(store, replace(request, keeps_inputs=True)), role, own)
    is_meant = pd.Series(True, index=frame.index)
    if number.basis:
        is_meant &= frame["basis"] == number.basis
    for name, word in number.only:
        is_meant &= frame[name] == word
    return pd.DataFrame(frame.loc[is_meant])


def _is_blank(row: dict, name: str, formula: str) -> bool:
    """Whether neither the number nor a single input is known: where others of the row are, it is of another kind."""
    named = [name, *(one for _text, one, _spec, _kind in string.Formatter().parse(formula) if one)]
    return all(pd.isna(row[one]) or row[one] == "" for one in named)


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""

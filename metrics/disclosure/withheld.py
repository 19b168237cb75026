"""一张表里不能给的格子空着：逐格问过，写明是哪条规则；没有动过的列原样留着，一张表只拼一次。"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from etl.words import _
from metrics.disclosure.ask import asked
from metrics.disclosure.place import places, scope
from metrics.disclosure.reader import Reader, Verdict
from metrics.request import Request

WITHHELD = _("依法不公布")
REASON_COLUMN, CELLS_COLUMN = "suppressed", "suppressed_columns"
_HEAD = ("period", "basis")
Row = Mapping[str, Any]


def protected(reader: Reader, request: Request, table: pd.DataFrame, rules: Mapping[str, str]) -> pd.DataFrame:
    """The table with nulls where a cell may not leave, rounded where only that may, and the two columns that say so.

    `rules`: what each column is asked; one without a rule is never given.
    """
    heads = {*_HEAD, *request.group_columns}
    place = places(reader.store, request)
    rows: list[Row] = table.to_dict("records")  # type: ignore[assignment]  # 列名都是字
    needs = {str(name): rules.get(str(name), "never") for name in table.columns if name not in heads}
    verdicts = asked(reader, scope(request), rows, [place(row) for row in rows], needs)
    why: list[list[str]] = [[] for _row in rows]
    gone: list[list[str]] = [[] for _row in rows]
    given = {name: _given(name, rows, column, why, gone) for name, column in verdicts.items()}
    reasons = ["、".join(dict.fromkeys(one)) if lost else "" for one, lost in zip(why, gone, strict=True)]
    words = [f"{WITHHELD}（{one}）" if one else "" for one in reasons]
    for name, need in needs.items():
        if need == "words":
            given[name] = [said if said else row[name] for said, row in zip(words, rows, strict=True)]
        elif need == "rank":
            given[name] = _ranks(rows, given[name], given["revenue_10k_cny"])
    columns = {str(name): _typed(column, given.get(str(name))) for name, column in table.items()}
    columns[REASON_COLUMN] = pd.Series(words, table.index, dtype=object)
    columns[CELLS_COLUMN] = pd.Series([" ".join(one) for one in gone], table.index, dtype=object)
    return pd.DataFrame(columns, copy=False)


def _given(
    name: str, rows: Sequence[Row], verdicts: Sequence[Verdict], why: list[list[str]], gone: list[list[str]]
) -> list[Any]:
    """A column's cells as they may leave; `why` and `gone` learn of what is withheld in each row."""
    cells = [row[name] for row in rows]
    for number, verdict in enumerate(verdicts):
        if verdict.reason:
            if not _is_blank(cells[number]):
                gone[number].append(name)
            why[number].append(verdict.reason)
            cells[number] = None
        elif verdict.decimals is not None and not _is_blank(cells[number]):
            cells[number] = round(float(cells[number]), verdict.decimals) + 0.0  # −0.0 会说出它是负的
    return cells


def _is_blank(value: object) -> bool:
    return value is None or value is pd.NA or value == "" or value != value  # 非数不等于自己


def _ranks(rows: Sequence[Row], ranks: Sequence[Any], amounts: Sequence[Any]) -> list[float | None]:
    """Places among the cells that are shown: a place taken by a hidden cell would put it between its neighbours."""
    shown: dict[tuple[Any, ...], list[float]] = {}
    at = [tuple(row[name] for name in _HEAD) for row in rows]
    has_place = [not _is_blank(rank) and not _is_blank(own) for rank, own in zip(ranks, amounts, strict=True)]
    for key, own, is_placed in zip(at, amounts, has_place, strict=True):
        if is_placed:
            shown.setdefault(key, []).append(own)
    for group in shown.values():
        group.sort()
    return [
        float(len(shown[key]) - bisect_right(shown[key], own) + 1) if is_placed else None
        for key, own, is_placed in zip(at, amounts, has_place, strict=True)
    ]


def _typed(before: pd.Series, cells: Sequence[Any] | None) -> Any:  # noqa: ANN401  # 各列各是各的数组
    """Cells in the column's own type; whole numbers and marks in one that has room for an empty cell."""
    kind = before.dtype
    if pd.api.types.is_bool_dtype(kind):
        return before.astype("boolean") if cells is None else pd.array(cells, dtype="boolean")
    if pd.api.types.is_integer_dtype(kind):
        return before.astype("Int64") if cells is None else pd.array(cells, dtype="Int64")
    if cells is None:
        return before
    return (
        np.array(cells, dtype=float)
        if pd.api.types.is_float_dtype(kind)
        else pd.Series(cells, before.index, dtype=object)
    )

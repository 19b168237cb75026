"""一列的几个条件逐行问：columns.toml 里的词，各是哪一问。"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from metrics.disclosure.build import Build, cells
from metrics.disclosure.figure import BASE, BEFORE, LEVEL, MATCHED, STORED, Figure
from metrics.disclosure.history import may_foretell
from metrics.disclosure.place import Place
from metrics.disclosure.reader import CLOSED, NEVER, Reader, Verdict
from metrics.disclosure.roll import Cell
from metrics.period import shifted

_KINDS = {LEVEL, STORED, BASE, MATCHED, BEFORE}
_OF_TARGETS = {"actual", "actual-growth", "actual-growth-exact", "goal"}
_FREE = Verdict()
_CLOSED = Verdict(CLOSED)


def asked(
    reader: Reader,
    scope: Cell | None,
    rows: Sequence[Mapping[str, Any]],
    at: Sequence[Place],
    needs: Mapping[str, str],
) -> dict[str, list[Verdict]]:
    """For every column named in `needs`, a verdict per row; `at` says what each row is about."""
    tables: dict[tuple[str, str], dict[Cell, None]] = {}
    for place in at:
        if place.cell is not None:
            tables.setdefault((place.figure.period, place.figure.basis), {})[place.cell] = None

    @cache
    def together(what: str, figure: Figure, across: tuple[str, ...]) -> Verdict:
        # 一张表里的每一格：各行答的一样，只问一遍
        inside = _across(reader, figure, across) if across else tables[figure.period, figure.basis]
        return _all([_figure(reader, what, each, figure) for each in inside])

    @cache
    def one(need: str, place: Place) -> Verdict:
        return _verdict(reader, need, place, scope, together)

    of_plans = [_is_plan(row) for row in rows]
    answers = {
        words: [
            (_FREE if words == "free" else _CLOSED) if is_plan else _all([one(word, place) for word in words.split()])
            for is_plan, place in zip(of_plans, at, strict=True)
        ]
        for words in set(needs.values())
    }
    return {name: answers[words] for name, words in needs.items()}


def _is_plan(row: Mapping[str, Any]) -> bool:
    """Rows of plan targets among rows of groups (pace, forecast) stand on a scope of their own, which is no cell."""
    return "plan_code" not in row and bool(row.get("plan")) and row.get("plan") == row.get("plan")


def _all(verdicts: Sequence[Verdict]) -> Verdict:
    if len(verdicts) == 1:
        return verdicts[0]
    reasons = [one.reason for one in verdicts if one.reason]
    decimals = [one.decimals for one in verdicts if one.decimals is not None]
    return Verdict(reasons[0] if reasons else "", min(decimals) if decimals else None)


def _verdict(
    reader: Reader,
    need: str,
    place: Place,
    scope: Cell | None,
    together: Callable[[str, Figure, tuple[str, ...]], Verdict],
) -> Verdict:
    cell, figure = place.cell, place.figure
    if need in ("free", "words") or (need in _OF_TARGETS and place.is_public):
        return _FREE
    if need == "goal" and not place.is_derived:
        return _FREE
    if need == "never":
        return Verdict(NEVER)
    if cell is None or scope is None:
        return _CLOSED
    where, _colon, what = need.rpartition(":")
    if where == "whole":
        return _figure(reader, what, scope, figure)
    if where == "margins":
        margins = [one for one in _margins(cell) if set(scope) <= set(one)]
        return _all([_figure(reader, what, one, figure) for one in margins])
    if where == "table":
        return together(what, figure, ())
    if where == "parts":
        return _parts(reader, what, place, together)
    if where == "year-ago":
        return _figure(reader, what, cell, replace(figure, period=shifted(figure.period, -4)))
    if need in ("actual", "goal"):
        return _all([reader.exact(cell, one) for one in (figure, *place.also)])
    if need in ("actual-growth", "actual-growth-exact"):
        return _figure(reader, BASE if need.endswith("exact") else f"{BASE}~", cell, figure)
    return _own(reader, need, cell, figure)


def _own(reader: Reader, need: str, cell: Cell, figure: Figure) -> Verdict:
    match need:
        case "unsplit":
            return reader.unsplit(cell, figure)
        case "spread":
            return reader.spread(cell, figure)
        case "top4" | "top8":
            return reader.top(cell, figure, int(need[3:]))
        case "rank":
            return reader.exact(cell, figure)
        case "prior-ytd":
            return reader.exact(cell, Figure(shifted(figure.period, -4), "ytd"))
        case "last-year":
            return reader.exact(cell, Figure(f"{int(figure.period[:4]) - 1}Q4", "ytd"))
        case "history":
            return may_foretell(reader, cell, figure.period)
        case _:
            return _figure(reader, need, cell, figure)


def _figure(reader: Reader, what: str, cell: Cell, figure: Figure) -> Verdict:
    kind = what.rstrip("~")
    if kind not in _KINDS:
        raise KeyError(what)
    asked_of = replace(figure, kind=kind)
    return reader.rounded(cell, asked_of) if what.endswith("~") else reader.exact(cell, asked_of)


def _parts(
    reader: Reader, what: str, place: Place, together: Callable[[str, Figure, tuple[str, ...]], Verdict]
) -> Verdict:
    """Every cell of the table a row was added up from: one that is hidden would be told by the sum of the others."""
    if not place.across:
        return _FREE
    if place.across not in reader.policy.tables:
        return _CLOSED
    return together(what, place.figure, place.across)


def _across(reader: Reader, figure: Figure, table: tuple[str, ...]) -> list[Cell]:
    """The cells of one open table in a quarter."""
    every = cells(Build(reader.store), figure.period, reader.policy.tables)
    return [one for one in every if tuple(name for name, _value in one) == table]


def _margins(cell: Cell) -> list[Cell]:
    """The cells one dimension wider."""
    return [tuple(one for one in cell if one != place) for place in cell]

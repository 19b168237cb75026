"""比大小：排好序的横条，数写在条的末端。"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from charts import label, palette
from charts.axis import bare, canvas, names, once, titled, tooltip
from charts.measure import Measure, measure
from charts.withheld import why_empty
from charts.words import missing, missing_in_short
from etl.words import _

_NAME_WIDTH = 9  # 名称每行的字数；340 像素宽的手机上仍给横条留一半
_LEFT_ROOM = 52  # 负值的数写在条的左端，名称要让开


def bars(
    table: pd.DataFrame,
    name: str,
    value: str,
    kind: str,
    title: str,
    *,
    colours: Mapping[str, str] | None = None,
    is_signed: bool = False,
    reference: tuple[str, float] | None = None,
) -> dict[str, Any]:
    """Sorted horizontal bars, largest on top, unknown ones last with `—（reason）` in place of a bar.

    `table` has the columns `name`, `value` (万元 for kind "amount", % for "percent", …) and, if it likes, `reason`;
    one row a name. `title` names the measure, its unit is added. `is_signed` writes + and −, draws a zero line and,
    without `colours`, rises in the accent and falls in orange. `reference` is (label, value) of one dashed line, in
    the unit of `value`. An empty table gives an empty plot.
    """
    how = measure(kind)
    rows = _rows(table, name, value, how, colours, is_signed)
    axis_title = titled(title, how.unit)
    has_left = any((row["drawn"] or 0) < 0 for row in rows)
    y = {
        "field": "line",
        "type": "nominal",
        "sort": None,
        "axis": names(_LEFT_ROOM if has_left else 0),
        "scale": {"padding": 0.36},
    }
    x = {"field": "drawn", "type": "quantitative", "axis": bare(axis_title), "scale": _scale(rows, how, reference)}
    shared = {"y": y, "tooltip": tooltip(("name", _("名称")), ("told", axis_title))}
    colour = {"field": "colour", "type": "nominal", "scale": None}
    layers: list[dict[str, Any]] = [{"mark": {"type": "bar"}, "encoding": {**shared, "x": x, "color": colour}}]
    if reference is not None:
        layers += _reference(reference[0], how.drawn(reference[1]))
    layers += _ends(shared | {"x": x}, "datum.drawn >= 0", "left") + _ends(
        shared | {"x": x}, "datum.drawn < 0", "right"
    )
    layers += _unknown(shared)
    if is_signed:
        layers.append(once({"type": "rule", "color": palette.SECONDARY}, {"x": {"datum": 0}}))
    row_height = 40 if any("\n" in row["line"] for row in rows) else 30
    return canvas(rows, layers, max(1, len(rows)) * row_height, "bars")


def _rows(
    table: pd.DataFrame, name: str, value: str, how: Measure, colours: Mapping[str, str] | None, is_signed: bool
) -> list[dict[str, Any]]:
    rows = []
    for record in table.to_dict("records"):
        drawn, why = how.drawn(record[value]), why_empty(record, value)
        own = palette.FALL if is_signed and drawn is not None and drawn < 0 else palette.ACCENT
        rows.append(
            {
                "name": str(record[name]),
                "line": label.wrap(str(record[name]), _NAME_WIDTH),
                "drawn": drawn,
                "text": missing_in_short(why) if drawn is None else how.text(record[value], is_signed),
                "told": missing(why) if drawn is None else how.text(record[value], is_signed),
                "colour": colours.get(str(record[name]), palette.OTHERS) if colours else own,
            }
        )
    return sorted(rows, key=lambda row: (row["drawn"] is None, -(row["drawn"] or 0.0)))


def _scale(rows: list[dict[str, Any]], how: Measure, reference: tuple[str, float] | None) -> dict[str, Any]:
    """From zero, or from the least below it, to the greatest; the reference line stands inside."""
    values = [row["drawn"] for row in rows] + ([how.drawn(reference[1])] if reference else [])
    known = [0.0, *(value for value in values if value is not None)]
    low, high = min(known), max(known)
    return {"domain": [low, high] if low < high else [0, 1], "nice": False}


def _ends(encoding: dict[str, Any], which: str, align: str) -> list[dict[str, Any]]:
    """The numbers at the bars' ends, each over a white edge, so that a reference line passes behind it."""
    mark = {"type": "text", "align": align, "dx": 6 if align == "left" else -6, "baseline": "middle"}
    filtered = [{"filter": f"isValid(datum.drawn) && {which}"}]
    encoding = {**encoding, "text": {"field": "text", "type": "nominal"}}
    edge = {**mark, "stroke": palette.GROUND, "strokeWidth": 9, "strokeJoin": "round"}
    return [{"transform": filtered, "mark": kind, "encoding": encoding} for kind in (edge, mark)]


def _unknown(encoding: dict[str, Any]) -> list[dict[str, Any]]:
    """`—` and why, where a bar would begin, over a white edge too."""
    mark = {"type": "text", "align": "left", "dx": 5, "baseline": "middle", "color": palette.SECONDARY}
    edge = {**mark, "stroke": palette.GROUND, "strokeWidth": 9, "strokeJoin": "round"}
    filtered = [{"filter": "!isValid(datum.drawn)"}]
    encoding = {**encoding, "x": {"datum": 0}, "text": {"field": "text", "type": "nominal"}}
    return [{"transform": filtered, "mark": kind, "encoding": encoding} for kind in (edge, mark)]


def _reference(text: str, drawn: float | None) -> list[dict[str, Any]]:
    if drawn is None:
        return []
    place = {"x": {"datum": drawn}}
    rule = {"type": "rule", "color": palette.INK, "strokeDash": [4, 3], "strokeWidth": 1}
    word = {"type": "text", "y": -8, "baseline": "bottom", "align": "center", "text": text, "color": palette.SECONDARY}
    return [once(rule, place), once(word, place)]

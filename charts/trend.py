"""看走势：一季一点的折线，名称与数写在线的末端；缺的一季断开，不当零。"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from charts import ends, palette
from charts.axis import canvas, quarters, ticks, titled, tooltip, upright
from charts.measure import Measure, measure
from charts.period import period_label, span
from charts.withheld import why_empty
from charts.words import SUPPRESSED, missing
from etl.words import _

_LINE = 12  # 像素；竖着写的字


def trend(
    table: pd.DataFrame,
    value: str,
    kind: str,
    title: str,
    *,
    basis: str = "ytd",
    group: str | None = None,
    prior: str | None = None,
    colours: Mapping[str, str] | None = None,
    height: int = 260,
) -> dict[str, Any]:
    """Lines over the quarters, one a `group` (or one in all), labelled at their ends.

    `table` has `period` (`2026Q3`), `value` (万元 for kind "amount", % for "percent", …), the `group` column if named,
    optionally `prior` (the same quarter a year before, same unit: a thin grey line, only without groups) and `reason`.
    Periods absent from the table, and null values, break the line; without groups `缺` stands there, its reason on
    hover.
    """
    how = measure(kind)
    periods = span(table["period"], basis)
    series = _series(table, value, group, prior, title)
    names = list(dict.fromkeys(series))
    colour = palette.colours(names, colours) if group else dict.fromkeys(names, palette.ACCENT)
    if not group:
        colour[_("上年同期")] = palette.LAST_YEAR
    rows = [row for name, cells in series.items() for row in _rows(name, cells, periods, basis, how, colour[name])]
    marks = ticks(row["drawn"] for row in rows)
    _label_ends(rows, marks, height, is_grouped=group is not None)
    axis_title = titled(title, how.unit)
    return canvas(rows, _layers(periods, basis, marks, axis_title, group is None), height, "trend")


def _series(
    table: pd.DataFrame, value: str, group: str | None, prior: str | None, title: str
) -> dict[str, dict[str, tuple[Any, Any]]]:
    """Name → period → (value, reason); last year first, so that this year's line lies over it."""
    reasons = [why_empty(record, value) for record in table.to_dict("records")]
    series: dict[str, dict[str, tuple[Any, Any]]] = {}
    if prior and not group:
        series[_("上年同期")] = dict(
            zip(table["period"], zip(table[prior], [None] * len(table), strict=True), strict=True)
        )
    names = table[group].astype(str) if group else pd.Series([title] * len(table), index=table.index)
    for name, period, cell, reason in zip(names, table["period"], table[value], reasons, strict=True):
        series.setdefault(name, {})[period] = (cell, reason)
    return series


def _rows(
    name: str, cells: Mapping[str, tuple[Any, Any]], periods: list[str], basis: str, how: Measure, colour: str
) -> list[dict[str, Any]]:
    rows = []
    for period in periods:
        cell, reason = cells.get(period, (None, None))
        drawn = how.drawn(cell)
        rows.append(
            {
                "period": period,
                "when": period_label(period, basis),
                "series": name,
                "colour": colour,
                "word_colour": palette.legible(colour),
                "drawn": drawn,
                "text": missing(reason) if drawn is None else how.text(cell),
                "end": None,
                "hole": _hole(missing(reason)) if drawn is None else None,
            }
        )
    known = [index for index, row in enumerate(rows) if row["drawn"] is not None]
    for index in known:
        neighbours = (index - 1 in known, index + 1 in known)
        rows[index]["is_alone"] = not any(neighbours)  # 两边都缺的一点画不成线，要有一个点
    if known:
        rows[known[-1]]["end"] = rows[known[-1]]["text"]
    return rows


def _label_ends(rows: list[dict[str, Any]], marks: list[float], height: int, is_grouped: bool) -> None:
    last = [row for row in rows if row["end"] is not None]
    for row in last:
        is_named = is_grouped or row["colour"] == palette.LAST_YEAR
        row["wide"] = f"{row['series']} {row['end']}" if is_named else row["end"]
        row["narrow"] = ends.short(row["series"]) if is_grouped else row["wide"]
    ends.place(last, "drawn", marks[0], marks[-1], height)


def _layers(periods: list[str], basis: str, marks: list[float], title: str, is_single: bool) -> list[dict[str, Any]]:
    x = {
        "field": "period",
        "type": "ordinal",
        "scale": {"domain": periods, "type": "point", "padding": 0.1},
        "axis": quarters(periods, basis),
    }
    y = {
        "field": "drawn",
        "type": "quantitative",
        "scale": {"domain": [marks[0], marks[-1]], "nice": False},
        "axis": upright(title, marks),
    }
    colour = {"field": "colour", "type": "nominal", "scale": None}
    hover = tooltip(("when", _("报告期")), ("series", _("名称")), ("text", title))
    thin = {"condition": {"test": f"datum.colour == '{palette.LAST_YEAR}'", "value": 1.2}, "value": 2.2}
    line = {"type": "line", "invalid": "break-paths-filter-domains", "strokeJoin": "round"}
    layers = [
        {
            "mark": line,
            "encoding": {"x": x, "y": y, "color": colour, "detail": {"field": "series"}, "strokeWidth": thin},
        },
        {
            "transform": [{"filter": "isValid(datum.drawn)"}],
            "mark": {"type": "point", "filled": True, "size": 90},
            "encoding": {
                "x": x,
                "y": y,
                "color": colour,
                "tooltip": hover,
                "opacity": {"condition": {"test": "datum.is_alone || isValid(datum.end)", "value": 1}, "value": 0},
                "size": {"condition": {"test": "datum.is_alone || isValid(datum.end)", "value": 36}, "value": 120},
            },
        },
        *ends.layers(x, y),
    ]
    if is_single:
        layers.append(_holes(x, hover))
    return layers


def _hole(text: str) -> str:
    """What stands on the floor for a quarter without a number, a line a sign: there is little room between two."""
    return "\n".join(_("不公布")) if text.startswith(SUPPRESSED[:-1]) else _("缺")


def _holes(x: dict[str, Any], hover: list[dict[str, str]]) -> dict[str, Any]:
    """`缺` on the floor of the plot where a quarter is unknown, `不公布` where it is withheld; the reason on hover."""
    return {
        "transform": [
            {"filter": f"!isValid(datum.drawn) && datum.colour != '{palette.LAST_YEAR}'"},
            {"calculate": f"{_LINE} * (1 - length(split(datum.hole, '\\n')))", "as": "above"},
        ],
        "mark": {
            "type": "text",
            "baseline": "bottom",
            "color": palette.SECONDARY,
            "fontSize": 11,
            "lineHeight": _LINE,
            "lineBreak": "\n",
            "y": "height",
            "dy": {"expr": "datum.above - 4"},
        },
        "encoding": {"x": x, "text": {"field": "hole", "type": "nominal"}, "tooltip": hover},
    }

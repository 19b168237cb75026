"""看路径：一个目标的实际走势，对着匀速与等速增长两条参考线。"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from charts import palette
from charts.axis import canvas, once, quarters, ticks, titled, tooltip, upright
from charts.period import period_label, span
from charts.words import amount, number, rounded
from etl.words import _
from metrics.arithmetic.gap import path_constant_growth, path_linear, path_share

_HEIGHT = 280
ACTUAL, CONSTANT, LINEAR = _("实际"), _("等速增长路径"), _("匀速增量路径")
_STYLE = {  # 颜色与虚实；参考线退在后面
    ACTUAL: (palette.ACCENT, [1, 0]),
    CONSTANT: (palette.SECONDARY, [6, 4]),
    LINEAR: (palette.LAST_YEAR, [2, 3]),
}


def path(
    table: pd.DataFrame,
    title: str,
    unit: str,
    *,
    target: float | None,
    target_text: str,
    deadline: str | None = None,
    base_period: str | None = None,
    base: float | None = None,
    value: str = "value",
    basis: str = "year",
    ahead: tuple[float, float, float] | None = None,
) -> dict[str, Any]:
    """One target's actual series against its reference paths, the target line and the deadline.

    `table` has `period` and `value` in the target's own `unit` (亿元, 家, %, …); a missing period breaks the line. The
    paths run from `base` at `base_period` to `target` at `deadline` (constant growth and linear, see `arithmetic.gap`);
    none without a base or a deadline. `target` None (a relative one not yet resolved): `target_text`, such as
    `待2030年实绩`, stands alone. `ahead`: the forecast at the deadline with the ends of its 80 % interval. `basis` is
    that of the values: `year` has a point a year, the others one a quarter.
    """
    periods = span([*table["period"], *(period for period in (deadline, base_period) if period)], basis)
    rows = _actual(table, value, periods, basis, unit)
    rows += _reference(periods, basis, unit, base_period, base, target, deadline)
    marks = ticks([*(row["drawn"] for row in rows), None if target is None else target * 1.1, *(ahead or ())])
    ends = [row for row in rows if row["series"] == ACTUAL and row["drawn"] is not None][-1:]
    for row in ends:
        row["end"] = row["text"]
    series = list(dict.fromkeys(row["series"] for row in rows))
    layers = _goal(target, target_text, deadline) + _lines(periods, basis, marks, titled(title, unit), series)
    if ahead is not None and deadline:
        layers += _forecast(deadline, ahead, unit)
    return canvas(rows, layers, _HEIGHT, "path")


def _shown(value: float | None, unit: str) -> str:
    if unit == _("亿元"):
        return amount(value)
    return number(value, 1 if unit == "%" else 0)


def _row(series: str, period: str, value: float | None, basis: str, unit: str) -> dict[str, Any]:
    exact = rounded(value, 4)
    return {
        "series": series,
        "period": period,
        "when": period_label(period, basis),
        "drawn": None if exact is None else float(exact),
        "text": _shown(value, unit),
    }


def _actual(table: pd.DataFrame, value: str, periods: Sequence[str], basis: str, unit: str) -> list[dict[str, Any]]:
    cells = dict(zip(table["period"], table[value], strict=True))
    known = [period for period in periods if rounded(cells.get(period), 4) is not None]
    return [_row(ACTUAL, period, cells.get(period), basis, unit) for period in periods if known and period <= known[-1]]


def _reference(
    periods: Sequence[str],
    basis: str,
    unit: str,
    base_period: str | None,
    base: float | None,
    target: float | None,
    deadline: str | None,
) -> list[dict[str, Any]]:
    if not base_period or not deadline or base is None or target is None:
        return []
    rows = []
    for series, along in ((CONSTANT, path_constant_growth), (LINEAR, path_linear)):
        for period in periods:
            share = path_share(base_period, deadline, period)
            if share is not None and period <= deadline:
                rows.append(_row(series, period, along(base, target, share), basis, unit))
    return rows


def _lines(
    periods: Sequence[str], basis: str, marks: Sequence[float], title: str, series: Sequence[str]
) -> list[dict[str, Any]]:
    scale = {"domain": list(periods), "type": "point", "padding": 0.2}
    x = {"field": "period", "type": "ordinal", "scale": scale, "axis": quarters(periods, basis)}
    domain = {"domain": [marks[0], marks[-1]], "nice": False}
    y = {"field": "drawn", "type": "quantitative", "scale": domain, "axis": upright(title, marks) | {"titleY": -26}}
    legend = {"orient": "top", "title": None, "symbolType": "stroke", "symbolStrokeWidth": 2, "offset": 4} | {
        "symbolSize": 500
    }
    colours, dashes = zip(*(_STYLE[name] for name in series), strict=True) if series else ((), ())
    colour = {
        "field": "series",
        "type": "nominal",
        "scale": {"domain": list(series), "range": list(colours)},
        "legend": legend if len(series) > 1 else None,
    }
    dash = colour | {"scale": {"domain": list(series), "range": list(dashes)}}
    thick = {"condition": {"test": f"datum.series == '{ACTUAL}'", "value": 2.6}, "value": 1.6}
    line = {"type": "line", "invalid": "break-paths-filter-domains", "strokeJoin": "round"}
    hover = tooltip(("when", _("报告期")), ("series", _("名称")), ("text", title))
    shared = {"x": x, "y": y, "color": colour}
    seen = {"condition": {"test": f"datum.series == '{ACTUAL}'", "value": 1}, "value": 0}
    text = {"type": "text", "text": {"expr": "datum.end"}, "dy": -14, "fontWeight": "bold", "fontSize": 14}
    edge = text | {"stroke": palette.GROUND, "strokeWidth": 4, "strokeJoin": "round"}
    ink = {"x": x, "y": y, "color": {"value": palette.ACCENT}}
    last = [{"filter": "isValid(datum.end)"}]
    return [
        {"mark": line, "encoding": shared | {"strokeDash": dash, "strokeWidth": thick}},
        {
            "transform": [{"filter": "isValid(datum.drawn)"}],
            "mark": {"type": "point", "filled": True, "size": 50},
            "encoding": shared | {"tooltip": hover, "opacity": seen},
        },
        *({"transform": last, "mark": mark, "encoding": ink} for mark in (edge, text)),
    ]


def _goal(target: float | None, text: str, deadline: str | None) -> list[dict[str, Any]]:
    """The deadline as a thin upright line; the target as a level one with its words at the left, where room is."""
    upright_line = {"type": "rule", "color": palette.LINE, "strokeWidth": 1.5}
    words = {
        "type": "text",
        "align": "left",
        "baseline": "bottom",
        "dy": -5,
        "x": 0,
        "text": text,
        "fontWeight": "bold",
    }
    layers = [once(upright_line, {"x": {"datum": deadline, "type": "ordinal"}})] if deadline else []
    if target is None:
        return [*layers, once({**words, "y": 0, "color": palette.SECONDARY})]
    level = {"y": {"datum": target}}
    return [*layers, once({"type": "rule", "color": palette.INK, "strokeWidth": 1.2}, level), once(words, level)]


def _forecast(deadline: str, ahead: tuple[float, float, float], unit: str) -> list[dict[str, Any]]:
    """A hollow point at the deadline, its interval upright through it, the number at its left."""
    value, low, high = ahead
    x = {"datum": deadline, "type": "ordinal"}
    words = _("预测{0}").format(_shown(value, unit))
    text = {"type": "text", "align": "right", "dx": -10, "text": words, "fontWeight": "bold", "fontSize": 13}
    edge = {"stroke": palette.GROUND, "strokeWidth": 4, "strokeJoin": "round"}
    point = {"type": "point", "filled": True, "fill": palette.GROUND, "size": 60, "strokeWidth": 2}
    band = {"type": "rule", "color": palette.ACCENT, "strokeWidth": 6, "opacity": 0.3}
    return [
        once(band, {"x": x, "y": {"datum": low}, "y2": {"datum": high}}),
        once({**point, "stroke": palette.ACCENT}, {"x": x, "y": {"datum": value}}),
        *(once(mark, {"x": x, "y": {"datum": value}}) for mark in (text | edge, text | {"color": palette.ACCENT})),
    ]

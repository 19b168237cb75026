"""看走势与往后：实线是已有的季度，虚线是预测，深浅两条带是两种区间。"""

from typing import Any

import pandas as pd

from charts import ends, palette
from charts.axis import canvas, quarters, ticks, titled, tooltip, upright
from charts.measure import Measure, measure
from charts.period import period_label, span
from charts.words import missing
from etl.words import _

ACTUAL, FORECAST = _("已有"), _("预测")
_BANDS = {"wide": 0.12, "near": 0.22}  # 浓淡：95% 与 80%


def fan(
    table: pd.DataFrame,
    kind: str,
    title: str,
    *,
    intervals: tuple[str, str] = ("80%", "95%"),
    basis: str = "single",
    height: int = 260,
) -> dict[str, Any]:
    """One series over the quarters, then its forecast dashed with both intervals.

    `table` has `period` (`2026Q3`), `value` (the unit of `kind`; null before the forecast breaks the line),
    `is_forecast`, and for forecast rows `low`, `high`, `low_95`, `high_95`. The dashed line and the bands start at the
    last known quarter. `intervals` are said in the tooltip, the narrow one first.
    """
    how = measure(kind)
    periods = span(table["period"], basis)
    known = table.loc[~table["is_forecast"].astype(bool)].set_index("period")["value"]
    ahead = table.loc[table["is_forecast"].astype(bool)]
    rows = [_actual(period, known.get(period), basis, how) for period in periods if period <= max(known.index)]
    last = [row for row in rows if row["drawn"] is not None][-1:]
    rows += [_start(row) for row in last if len(ahead)]
    rows += [_ahead(row, basis, how, intervals) for row in ahead.to_dict("records")]
    marks = ticks([row[name] for row in rows for name in ("drawn", "low_95", "high_95") if row.get(name) is not None])
    _label_ends(last + rows[-1:] if len(ahead) else last, marks, height)
    return canvas(rows, _layers(periods, basis, marks, titled(title, how.unit)), height, "trend")


def _actual(period: str, value: object, basis: str, how: Measure) -> dict[str, Any]:
    drawn = how.drawn(value)
    return {
        "period": period,
        "when": period_label(period, basis),
        "series": ACTUAL,
        "drawn": drawn,
        "text": missing() if drawn is None else how.text(value),
        "band": "",
    }


def _start(row: dict[str, Any]) -> dict[str, Any]:
    """The last known quarter again, where the dashed line and the bands set out from."""
    drawn = row["drawn"]
    return {**row, "series": FORECAST, "is_start": True} | dict.fromkeys(("low", "high", "low_95", "high_95"), drawn)


def _ahead(row: dict[Any, Any], basis: str, how: Measure, intervals: tuple[str, str]) -> dict[str, Any]:
    near, wide = intervals
    words = _("{0}区间{1}—{2}，{3}区间{4}—{5}").format(
        near, how.text(row["low"]), how.text(row["high"]), wide, how.text(row["low_95"]), how.text(row["high_95"])
    )
    return {
        "period": row["period"],
        "when": period_label(row["period"], basis),
        "series": FORECAST,
        "drawn": how.drawn(row["value"]),
        "text": how.text(row["value"]),
        "band": words,
        **{name: how.drawn(row[name]) for name in ("low", "high", "low_95", "high_95")},
    }


def _label_ends(rows: list[dict[str, Any]], marks: list[float], height: int) -> None:
    for row in rows:
        is_ahead = row["series"] == FORECAST
        row["wide"] = row["narrow"] = _("预测{0}").format(row["text"]) if is_ahead else row["text"]
        row["word_colour"] = palette.ACCENT
        row["is_end"] = True
    ahead = [row for row in rows if row["series"] == FORECAST]
    ends.place(ahead, "drawn", marks[0], marks[-1], height)


def _layers(periods: list[str], basis: str, marks: list[float], title: str) -> list[dict[str, Any]]:
    scale = {"domain": periods, "type": "point", "padding": 0.1}
    x = {"field": "period", "type": "ordinal", "scale": scale, "axis": quarters(periods, basis)}
    domain = {"domain": [marks[0], marks[-1]], "nice": False}
    y = {"field": "drawn", "type": "quantitative", "scale": domain, "axis": upright(title, marks)}
    ahead = [{"filter": f"datum.series == '{FORECAST}'"}]
    blue = {"value": palette.ACCENT}
    bands = [
        {
            "transform": ahead,
            "mark": {"type": "area", "opacity": _BANDS[name], "line": False},
            "encoding": {"x": x, "y": {**y, "field": low}, "y2": {"field": high}, "color": blue},
        }
        for name, low, high in (("wide", "low_95", "high_95"), ("near", "low", "high"))
    ]
    line = {"type": "line", "invalid": "break-paths-filter-domains", "strokeJoin": "round", "strokeWidth": 2.2}
    hover = tooltip(("when", _("报告期")), ("series", _("名称")), ("text", title), ("band", _("区间")))
    return [
        *bands,
        {
            "transform": [{"filter": f"datum.series == '{ACTUAL}'"}],
            "mark": line,
            "encoding": {"x": x, "y": y, "color": blue},
        },
        {
            "transform": ahead,
            "mark": {**line, "strokeDash": [5, 4], "strokeWidth": 1.8},
            "encoding": {"x": x, "y": y, "color": blue},
        },
        {
            "transform": [{"filter": "isValid(datum.drawn) && !datum.is_start"}],
            "mark": {"type": "point", "filled": True, "size": 60},
            "encoding": {
                "x": x,
                "y": y,
                "color": blue,
                "tooltip": hover,
                "opacity": {"condition": {"test": "datum.is_end", "value": 1}, "value": 0},
            },
        },
        {
            "transform": [{"filter": f"datum.is_end && datum.series == '{ACTUAL}'"}],
            "mark": {"type": "text", "dy": 16, "fontWeight": "bold", "text": {"expr": "datum.text"}},
            "encoding": {"x": x, "y": y, "color": blue},
        },
        *ends.layers(x, y),
    ]

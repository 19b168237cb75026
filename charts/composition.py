"""看构成：百分之百的横条，与份额随时间的变化。"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from charts import ends, label, palette
from charts.axis import NARROW, bare, canvas, names, quarters, titled, tooltip, upright
from charts.measure import MEASURES
from charts.period import period_label, span
from charts.words import MISSING, missing
from etl.words import _

_ROW = 44
_HEIGHT = 260


def composition(
    table: pd.DataFrame,
    part: str,
    share: str,
    title: str,
    *,
    whole: str | None = None,
    colours: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """One 100 % bar a `whole` (or one in all), cut into `part`s; shares written inside where they fit.

    Columns: `part`, `share` in % of the true total, `whole` if named. Shares are drawn as given, never made to fill
    the bar, so an unknown part (null) leaves its room empty. Parts stand in the order they come in.
    Only for parts that don't overlap.
    """
    how = MEASURES["percent"]
    parts = list(dict.fromkeys(table[part].astype(str)))
    colour = palette.colours(parts, colours)
    rows, level = [], {}
    for record in table.to_dict("records"):
        row = str(record[whole]) if whole else ""
        drawn = how.drawn(record[share])
        start = level.get(row, 0.0)
        level[row] = start + (drawn or 0.0)
        name = str(record[part])
        text = missing(record.get("reason")) if drawn is None else how.text(record[share])
        rows.append(
            {
                "whole": row,
                "line": label.wrap(row, 8),
                "part": name,
                "from": round(start, 2),
                "to": round(level[row], 2),
                "middle": round((start + level[row]) / 2, 2),
                "text": text,
                "wide": text if drawn is not None and drawn >= 5 else "",
                "narrow": text if drawn is not None and drawn >= (19 if whole else 14) else "",
                "word_colour": palette.on(colour[name]),
            }
        )
    lines = list(dict.fromkeys(row["line"] for row in rows))
    rows += _room(rows, level)
    return canvas(rows, _bars(colour, titled(title, "%"), lines), max(1, len(level)) * _ROW, "composition")


def _room(rows: list[dict[str, Any]], level: Mapping[str, float]) -> list[dict[str, Any]]:
    """A pale stretch to 100 % where parts are unknown, naming them on hover."""
    unknown = {
        whole: [row["part"] for row in rows if row["whole"] == whole and row["text"][0] == MISSING] for whole in level
    }
    return [
        {
            "whole": whole,
            "line": label.wrap(whole, 8),
            "part": "、".join(parts),
            "from": round(level[whole], 2),
            "to": 100,
            "text": _("未填报或不公布"),
            "is_room": True,
        }
        for whole, parts in unknown.items()
        if parts and level[whole] < 100
    ]


def _bars(colour: Mapping[str, str], title: str, lines: Sequence[str]) -> list[dict[str, Any]]:
    has_names = lines != [""]
    y = {"field": "line", "type": "nominal", "axis": names() if has_names else None}
    y |= {"scale": {"domain": lines, "padding": 0.25}}
    x = {"type": "quantitative", "scale": {"domain": [0, 100], "nice": False}, "axis": bare(title)}
    hover = tooltip(*([("whole", _("范围"))] if has_names else []), ("part", _("名称")), ("text", title))
    inside = {"type": "text", "baseline": "middle", "text": {"expr": f"{NARROW} ? datum.narrow : datum.wide"}}
    words = {"field": "word_colour", "type": "nominal", "scale": None}
    stretch = {"y": y, "x": {**x, "field": "from"}, "x2": {"field": "to"}, "tooltip": hover}
    return [
        {
            "transform": [{"filter": "datum.is_room"}],
            "mark": {"type": "bar", "color": palette.LINE},
            "encoding": stretch,
        },
        {
            "transform": [{"filter": "!datum.is_room"}],
            "mark": {"type": "bar", "stroke": palette.GROUND, "strokeWidth": 1},
            "encoding": stretch | {"color": _legend(colour, 110 if has_names else 0)},
        },
        {"mark": inside, "encoding": {"y": y, "x": {**x, "field": "middle"}, "color": words}},
    ]


def _legend(colour: Mapping[str, str], left: int) -> dict[str, Any]:
    """A legend above the bars, in as many columns as fit a phone or a desk `left` pixels in."""
    widest = max((label.width(name) for name in colour), default=1) * 12 + 30
    wide, narrow = max(1, int((900 - left) // widest)), max(1, int((330 - left) // widest))
    return {
        "field": "part",
        "type": "nominal",
        "scale": {"domain": list(colour), "range": list(colour.values())},
        "legend": {
            "orient": "top",
            "title": None,
            "symbolType": "square",
            "symbolStrokeWidth": 0,
            "offset": 4,
            "rowPadding": 5,
            "columns": {"expr": f"{NARROW} ? {narrow} : {wide}"},
        },
    }


def composition_trend(
    table: pd.DataFrame,
    part: str,
    share: str,
    title: str,
    *,
    basis: str = "ytd",
    colours: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Shares over time: one 100 % column a quarter, parts named at the right end beside the last column.

    Columns: `period`, `part`, `share` in % of the true total. Parts are stacked from the bottom in the order they come
    in. A quarter without rows stays empty; an unknown part leaves its room empty. Only for parts that don't overlap.
    """
    how = MEASURES["percent"]
    parts = list(dict.fromkeys(table[part].astype(str)))
    colour = palette.colours(parts, colours)
    periods = span(table["period"], basis)
    cells = {
        (period, str(name)): value
        for period, name, value in zip(table["period"], table[part], table[share], strict=True)
    }
    rows = []
    for period in periods:
        level = 0.0
        for name in parts:
            drawn = how.drawn(cells.get((period, name)))
            if drawn is None:
                continue
            rows.append(
                {
                    "period": period,
                    "when": period_label(period, basis),
                    "part": name,
                    "from": round(level, 2),
                    "to": round(level + drawn, 2),
                    "middle": round(level + drawn / 2, 2),
                    "text": how.text(cells[period, name]),
                    "colour": colour[name],
                    "word_colour": palette.legible(colour[name]),
                }
            )
            level += drawn
    last = [row for row in rows if row["period"] == periods[-1]]
    for row in last:
        row["wide"], row["narrow"] = f"{row['part']} {row['text']}", ends.short(row["part"])
    ends.place(last, "middle", 0, 100, _HEIGHT)
    return canvas(rows, _columns(periods, basis, titled(title, "%")), _HEIGHT, "composition_trend")


def _columns(periods: Sequence[str], basis: str, title: str) -> list[dict[str, Any]]:
    scale = {"domain": list(periods), "type": "band", "padding": 0.12}
    x = {"field": "period", "type": "ordinal", "scale": scale, "axis": quarters(periods, basis)}
    axis = upright(title, [0, 25, 50, 75, 100]) | {"grid": False}
    y = {"field": "from", "type": "quantitative", "scale": {"domain": [0, 100]}, "axis": axis}
    colour = {"field": "colour", "type": "nominal", "scale": None}
    hover = tooltip(("when", _("报告期")), ("part", _("名称")), ("text", title))
    bar = {"type": "bar", "stroke": palette.GROUND, "strokeWidth": 0.5}
    encoding = {"x": x, "y": y, "y2": {"field": "to"}, "color": colour, "tooltip": hover}
    return [{"mark": bar, "encoding": encoding}, *ends.layers({**x, "bandPosition": 1}, y)]

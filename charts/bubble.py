"""看格局：规模与增速两轴，谁大谁快，各在哪一格。"""

import math
from collections.abc import Mapping
from statistics import median
from typing import Any

import pandas as pd

from charts import label, palette
from charts.axis import NARROW, canvas, once, ticks, titled, tooltip, upright
from charts.measure import measure
from charts.scatter import Spot, settle
from etl.words import _

_HEIGHT = 340
_WIDE, _SLIM = 860, 270  # 两种容器里绘图区大约的宽
_RADIUS = 20  # 最大的泡
_QUADRANTS = (_("规模大、增长快"), _("规模小、增长快"), _("规模小、增长慢"), _("规模大、增长慢"))


def bubble(
    table: pd.DataFrame,
    name: str,
    scale: str,
    growth: str,
    title: str,
    growth_title: str,
    *,
    area: str | None = None,
    colours: Mapping[str, str] | None = None,
    middle: tuple[float | None, float | None] = (None, None),
) -> dict[str, Any]:
    """Growth against size, one bubble a `name`, four quadrants named.

    Columns: `name`, `scale` (万元), `growth` (%), and `area` if named (a count; the bubble's area). Rows with either
    unknown are left out: the page says which. The cross stands at `middle` = (万元, %), by default at the medians.
    Sizes that differ tenfold and more stand on a square-root axis, which the axis title says.
    """
    size, rate = measure("amount"), measure("percent")
    known = [
        record
        for record in table.to_dict("records")
        if size.drawn(record[scale]) is not None and rate.drawn(record[growth]) is not None
    ]
    chosen = palette.colours([str(record[name]) for record in known], colours)
    most = max((float(record[area] or 0) for record in known), default=0.0) if area else 0.0
    rows = [
        {
            "name": str(record[name]),
            "x": size.drawn(record[scale]),
            "y": rate.drawn(record[growth]),
            "size_text": size.text(record[scale]),
            "growth_text": rate.text(record[growth], True),
            "colour": chosen[str(record[name])],
            "word_colour": palette.legible(chosen[str(record[name])]),
            "radius": round(max(5.0, _RADIUS * math.sqrt(float(record[area] or 0) / most)), 1)
            if area and most
            else 8.0,
        }
        for record in known
    ]
    cross = (
        size.drawn(middle[0]) if middle[0] is not None else median([row["x"] for row in rows] or [0.5]),
        rate.drawn(middle[1]) if middle[1] is not None else median([row["y"] for row in rows] or [0.5]),
    )
    return _drawn(rows, cross, title, titled(growth_title, rate.unit))


def _drawn(
    rows: list[dict[str, Any]], cross: tuple[float | None, float | None], title: str, growth_title: str
) -> dict[str, Any]:
    across = ticks(value * 1.05 for value in [*(row["x"] for row in rows), cross[0] or 0])  # 最大的泡不压边
    up = ticks([*(row["y"] for row in rows), cross[1]])
    xs = sorted(row["x"] for row in rows)
    is_root = bool(xs) and xs[0] > 0 and xs[-1] > 10 * xs[0]
    if is_root:
        across = _root_ticks(across[-1])
    unit = measure("amount").unit
    title = titled(title, _("{0}，平方根刻度").format(unit) if is_root else unit)
    for key, width, chars in (("wide", _WIDE, 12), ("narrow", _SLIM, 6)):
        _place(rows, key, width, chars, across[-1], (up[0], up[-1]), is_root)
    return canvas(rows, _layers(across, up, is_root, cross, title, growth_title), _HEIGHT, "bubble")


def _root_ticks(top: float) -> list[float]:
    """0, `top` and between them 1, 2 and 5 times powers of ten, far enough apart to be read on a square-root axis."""
    power = 10.0 ** math.floor(math.log10(top))
    chosen = [top]
    for tick in (factor * power / scale for scale in (1, 10, 100) for factor in (5, 2, 1)):
        if tick < top and math.sqrt(chosen[-1] / top) - math.sqrt(tick / top) >= 0.15:
            chosen.append(round(tick, 10))
    return [0.0, *reversed(chosen)]


def _place(
    rows: list[dict[str, Any]], key: str, width: int, chars: int, right: float, ends: tuple[float, float], is_root: bool
) -> None:
    """Set `wide`/`narrow` texts and their offsets for a plot about `width` pixels wide."""
    spots = []
    for row in rows:
        row[key] = label.wrap(row["name"], chars)
        lines = row[key].split("\n")
        share = math.sqrt(max(row["x"], 0) / right) if is_root else row["x"] / right
        y = (ends[1] - row["y"]) / (ends[1] - ends[0]) * _HEIGHT
        spots.append(Spot(share * width, y, row["radius"], max(map(label.width, lines)) * 12, len(lines) * 14))
    word = 7 * 12
    corners = [(x, y, x + word, y + 18) for x in (0, width - word) for y in (0, _HEIGHT - 18)]
    for row, place in zip(rows, settle(spots, width, _HEIGHT, corners), strict=True):
        lift = 7 * row[key].count("\n")  # Vega 只把第一行居中
        row[f"{key}_dx"], row[f"{key}_dy"] = round(place.dx, 1), round(place.dy - lift, 1)


def _layers(
    across: list[float],
    up: list[float],
    is_root: bool,
    cross: tuple[float | None, float | None],
    title: str,
    growth_title: str,
) -> list[dict[str, Any]]:
    x_axis = {
        "title": title,
        "values": across,
        "format": ",.6~f",
        "domainColor": palette.LINE,
        "ticks": False,
        "labelPadding": 6,
    }
    x_scale = {"type": "sqrt" if is_root else "linear", "domain": [0, across[-1]], "nice": False}
    y_scale = {"domain": [up[0], up[-1]], "nice": False}
    x = {"field": "x", "type": "quantitative", "scale": x_scale, "axis": x_axis}
    y = {"field": "y", "type": "quantitative", "scale": y_scale, "axis": upright(growth_title, up) | {"grid": False}}
    radius = {"field": "radius", "type": "quantitative", "scale": None}
    hover = tooltip(("name", _("名称")), ("size_text", title), ("growth_text", growth_title))
    line = {"type": "rule", "color": palette.LAST_YEAR, "strokeDash": [4, 3]}
    corners = zip(_QUADRANTS, ("right", "left", "left", "right"), ("top", "top", "bottom", "bottom"), strict=True)
    return [
        once(line, {"x": {"datum": cross[0]}}),
        once(line, {"y": {"datum": cross[1]}}),
        *(_corner(word, side, edge) for word, side, edge in corners),
        {
            "transform": [{"calculate": "PI * datum.radius * datum.radius", "as": "radius"}],
            "mark": {"type": "point", "filled": True, "opacity": 0.85, "stroke": palette.GROUND, "strokeWidth": 1},
            "encoding": {
                "x": x,
                "y": y,
                "size": radius,
                "color": {"field": "colour", "type": "nominal", "scale": None},
                "tooltip": hover,
            },
        },
        *_names(x, y),
    ]


def _corner(word: str, side: str, edge: str) -> dict[str, Any]:
    place = {"x": "width" if side == "right" else 0, "y": 0 if edge == "top" else "height"}
    inset = {"dx": -4 if side == "right" else 4, "dy": 4 if edge == "top" else -4}
    return once({"type": "text", "text": word, "align": side, "baseline": edge, "color": "#8A94A1", **place, **inset})


def _names(x: dict[str, Any], y: dict[str, Any]) -> list[dict[str, Any]]:
    """The names beside the bubbles, each over a white edge that keeps the cross from striking it out."""
    mark = {
        "type": "text",
        "align": "center",
        "baseline": "middle",
        "lineHeight": 14,
        "text": {"expr": f"split({NARROW} ? datum.narrow : datum.wide, '\\n')"},
        "dx": {"expr": f"{NARROW} ? datum.narrow_dx : datum.wide_dx"},
        "dy": {"expr": f"{NARROW} ? datum.narrow_dy : datum.wide_dy"},
    }
    edge = mark | {"stroke": palette.GROUND, "strokeWidth": 4, "strokeJoin": "round"}
    encoding = {"x": x, "y": y, "color": {"field": "word_colour", "type": "nominal", "scale": None}}
    return [{"mark": kind, "encoding": encoding} for kind in (edge, mark)]

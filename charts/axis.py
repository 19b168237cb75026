"""刻度：从整数起止，零线总在；画布：容器多宽画多宽。"""

import math
from collections.abc import Iterable, Sequence
from typing import Any

from charts.palette import CONFIG, INK, LINE, SECONDARY
from charts.period import period_label
from etl.words import _

NARROW = "width < 480"  # 手机上的字另排，不是缩小
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"  # 只是名字，没有谁去取它


def canvas(rows: Sequence[dict[str, Any]], layers: Sequence[dict[str, Any]], height: int, chart: str) -> dict[str, Any]:
    """A finished layered spec as wide as its container; `height` is the plot's own, axes come on top of it.

    `chart` names the kind of chart for whoever redraws it (the exporter's native chart in a workbook).
    """
    return {
        "$schema": SCHEMA,
        "config": CONFIG,
        "width": "container",
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},  # 末端的字也算进宽度，不会被裁
        "padding": {"left": 2, "right": 6, "top": 4, "bottom": 4},
        "data": {"values": list(rows)},
        "layer": list(layers),
        "usermeta": {"chart": chart},
    }


def titled(title: str, unit: str) -> str:
    """Measure and unit: `营业收入（亿元）`; a title that ends in brackets takes the unit into them."""
    return _("{0}，{1}）").format(title[:-1], unit) if title.endswith("）") else _("{0}（{1}）").format(title, unit)


def ticks(values: Iterable[float | None], about: int = 5) -> list[float]:
    """Round tick values from at or below the least to at or above the greatest, zero always among them.

    Steps are 1, 2, 2.5 or 5 times a power of ten. No known value: [0, 1].
    """
    known = [value for value in values if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    if low == high:
        return [0.0, 1.0]
    rough = (high - low) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(index * step, 10) for index in range(first, last + 1)]


def upright(title: str, values: Sequence[float], number_format: str = ",.6~f") -> dict[str, Any]:
    """A quiet y axis: few gridlines, its title lying flat above it with the unit."""
    return {
        "title": title,
        "titleX": 0,
        "titleY": -10,
        "values": list(values),
        "format": number_format,
        "grid": True,
        "gridColor": LINE,
        "domain": False,
        "ticks": False,
        "labelPadding": 6,
    }


def quarters(periods: Sequence[str], basis: str) -> dict[str, Any]:
    """An x axis over quarters: a few are named in full on two lines, many get the year under its first quarter."""
    year = _("年")
    axis = {
        "title": None,
        "labelPadding": 6,
        "tickSize": 4,
        "labelLineHeight": 15,
        "labelOverlap": "parity",
        "labelSeparation": 8,
    }
    if len(periods) <= 5 and basis != "year":
        names = {period: period_label(period, basis).replace(year, year + "\n", 1).split("\n") for period in periods}
        return axis | {"values": list(periods), "labelExpr": f"({names})[datum.value]"}
    shown = [period for period in periods if period.endswith("Q1")] if basis != "year" else list(periods)
    return axis | {"values": shown or list(periods[:1]), "labelExpr": f"substring(datum.value, 0, 4) + '{year}'"}


def names(offset: int = 0) -> dict[str, Any]:
    """A y axis of names, in ink and without a line; `offset` keeps them clear of numbers left of the plot."""
    two_lines = {"test": "indexof(datum.label, '\\n') >= 0", "value": -7}  # Vega 只把第一行居中
    return {
        "title": None,
        "domain": False,
        "ticks": False,
        "offset": offset,
        "labelPadding": 8,
        "labelColor": INK,
        "labelExpr": "split(datum.label, '\\n')",
        "labelLineHeight": 15,
        "labelOffset": {"condition": two_lines, "value": 0},
    }


def bare(title: str) -> dict[str, Any]:
    """An x axis that says only measure and unit: each mark already wears its number."""
    return {"title": title, "titleColor": SECONDARY, "labels": False, "ticks": False, "domain": False, "grid": False}


def once(mark: dict[str, Any], encoding: dict[str, Any] | None = None) -> dict[str, Any]:
    """A layer drawn one time, not once a data row (a word drawn eight times over looks bold)."""
    return {"data": {"values": [{}]}, "mark": mark, "encoding": encoding or {}}


def tooltip(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    """Tooltip rows from (field, Chinese title); fields are ready-made texts, so nothing is reformatted on the way."""
    return [{"field": field, "title": title, "type": "nominal"} for field, title in pairs]

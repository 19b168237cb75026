"""增长桥：从上年走到本期，每一步看得见，合得上。"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from charts import label, palette
from charts.axis import canvas, titled, tooltip, upright
from charts.measure import MEASURES
from charts.words import exact, rounded
from etl.words import _
from metrics.bridge import STEPS
from metrics.catalog import load

_RISE = "#2B9C83"
_END = "current_10k_cny"


class BridgeOpen(ValueError):
    """The steps do not add up to the current value: drawing them as a bridge would be a lie."""


def waterfall(row: pd.Series, title: str, *, height: int = 280) -> dict[str, Any]:
    """A bridge of one row of the metric `bridge`: prior, four signed steps, current, all in 万元, drawn in 亿元.

    Columns: `prior_10k_cny`, `incumbents_10k_cny`, `entrants_10k_cny`, `exits_10k_cny` (negative), `revisions_10k_cny`,
    `current_10k_cny`. Steps are titled by the metric catalog. Any unknown step: an empty plot. BridgeOpen unless the
    steps close to the cent.
    """
    cells = [(name, exact(row[name])) for name in [*STEPS, _END]]
    known = [(name, value) for name, value in cells if value is not None]
    rows = _rows(known) if len(known) == len(cells) else []
    return canvas(rows, _layers(rows, titled(title, MEASURES["amount"].unit)), height, "waterfall")


def rounding_note(row: pd.Series) -> str:
    """The statistics bureau's sentence where the shown steps don't add to the shown total, else an empty string."""
    shown = [rounded(value, 4) for value in (row[name] for name in [*STEPS, _END])]
    texts = [MEASURES["amount"].text(row[name], False) for name in [*STEPS, _END]]
    if any(value is None for value in shown):
        return ""
    numbers = [exact(text.replace("−", "-").replace(",", "")) or 0 for text in texts]
    return "" if sum(numbers[:-1]) == numbers[-1] else _("部分数据因四舍五入的原因，存在总计与分项合计不等的情况。")


def _rows(cells: Sequence[tuple[str, Any]]) -> list[dict[str, Any]]:
    how = MEASURES["amount"]
    titles = {column.name: column.title for column in load()["bridge"].columns}
    level, rows = 0, []
    for name, value in cells:
        is_total = name in (STEPS[0], _END)
        if name == _END and rounded(level, 2) != rounded(value, 2):
            raise BridgeOpen(
                _("增长桥合不上：各步合计 {0} 万元，本期 {1} 万元，请核对建库").format(
                    rounded(level, 2), rounded(value, 2)
                )
            )
        start = 0 if is_total else level
        level = value if is_total else level + value
        rows.append(
            {
                "step": label.wrap(titles[name], 4, 3),
                "name": titles[name],
                "from": how.drawn(start),
                "to": how.drawn(level),
                "top": how.drawn(max(start, level)),
                "text": how.text(value, not is_total),
                "colour": palette.ACCENT if is_total else _RISE if value >= 0 else palette.FALL,
            }
        )
    for row, following in pairwise(rows):
        row["next"] = following["step"]
    return rows


def _layers(rows: list[dict[str, Any]], title: str) -> list[dict[str, Any]]:
    order = [row["step"] for row in rows]
    x = {
        "field": "step",
        "type": "ordinal",
        "sort": None,
        "scale": {"domain": order, "paddingInner": 0.35, "paddingOuter": 0.1},
        "axis": {
            "title": None,
            "ticks": False,
            "labelPadding": 8,
            "labelColor": palette.INK,
            "labelLineHeight": 15,
            "labelExpr": "split(datum.label, '\\n')",
            "domainColor": palette.SECONDARY,
        },
    }
    levels = [0.0, *(level for row in rows for level in (row["from"], row["to"]))]
    domain = [min(levels), max(levels) or 1]
    axis = upright(title, [0]) | {"labels": False, "grid": False, "titleY": -28}
    y = {"field": "from", "type": "quantitative", "axis": axis, "scale": {"domain": domain, "nice": False}}
    colour = {"field": "colour", "type": "nominal", "scale": None}
    hover = tooltip(("name", _("步骤")), ("text", title))
    link = {"type": "rule", "color": palette.LAST_YEAR, "strokeDash": [2, 2]}
    text = {"type": "text", "baseline": "bottom", "dy": -5, "fontWeight": "bold"}
    return [
        {
            "transform": [{"filter": "isValid(datum.next)"}],
            "mark": link,
            "encoding": {"x": x, "x2": {"field": "next"}, "y": {**y, "field": "to"}},
        },
        {
            "mark": {"type": "bar"},
            "encoding": {"x": x, "y": y, "y2": {"field": "to"}, "color": colour, "tooltip": hover},
        },
        {"mark": text, "encoding": {"x": x, "y": {**y, "field": "top"}, "text": {"field": "text", "type": "nominal"}}},
    ]

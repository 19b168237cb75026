"""从哪一档到哪一档：一格一对，格里写家数，往上走的蓝，往下走的橙，没动的灰。"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from charts import palette
from charts.axis import canvas, names, tooltip
from charts.heading import Phone, headings
from charts.words import count
from etl.words import _

_ROW = 44  # 像素
_PHONE = Phone(3, 12)  # 七列也放得下
_TINTS = {_("上升"): "#CFE0F2", _("下降"): "#F6DFC4", _("不变"): "#E3E7EC"}
_PLAIN = palette.PANEL


def matrix(
    table: pd.DataFrame, rows: Sequence[str], columns: Sequence[str], row_title: str, column_title: str
) -> dict[str, Any]:
    """A cell for every pair of `rows` × `columns` that occurs, its number of firms written in it.

    `table` has `from_tier`, `to_tier`, `enterprises` and `direction` (上升, 下降, 不变 or empty); pairs that are not
    in it stay blank. Rows run downward, columns to the right in the order given; their names stand at the left and
    on top.
    """
    cells = [
        {
            "from": one["from_tier"],
            "to": one["to_tier"],
            "told": _("{0} → {1}").format(one["from_tier"], one["to_tier"]),
            "text": count(one["enterprises"]),
            "colour": _TINTS.get(one["direction"], _PLAIN),
        }
        for one in table.to_dict("records")
    ]
    place = {
        "y": {"field": "from", "type": "nominal", "sort": list(rows), "scale": {"domain": list(rows)}, "axis": _down()},
        "x": {
            "field": "to",
            "type": "nominal",
            "scale": {"domain": list(columns)},
            "sort": None,
            "axis": headings(_("{0}（行）到{1}（列），家").format(row_title, column_title), columns, _PHONE),
        },
        "tooltip": tooltip(("told", _("从 → 到")), ("text", _("企业数（家）"))),
    }
    colour = {"field": "colour", "type": "nominal", "scale": None}
    layers = [
        {"mark": {"type": "rect", "stroke": palette.GROUND, "strokeWidth": 3}, "encoding": {**place, "color": colour}},
        {
            "mark": {"type": "text", "fontSize": 13, "baseline": "middle"},
            "encoding": {**place, "text": {"field": "text", "type": "nominal"}},
        },
    ]
    return canvas(cells, layers, max(1, len(rows)) * _ROW, "matrix")


def _down() -> dict[str, Any]:
    return names() | {"grid": False}

"""两个维度的格子：一格一个数，底色分几档，越深越多；没有的空着。"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from charts import palette
from charts.axis import NARROW, canvas, names, tooltip
from charts.heading import Phone, headings
from charts.withheld import is_withheld, why_empty
from charts.words import MISSING, missing
from etl.words import _

_ROW = 34  # 像素
_MANY = 6
_PHONE, _CROWDED = Phone(4, 9), Phone(3, 8)  # 多于六列的，手机上一行只放得下三个字
# 由浅到深：一条线也没到、到了一条、两条、三条；最深的一档字是白的
TINTS = (palette.PANEL, "#DCE8F5", "#A9C7E8", palette.ACCENT)

Side = tuple[str, Sequence[str]]


def heat(
    table: pd.DataFrame,
    rows: Side,
    columns: Side,
    value: str,
    text: str,
    titles: tuple[str, str, str],
    lines: tuple[float, float, float],
) -> dict[str, Any]:
    """A cell for every row of `table`, its `text` written in it, tinted by how many of the three `lines` it reaches.

    `rows` and `columns` are each the column of the table and its names in the order to stand in. An unknown `value` is
    a dash on white with its `reason` on hover; a pair that is not in the table stays blank. `titles` name the rows,
    the columns and the measure with its unit.
    """
    cells = []
    for record in table.to_dict("records"):
        is_known = not pd.isna(record[value])
        colour = TINTS[sum(record[value] >= line for line in lines)] if is_known else palette.GROUND
        cells.append(
            {
                "row": str(record[rows[0]]),
                "column": str(record[columns[0]]),
                "text": str(record[text]) if is_known else _("不公布") if is_withheld(record, value) else MISSING,
                "told": str(record[text]) if is_known else missing(why_empty(record, value)),
                "colour": colour,
                "word_colour": palette.on(colour) if is_known else palette.SECONDARY,
            }
        )
    down = {"field": "row", "type": "nominal", "sort": None, "scale": {"domain": list(rows[1])}, "axis": names()}
    horizontal = {"field": "column", "type": "nominal", "sort": None, "scale": {"domain": list(columns[1])}}
    horizontal["axis"] = headings(titles[2], columns[1], _CROWDED if len(columns[1]) > _MANY else _PHONE)
    place = {"y": down, "x": horizontal, "tooltip": tooltip(*zip(("row", "column", "told"), titles, strict=True))}
    colour = {"field": "colour", "type": "nominal", "scale": None}
    words = {"field": "word_colour", "type": "nominal", "scale": None}
    layers = [
        {"mark": {"type": "rect", "stroke": palette.GROUND, "strokeWidth": 2}, "encoding": {**place, "color": colour}},
        {
            "mark": {"type": "text", "baseline": "middle", "fontSize": {"expr": f"{NARROW} ? 10 : 12"}},
            "encoding": {**place, "text": {"field": "text", "type": "nominal"}, "color": words},
        },
    ]
    return canvas(cells, layers, max(1, len(rows[1])) * _ROW, "heat")

"""两个维度的格子：一格一个数，底色分几档，越深越多；没有的空着。"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from charts import label, palette
from charts.axis import NARROW, across, canvas, names, tooltip
from charts.withheld import is_withheld, why_empty
from charts.words import MISSING, missing
from etl.words import _

_ROW = 34  # 像素
_LINE = 13
_COLUMN_NAME, _NARROW_NAME, _MANY = 4, 3, 6  # 列名每行的字数；多于六列，手机上只放得下三个
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
    folded = {
        name: label.wrap(name, _NARROW_NAME if len(columns[1]) > _MANY else _COLUMN_NAME, 3) for name in columns[1]
    }
    cells = []
    for record in table.to_dict("records"):
        is_known = not pd.isna(record[value])
        colour = TINTS[sum(record[value] >= line for line in lines)] if is_known else palette.GROUND
        cells.append(
            {
                "row": str(record[rows[0]]),
                "column": folded[str(record[columns[0]])],
                "full": str(record[columns[0]]),
                "text": str(record[text]) if is_known else _("不公布") if is_withheld(record, value) else MISSING,
                "told": str(record[text]) if is_known else missing(why_empty(record, value)),
                "colour": colour,
                "word_colour": palette.on(colour) if is_known else palette.SECONDARY,
            }
        )
    down = {"field": "row", "type": "nominal", "sort": None, "scale": {"domain": list(rows[1])}, "axis": names()}
    horizontal = {"field": "column", "type": "nominal", "sort": None, "scale": {"domain": list(folded.values())}}
    words_fit = {"labelFontSize": {"expr": f"{NARROW} ? 8 : 12"}, "labelLimit": 0}
    horizontal["axis"] = across(titles[2], folded.values(), _LINE) | words_fit
    place = {"y": down, "x": horizontal, "tooltip": tooltip(*zip(("row", "full", "told"), titles, strict=True))}
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

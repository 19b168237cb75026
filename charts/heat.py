"""两个维度的格子：一格一个数，底色分几档，越深越多；没有的空着。"""

import json
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
_FONT = 12  # 像素；列名的字
_COLUMN_NAME, _CROWDED_NAME = 4, 3  # 列名放不下一行时，每行的字数；多于六列的，手机上只放得下三个
_MANY, _NARROW_FONT, _CROWDED_FONT = 6, 9, 8
_GAP = 8  # 像素；两个列名之间
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
    horizontal["axis"] = across(titles[2], columns[1], _LINE) | _headings(columns[1])
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


def _headings(names: Sequence[str]) -> dict[str, Any]:
    """Column names on one line where the columns are wide enough, else folded and standing on the cells."""
    is_crowded = len(names) > _MANY
    wide, narrow = _folded(names, _COLUMN_NAME), _folded(names, _CROWDED_NAME if is_crowded else _COLUMN_NAME)
    need = max((label.width(name) for name in names), default=0) * _FONT + _GAP
    is_narrow, is_roomy = f"({NARROW})", f"(width >= {need * len(names):g})"
    return {
        "labelExpr": f"{is_roomy} ? datum.label : ({is_narrow} ? {_said(narrow)} : {_said(wide)})[datum.value]",
        "labelPadding": {"expr": f"6 + {_LINE} * ({is_roomy} ? 0 : {is_narrow} ? {_breaks(narrow)} : {_breaks(wide)})"},
        "labelFontSize": {"expr": f"{NARROW} ? {_CROWDED_FONT if is_crowded else _NARROW_FONT} : {_FONT}"},
        "labelLimit": 0,
    }


def _folded(names: Sequence[str], per_line: int) -> dict[str, list[str]]:
    """Each name's lines, blank ones before those of the shorter names: the last lines of all stand side by side."""
    lines = {name: label.wrap(name, per_line, 3).split("\n") for name in names}
    most = max(map(len, lines.values()), default=1)
    return {name: [""] * (most - len(own)) + own for name, own in lines.items()}


def _breaks(lines: dict[str, list[str]]) -> int:
    return max(map(len, lines.values()), default=1) - 1


def _said(lines: dict[str, list[str]]) -> str:
    return json.dumps(lines, ensure_ascii=False)

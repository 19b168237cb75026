"""格子上方的列名：放得下就一行，放不下的折了靠着格子。"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from charts import label
from charts.axis import NARROW
from charts.palette import INK, SECONDARY

_FONT = 12  # 像素
_LINE = 14
_GAP = 8  # 像素；两个列名之间
_LINES = 3
_WIDE = 4  # 字；宽处折行时每行的


@dataclass(frozen=True)
class Phone:
    """How column names stand on a phone: characters a line, and their size in pixels."""

    per_line: int
    font: int


def headings(title: str, names: Sequence[str], phone: Phone) -> dict[str, Any]:
    """An x axis of names on top, upright, under its `title`.

    One line where the columns are wide enough for the longest name; else each is folded, and the last lines of all
    stand side by side on the cells.
    """
    wide, narrow = _folded(names, _WIDE), _folded(names, phone.per_line)
    need = max((label.width(name) for name in names), default=0) * _FONT + _GAP
    is_narrow, is_roomy = f"({NARROW})", f"(width >= {need * len(names):g})"
    breaks = f"{is_roomy} ? 0 : {is_narrow} ? {_breaks(narrow)} : {_breaks(wide)}"
    return {
        "orient": "top",
        "title": title,
        "titleColor": SECONDARY,
        "titleAnchor": "start",
        "titlePadding": 10,
        "domain": False,
        "ticks": False,
        "grid": False,
        "labelAngle": 0,
        "labelColor": INK,
        "labelExpr": f"{is_roomy} ? datum.label : ({is_narrow} ? {_said(narrow)} : {_said(wide)})[datum.value]",
        "labelLineHeight": _LINE,
        "labelPadding": {"expr": f"6 + {_LINE} * ({breaks})"},  # Vega 只把第一行摆在轴上，其余往下写，会压住格子
        "labelFontSize": {"expr": f"{NARROW} ? {phone.font} : {_FONT}"},
        "labelLimit": 0,
    }


def _folded(names: Sequence[str], per_line: int) -> dict[str, list[str]]:
    """Each name's lines, with blank ones before those of the shorter names."""
    lines = {name: label.wrap(name, per_line, _LINES).split("\n") for name in names}
    most = max(map(len, lines.values()), default=1)
    return {name: [""] * (most - len(own)) + own for name, own in lines.items()}


def _breaks(lines: dict[str, list[str]]) -> int:
    return max(map(len, lines.values()), default=1) - 1


def _said(lines: dict[str, list[str]]) -> str:
    return json.dumps(lines, ensure_ascii=False)

"""末端的标签：写在线或柱的右端，代替图例；挤在一起就上下错开。"""

from collections.abc import Sequence
from typing import Any

from charts import label
from charts.axis import NARROW

_LINE = 13  # 一行字的高
_NARROW_NAME = 6  # 手机上每行字数


def short(name: str) -> str:
    """The name for a phone: two lines of six characters."""
    return label.wrap(name, _NARROW_NAME)


def place(rows: Sequence[dict[str, Any]], field: str, low: float, high: float, height: int) -> None:
    """Give each row `wide_y` and `narrow_y` beside its value in `field`, so that no two labels touch.

    Each row carries its texts in `wide` and `narrow`. `low`…`high` is the y axis, `height` its pixels.
    """
    pixel = (high - low) / height
    for width in ("wide", "narrow"):
        lines = max((row[width].count("\n") + 1 for row in rows), default=1)
        places = label.spread([row[field] for row in rows], (lines * _LINE + 4) * pixel, low, high)
        for row, y in zip(rows, places, strict=True):
            row[f"{width}_y"] = y


def lifted(text: str, line_height: int) -> str:
    """Expression: by how much a word of several lines must rise to be centred (Vega centres its first line only)."""
    return f"-{line_height / 2:g} * (length(split({text}, '\\n')) - 1)"


def layers(x: dict[str, Any], y: dict[str, Any]) -> list[dict[str, Any]]:
    """The labels themselves, in each row's `word_colour`: one layer for wide containers, one for phones."""
    texts = {"wide": f"{NARROW} ? '' : datum.wide", "narrow": f"{NARROW} ? split(datum.narrow, '\\n') : ''"}
    mark = {"type": "text", "align": "left", "baseline": "middle", "dx": 8, "lineHeight": _LINE, "fontWeight": "bold"}
    colour = {"field": "word_colour", "type": "nominal", "scale": None}
    return [
        {
            "transform": [{"filter": f"isValid(datum.{width}_y)"}],
            "mark": {**mark, "text": {"expr": text}, "dy": {"expr": lifted(f"datum.{width}", _LINE)}},
            "encoding": {"x": x, "y": {**y, "field": f"{width}_y"}, "color": colour},
        }
        for width, text in texts.items()
    ]

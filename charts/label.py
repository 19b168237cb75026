"""图上的字：占多宽、在哪里折行、挤在一起时怎样错开。"""

import unicodedata
from collections.abc import Sequence


def width(text: str) -> float:
    """Width in Chinese characters: wide 1, the rest 0.55; combining marks 0."""
    return sum(
        0.0 if unicodedata.combining(char) else 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.55
        for char in text
    )


def wrap(text: str, per_line: float, lines: int = 2) -> str:
    """`text` broken into at most `lines` lines of about equal width, each at most `per_line` wide; the rest becomes …

    Lines are balanced (十一个字 break 6+5, not 9+2), since a lone last character reads as a mistake. Breaks are `\\n`.
    """
    need = width(text)
    if need <= per_line:
        return text
    count = min(lines, int(-(-need // per_line)))
    target = min(per_line, need / count + 0.5)
    broken, line = [], ""
    for char in text:
        if width(line + char) > target and len(broken) < count - 1:
            broken.append(line)
            line = ""
        line += char
    return "\n".join([*broken, shorten(line, per_line)])


def shorten(text: str, limit: float) -> str:
    """`text` cut to `limit` with … in the last place; unchanged where it fits."""
    if width(text) <= limit:
        return text
    while text and width(text) > limit - 1:
        text = text[:-1]
    return text + "…"


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places moved as little as needed so that neighbours stand `gap` apart within `low`…`high`, order kept.

    Where they can't all fit they are set evenly from `low` to `high`. Answers in the order given.
    """
    order = sorted(range(len(places)), key=lambda index: places[index])
    if not order:
        return []
    if gap * (len(order) - 1) > high - low:
        gap = (high - low) / (len(order) - 1)
    placed = [min(max(places[index], low), high) for index in order]
    for here in range(1, len(placed)):
        placed[here] = max(placed[here], placed[here - 1] + gap)
    for here in range(len(placed) - 1, -1, -1):
        placed[here] = min(placed[here], high - (len(placed) - 1 - here) * gap)
    return [place for _index, place in sorted(zip(order, placed, strict=True))]

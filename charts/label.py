"""图上的字：占多宽、在哪里折行、挤在一起时怎样错开。"""

import unicodedata
from collections.abc import Sequence

# 折行时不拆开的常用词；不求全，够图上的名称好看
_WHOLE_WORDS = (
    "产业、企业、信息、技术、服务、软件、互联网、区块链、数字、创意、创新、应用、人工、智能、区块、集成、电路、高端、装备、制造、医疗、医药、器械、生物、接口、机器人、材料、能源、营业、收入、"
    "规模、数量、上年数、上年、本期、在库、增量、新增、退出、未报、修订、平台、机构、研发、省级、有限、公司、科技、集团、济南、山东、历下、街道、园区、空间、布局、目标"
)
_WHOLE = tuple(_WHOLE_WORDS.split("、"))


def width(text: str) -> float:
    """Width in Chinese characters: wide 1, the rest 0.55; combining marks 0."""
    return sum(
        0.0 if unicodedata.combining(char) else 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.55
        for char in text
    )


def wrap(text: str, per_line: float, lines: int = 2) -> str:
    """`text` broken into at most `lines` lines of about equal width, each at most `per_line` wide; the rest becomes …

    Lines are balanced (eleven characters break 6+5, not 9+2: a lone last character reads as a mistake), and a break
    avoids the inside of a common word. Breaks are `\n`.
    """
    need = width(text)
    if need <= per_line or lines == 1:
        return shorten(text, per_line)
    wanted = need / min(lines, -(-need // per_line))
    places = [at for at in range(1, len(text)) if width(text[:at]) <= per_line]
    at = min(places, key=lambda at: (_splits_a_word(text, at), abs(width(text[:at]) - wanted), -at), default=0)
    if width(text[at:]) > per_line * (lines - 1):  # 让开一个词就放不下了：那就不让
        at = max(places, default=0)
    return text[:at] + "\n" + wrap(text[at:], per_line, lines - 1) if at else shorten(text, per_line)


def _splits_a_word(text: str, at: int) -> bool:
    return any(text[max(0, at - len(word) + 1) : at + len(word) - 1].find(word) >= 0 for word in _WHOLE)


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

"""数：把表里写的各种样子变成精确的小数；空着、横杠、“未报”是未知，不是零。"""

import re
import unicodedata
from decimal import Decimal

UNKNOWN_MARKS = frozenset(
    {
        "",
        "-",
        "--",
        "—",
        "——",
        "―",
        "–",
        "/",
        "\\",
        "无",
        "未报",
        "缺",
        "缺报",
        "不详",
        "…",
        "...",
        "......",  # “……”全角换成半角以后
        "……",
        "n/a",
        "na",
        "nan",
        "null",
        "#n/a",
        "*",
    }
)
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?", re.IGNORECASE)
_BRACKETED = re.compile(r"\((.+)\)")


def parse_number(text: str) -> Decimal | None:
    """「 12,345.60 」 → 12345.60, 「（350）」 → -350, 「—」 → None (unknown). Raises ValueError for anything else.

    A comma that doesn't part thousands is refused: 「1,5」 may be one and a half or fifteen.
    """
    plain = re.sub(r"[\s\u200b\ufeff¥￥]", "", unicodedata.normalize("NFKC", text)).replace("−", "-")
    if plain.lower() in UNKNOWN_MARKS:
        return None
    bracketed = _BRACKETED.fullmatch(plain)
    if bracketed:
        plain = "-" + bracketed.group(1)
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if not _PLAIN.fullmatch(plain):
        raise ValueError(text)
    return Decimal(plain)


def parse_percent(text: str) -> Decimal | None:
    """「12.5%」 and 「12.5」 → 12.5; unknown marks → None."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return parse_number(plain[:-1] if plain.endswith("%") else plain)

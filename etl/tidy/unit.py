"""金额单位：从表头、单位行里读出来，一次换成万元。没有写单位就不猜。"""

import re
import unicodedata
from decimal import Decimal

MONEY_UNITS = {
    "元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "万元": Decimal(1),
    "百万元": Decimal(100),
    "千万元": Decimal(1000),
    "亿元": Decimal(10000),
}
_ANY = "|".join(sorted(MONEY_UNITS, key=len, reverse=True))
_IN_BRACKETS = re.compile(rf"[(\[【]\s*(?:单位[:：]?)?(?:人民币)?\s*({_ANY})\s*[)\]】]")
_AFTER_WORD = re.compile(
    rf"(?:计量|货币|金额)?单位[:：]?(?:人民币)?\(?((?:{_ANY})(?:[、/,，或和](?:{_ANY}))*)(?![一-鿿])"
)


def stated_units(text: str) -> list[str]:
    """Money units stated in a line or header, in order: 「单位：百万元」 → ["百万元"], 「收入（万元）」 → ["万元"]."""
    compact = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    found = _IN_BRACKETS.findall(compact)
    for several in _AFTER_WORD.findall(compact):  # 「单位：万元、元」写了两种，都要看见
        found += re.findall(_ANY, several)
    return list(dict.fromkeys(found))


def without_unit(text: str) -> str:
    """A header without the bracket that states its unit."""
    return _IN_BRACKETS.sub("", re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)))


_FIGURE = re.compile(rf"[-+]?[\d,.]+({_ANY}|[百千]?万|亿|%)")


def unit_of_figure(text: str) -> str:
    """The unit a figure carries in its own cell: 「1.2亿」 → 亿元, 「12%」 → %; "" where it carries none."""
    found = _FIGURE.fullmatch(re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)))
    if not found:
        return ""
    unit = found[1]
    return unit if unit in MONEY_UNITS or unit == "%" else f"{unit}元"

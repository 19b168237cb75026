"""一个量在图上怎样变成长度和字：单位、换算、小数位。"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from charts import words
from etl.words import _


@dataclass(frozen=True)
class Measure:
    """How a kind of quantity is drawn: `plain` converts to the shown unit, `text` words it, `unit` goes on the axis."""

    unit: str
    precision: int  # 交给浏览器的小数位：够画，不多给
    plain: Callable[[object], Decimal | None]
    text: Callable[..., str]  # (raw value, is_signed) → text without the unit, % excepted

    def drawn(self, value: object) -> float | None:
        """The number in the shown unit for the mark's length or place; None where unknown, never 0."""
        shown = words.rounded(self.plain(value), self.precision)
        return None if shown is None else float(shown)


def _count(value: object, is_signed: bool = False) -> str:
    return words.number(value, 0, is_signed)


def _one_decimal(value: object, is_signed: bool = False) -> str:
    return words.number(value, 1, is_signed)


def _two_decimals(value: object, is_signed: bool = False) -> str:
    return words.number(value, 2, is_signed)


def _three_decimals(value: object, is_signed: bool = False) -> str:
    return words.number(value, 3, is_signed)


MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        "amount": Measure(_("亿元"), 4, words.in_100m, words.amount_100m),  # 表里是万元
        "amount_100m": Measure(_("亿元"), 4, words.exact, words.amount),  # 表里已是亿元
        "percent": Measure("%", 2, words.exact, words.percent),
        "points": Measure(_("百分点"), 2, words.exact, _one_decimal),
        "count": Measure(_("家"), 0, words.exact, _count),
        "times": Measure(_("倍"), 2, words.exact, _two_decimals),  # 与参照相比
        "index": Measure(_("指数"), 4, words.exact, _three_decimals),  # 0到1的指数
        "stars": Measure(_("颗"), 0, words.exact, _count),
    }
)


def measure(kind: str) -> Measure:
    """The measure by name; ValueError names the known ones."""
    if kind not in MEASURES:
        raise ValueError(_("不认识的量 {0}；可用：{1}").format(kind, "、".join(MEASURES)))
    return MEASURES[kind]

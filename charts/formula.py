"""算式念出来：公式里填上数，末了是答案，如 183.1973亿元 ÷ 163.9960亿元 − 1 = 11.7%。"""

import re
import string
from decimal import Decimal

from charts.words import MISSING, exact, in_100m, number, period_label
from etl.words import _
from metrics.working import Line

_MONEY = "_10k_cny"
_HUNDRED_MILLION = Decimal(10_000)  # 万元
_FINE = 4  # 亿元写到四位小数，就是万元
_FINEST = 6
_KNOWN_UNITS = {"", "%", _("百分点"), _("万元"), _("亿元"), _("家"), _("位"), _("次"), _("期")}
_PLUS_OF_MINUS = re.compile(r"\+ （−([^）]*)）")
_MINUS_OF_MINUS = re.compile(r"− （−([^）]*)）")


def sentence(line: Line) -> str:
    """`同比增速（可比口径）= 12.5亿元 ÷ 10亿元 − 1 = 25.0%`; where a number is unknown `—`, with the reason."""
    told = _("{title} = {formula} = {answer}").format(
        title=line.column.title, formula=filled(line), answer=answer(line)
    )
    is_told_why = line.reason and answer(line) == MISSING
    return _("{told}（{reason}）").format(told=told, reason=line.reason) if is_told_why else told


def filled(line: Line) -> str:
    """The formula with its numbers put in, money of one line in one unit so that it can be recomputed by hand.

    A name may say its unit after a colon, `{top_1:万元}`, where its own ending does not; 数 is a bare number.
    """
    is_large = _is_large(line)
    parts: list[str] = []
    for text, name, unit, _kind in string.Formatter().parse(line.formula):
        parts += [text, _one(name, line.values.get(name), unit or "", is_large) if name else ""]
    return _MINUS_OF_MINUS.sub(r"+ \1", _PLUS_OF_MINUS.sub(r"− \1", "".join(parts)))


def answer(line: Line) -> str:
    """The number itself, in the column's unit and decimals."""
    column = line.column
    value = line.values.get(column.name)
    if column.name.endswith(_MONEY):
        return _money(value, _is_large(line))
    text = number(value, column.decimals or 0)
    return text if text == MISSING else text + _unit(line)


def _unit(line: Line) -> str:
    """The column's unit; a metric of many units (targets) names it row by row."""
    own = line.values.get("unit")
    return own if line.column.unit not in _KNOWN_UNITS and isinstance(own, str) else line.column.unit


def _is_large(line: Line) -> bool:
    """Whether the whole line is told in 亿元: its smallest amount that is not zero is at least one."""
    named = [(name, unit) for _text, name, unit, _kind in string.Formatter().parse(line.formula) if name]
    money = [exact(line.values.get(name)) for name, unit in [*named, (line.column.name, "")] if _is_money(name, unit)]
    return all(abs(one) >= _HUNDRED_MILLION for one in money if one)


def _is_money(name: str, unit: str | None) -> bool:
    return unit == _("万元") or name.endswith(_MONEY)


def _one(name: str, value: object, unit: str, is_large: bool) -> str:
    """One input: negative ones in brackets, so that no two signs meet."""
    if _is_money(name, unit):
        text = _money(value, is_large)
    elif name.endswith("_pct"):
        text = _fine(value) + "%"
    elif name.endswith("_pp"):
        text = _("{0}个百分点").format(_fine(value))
    elif name.endswith(("enterprises", "filed", "expected")) and unit != _("数"):
        text = _("{0}家").format(number(value))
    elif name.endswith("_period") and isinstance(value, str):
        text = period_label(value)
    else:
        text = _fine(value) + ("" if unit == _("数") else unit)
    if MISSING in text:
        return MISSING
    return _("（{0}）").format(text) if text.startswith("−") else text


def _money(value_10k_cny: object, is_large: bool) -> str:
    if exact(value_10k_cny) is None:
        return MISSING
    if is_large:
        return _("{0}亿元").format(number(in_100m(value_10k_cny), _FINE))
    return _("{0}万元").format(number(value_10k_cny, 2))


def _fine(value: object) -> str:
    """A plain number to six decimals, without the zeros that say nothing; words as they stand."""
    if exact(value) is None:
        return value if isinstance(value, str) and value else MISSING
    text = number(value, _FINEST)
    return text.rstrip("0").rstrip(".") if "." in text else text

"""数怎么念：亿元、百分比、百分点、涨跌；先算后舍入，一律四舍五入（Python 自带的 round 是逢五取偶，不用）。"""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from charts.period import period_label as period_label
from charts.period import quarter_end_label as quarter_end_label
from etl.words import _

MISSING = "—"
SUPPRESSED = _("—（依法不公布）")
_TEN_THOUSAND = Decimal(10_000)


class _Withheld(float):
    """Not a number, like any unknown value; but whatever words it says that it is withheld."""


WITHHELD = _Withheld("nan")


def empty(value: object) -> str:
    """What stands in place of a number that is not there: `—`, or `—（依法不公布）`."""
    return SUPPRESSED if isinstance(value, _Withheld) else MISSING


def exact(value: object) -> Decimal | None:
    """The value as written in decimal, or None where it is unknown (None, NaN, NA, infinite)."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def rounded(value: object, decimals: int) -> Decimal | None:
    """Half away from zero at `decimals` places (四舍五入); never a negative zero; None where unknown."""
    number = exact(value)
    if number is None:
        return None
    result = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return abs(result) if result == 0 else result


def number(value: object, decimals: int = 0, is_signed: bool = False) -> str:
    """`−1,234.5` with thousands and a true minus; `+` in front when `is_signed`; `—` where unknown."""
    result = rounded(value, decimals)
    if result is None:
        return empty(value)
    sign = "−" if result < 0 else "+" if is_signed and result > 0 else ""
    return f"{sign}{abs(result):,}"


def in_100m(value_10k_cny: object) -> Decimal | None:
    """万元 → 亿元, exact and unrounded; None where unknown."""
    amount = exact(value_10k_cny)
    return None if amount is None else amount / _TEN_THOUSAND


def amount(value_100m: object, is_signed: bool = False) -> str:
    """An amount already in 亿元: one decimal, two below 10 (judged on the rounded amount: 9.996 is 10.0)."""
    fine = rounded(value_100m, 2)
    return number(value_100m, 2 if fine is not None and abs(fine) < 10 else 1, is_signed)


def amount_100m(value_10k_cny: object, is_signed: bool = False) -> str:
    """万元 → the text in 亿元 without its unit: 492700 → `49.3`, 92700 → `9.27`; `—` where unknown."""
    return amount(value_10k_cny if exact(value_10k_cny) is None else in_100m(value_10k_cny), is_signed)


def percent(value: object, is_signed: bool = False) -> str:
    """`12.9%`; `—` where unknown."""
    text = number(value, 1, is_signed)
    return text if exact(value) is None else text + "%"


def points(value: object, is_signed: bool = False) -> str:
    """A difference of rates: `4.2个百分点`; `—` where unknown."""
    text = number(value, 1, is_signed)
    return text if exact(value) is None else _("{0}个百分点").format(text)


def count(value: object) -> str:
    """A whole number with thousands: `1,234`; `—` where unknown."""
    return number(value, 0)


def missing(reason: object = None) -> str:
    """`—`, with its reason in brackets where there is one; a rule's own brackets become a colon."""
    if not isinstance(reason, str) or not reason.strip():
        return MISSING
    what, opening, rule = reason.partition("（")
    if what == SUPPRESSED[2:-1] and opening:
        return f"{MISSING}（{what}：{rule.removesuffix('）')}）"
    return f"{MISSING}（{reason}）"


def missing_in_short(reason: object = None) -> str:
    """The same for a place with little room: a withheld number's rule is left to the hover."""
    text = missing(reason)
    return SUPPRESSED if text.startswith(SUPPRESSED[:-1]) else text


def change(growth_pct: object, subject: str = _("同比")) -> str:
    """Growth in prose: `同比增长12.9%`, `同比下降3.2%`, `同比持平` (exactly 0), `同比基本持平` (rounds to 0.0).

    From 100 % on it is told in multiples, as the statistics bureau does: +179 % is `增长1.79倍`. Unknown: `同比—`.
    """
    growth = exact(growth_pct)
    if growth is None:
        return subject + empty(growth_pct)
    if growth == 0:
        return subject + _("持平")
    shown = rounded(growth, 1) or Decimal(0)
    if shown == 0:
        return subject + _("基本持平")
    if shown >= 100:
        times = f"{(rounded(growth / 100, 2) or Decimal(0)):,}".rstrip("0").rstrip(".")
        return subject + _("增长{0}倍").format(times)
    return subject + (_("增长{0}") if shown > 0 else _("下降{0}")).format(percent(abs(growth)))


def pull(pull_pp: object) -> str:
    """`拉动增长4.2个百分点`, `下拉1.1个百分点`, `影响不大` where it rounds to zero, `拉动—` where unknown."""
    shown = rounded(pull_pp, 1)
    if shown is None:
        return _("拉动") + empty(pull_pp)
    if shown == 0:
        return _("影响不大")
    return (_("拉动增长{0}") if shown > 0 else _("下拉{0}")).format(points(abs(shown)))


def rate_difference(now_pct: object, before_pct: object) -> Decimal | None:
    """Difference of two rates in points, from the **shown** one-decimal rates, so that text and table agree."""
    now, before = rounded(now_pct, 1), rounded(before_pct, 1)
    return None if now is None or before is None else now - before


def rate_change(now_pct: object, before_pct: object, before: str) -> str:
    """`较上半年提高0.2个百分点` / `回落` / `持平`; `—` where either rate is unknown."""
    difference = rate_difference(now_pct, before_pct)
    if difference is None:
        return MISSING
    if difference == 0:
        return _("与{0}持平").format(before)
    verb = _("提高") if difference > 0 else _("回落")
    return _("较{0}{1}{2}").format(before, verb, points(abs(difference)))


def pace(completion_pct: object, time_progress_pct: object) -> str:
    """`快于时间进度7.2个百分点` / `慢于时间进度…` / `与时间进度持平`; `—` where either is unknown."""
    difference = rate_difference(completion_pct, time_progress_pct)
    if difference is None:
        return MISSING
    if difference == 0:
        return _("与时间进度持平")
    return (_("快于时间进度{0}") if difference > 0 else _("慢于时间进度{0}")).format(points(abs(difference)))

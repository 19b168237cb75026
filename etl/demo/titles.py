"""虚构的称号：谁在哪年得了什么、有效到哪个月；没有复审的，过期了还写在名录上。"""

from dataclasses import dataclass
from datetime import date

from etl.demo.chance import fraction
from etl.demo.firms import Firm

_YEARS = range(2018, 2027)


@dataclass(frozen=True)
class _Kind:
    """A title: the share of firms that ever get it, the month it is given, its years of validity (0: not stated)."""

    title: str
    share: float
    month: int
    years: int


_KINDS = (
    _Kind("高企", 0.34, 11, 3),
    _Kind("专精特新", 0.18, 6, 3),
    _Kind("瞪羚", 0.08, 9, 3),
    _Kind("小巨人", 0.05, 7, 3),
    _Kind("单项冠军", 0.012, 10, 3),
    _Kind("上市", 0.02, 8, 0),
)


def titles_on(firm: Firm, day: date) -> str:
    """The cell of the register on `day`: titles given by then, each with its term where one is stated; '' for none."""
    written = (_written(firm, kind, day) for kind in _KINDS)
    return "、".join(title for title in written if title)


def _written(firm: Firm, kind: _Kind, day: date) -> str:
    if firm.above_from is None or fraction("称号", firm.key, kind.title) >= kind.share:
        return ""
    year = _YEARS[int(fraction("认定年", firm.key, kind.title) * len(_YEARS))]
    year = max(year, firm.founded.year + 1)
    while kind.years and date(year + kind.years, kind.month, 1) <= day and _is_renewed(firm, kind, year):
        year += kind.years
    if date(year, kind.month, 1) > day:
        return ""
    return f"{kind.title}({year}-{kind.month:02d}至{year + kind.years}-{kind.month:02d})" if kind.years else kind.title


def _is_renewed(firm: Firm, kind: _Kind, year: int) -> bool:
    return fraction("复审", firm.key, kind.title, year) < 0.75

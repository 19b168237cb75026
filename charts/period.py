"""报告期怎么念、怎么接着排。"""

from collections.abc import Iterable

from etl.words import _
from metrics.period import is_period, shifted, split

_QUARTERS = ("一", "二", "三", "四")


def parts(period: str) -> tuple[int, int]:
    """`2026Q3` → (2026, 3); ValueError in words for anything else."""
    if not is_period(str(period)):
        raise ValueError(_("报告期写作 2026Q3 这样的年份加季度，收到的是 {0}").format(period))
    return split(period)


def period_label(period: str, basis: str = "ytd") -> str:
    """The period in words by basis: ytd `2026年1-9月`, single `2026年第三季度`, year `2026年`,
    rolling4 `2026年三季度末近四季度`, point `2026年三季度末`.

    ValueError for an unknown basis.
    """
    year, quarter = parts(period)
    match basis:
        case "ytd":
            return _("{0}年1-{1}月").format(year, quarter * 3)
        case "single":
            return _("{0}年第{1}季度").format(year, _QUARTERS[quarter - 1])
        case "year":
            return _("{0}年").format(year)
        case "rolling4":
            return _("{0}近四季度").format(quarter_end_label(period))
        case "point":
            return quarter_end_label(period)
    raise ValueError(_("期别只有 ytd、single、year、rolling4、point，收到的是 {0}").format(basis))


def quarter_end_label(period: str) -> str:
    """`2026Q3` → `2026年三季度末`; the fourth quarter's end is the year's: `2026年末`."""
    year, quarter = parts(period)
    return _("{0}年末").format(year) if quarter == 4 else _("{0}年{1}季度末").format(year, _QUARTERS[quarter - 1])


def span(periods: Iterable[str], basis: str = "ytd") -> list[str]:
    """Every period from the first to the last, holes included, so that a missing one shows as a gap.

    One a quarter; for basis `year` one a year (its fourth quarter). Empty in, empty out.
    """
    ends = sorted(set(periods), key=parts)
    every = ends[:1]
    while every and every[-1] != ends[-1]:
        every.append(shifted(every[-1], 1))
    return [period for period in every if basis != "year" or period.endswith("Q4")]

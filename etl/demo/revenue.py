"""每家企业的真实营业收入（元，累计）：逐年的路、各季的分法，2020年规上合计校到规划基期的一分不差。"""

from decimal import Decimal
from itertools import accumulate

from etl.demo.chance import between, fraction
from etl.demo.firms import Firm
from etl.demo.quarters import Quarter, parse_quarter
from etl.demo.story import table

FIRST_YEAR = 2018  # 2019年的报表要有上年同期
LAST_YEAR = 2026
_STEP = 100  # 元；万元的两位小数
_UNDER_SCALE = 19_300_000  # 规下企业不过线
_UNDER_100M = 93_000_000  # 普通企业不过亿元，过亿元的都点了名

Cumulative = dict[tuple[str, Quarter], int]


def true_revenue(firms: list[Firm]) -> Cumulative:
    """(firm key, quarter) → cumulative yuan, a multiple of 100; none before the firm was founded or after it left."""
    annual = {firm.key: _annual(firm) for firm in firms}
    _calibrate(firms, annual)
    cumulative: Cumulative = {}
    for firm in firms:
        for year, total in annual[firm.key].items():
            for quarter, value in enumerate(_split(firm, year, total), start=1):
                if value:
                    cumulative[firm.key, Quarter(year, quarter)] = value
    reversal = table("events")["reversal"]
    at = parse_quarter(reversal["period"])
    half_year = cumulative[reversal["key"], Quarter(at.year, at.quarter - 1)]
    cumulative[reversal["key"], at] = _rounded(half_year * reversal["factor"])
    return cumulative


def _annual(firm: Firm) -> dict[int, int]:
    if firm.annual_10k_cny:
        return {
            year: _rounded(value * 10_000 * between(0.998, 1.002, "尾数", firm.key, year))
            for year, value in firm.annual_10k_cny.items()
        }
    last = firm.left_on.year if firm.left_on else LAST_YEAR
    years = range(max(FIRST_YEAR, firm.founded.year), last + 1)
    anchor = max(years[0], min(firm.above_from.year, last)) if firm.above_from else years[-1]
    size = {anchor: _size(firm)}
    for year in range(anchor + 1, last + 1):
        size[year] = size[year - 1] * (1 + _growth(firm, year))
    for year in range(anchor - 1, years[0] - 1, -1):
        size[year] = size[year + 1] / (1 + _growth(firm, year + 1))
    return {year: _rounded(_held(firm, year, size[year])) for year in years}


def _size(firm: Firm) -> float:
    """Yuan in the year of 纳统, mostly just over the threshold; for a firm never taken in, this year's."""
    if firm.above_from is None:
        return between(2_200_000, 18_900_000, "规模", firm.key)
    plan = table("story")["groups"][firm.group]
    skew = fraction("规模", firm.key) ** 2 + fraction("规模再抽", firm.key) ** 3
    return plan["smallest"] * 10_000 * (1 + plan["spread"] * 2 * skew)


def _growth(firm: Firm, year: int) -> float:
    return table("story")["kinds"][firm.kind]["growth"][str(year)] + between(-0.13, 0.13, "增速", firm.key, year)


def _held(firm: Firm, year: int, size: float) -> float:
    """规下 firms stay under the line, those taken off the list fall under it, and nobody unnamed passes 1 亿元."""
    if firm.above_from is None:
        return min(size, _UNDER_SCALE * between(0.9, 1, "线下", firm.key, year))
    if firm.above_to and not firm.left_on and year >= firm.above_to.year - 1:
        return min(size, _UNDER_SCALE * between(0.6, 0.98, "退统", firm.key, year))
    if year < firm.above_from.year - 1:
        return min(size, _UNDER_SCALE * between(0.85, 1, "纳统前", firm.key, year))
    return min(size, _UNDER_100M * between(0.9, 1, "亿元线下", firm.key, year))


def _calibrate(firms: list[Firm], annual: dict[str, dict[int, int]]) -> None:
    """Scale the base year's unnamed 规上 firms, in all their years, until the base comes out exactly. Changes `annual`.

    Source of the base: the plan text, 「规模以上企业达到36家，年度主营业务收入49.27亿元」.
    """
    base = table("story")["calibration"]
    period = parse_quarter(base["period"])
    counted = [firm for firm in firms if firm.fields and firm.is_above_scale(period.last_day)]
    if len(counted) != base["above_scale"]:
        raise ValueError(f"{period} 规上应为 {base['above_scale']} 家，故事里有 {len(counted)} 家")
    unnamed = [firm for firm in counted if not firm.annual_10k_cny]
    wanted = int(Decimal(base["revenue_10k_cny"]) * 10_000)
    named_total = sum(annual[firm.key][period.year] for firm in counted if firm.annual_10k_cny)
    unnamed_total = sum(annual[firm.key][period.year] for firm in unnamed)
    factor = (wanted - named_total) / unnamed_total
    for firm in unnamed:
        annual[firm.key] = {year: _rounded(value * factor) for year, value in annual[firm.key].items()}
    largest = max(unnamed, key=lambda firm: annual[firm.key][period.year])
    annual[largest.key][period.year] += wanted - sum(annual[firm.key][period.year] for firm in counted)


def _split(firm: Firm, year: int, total: int) -> list[int]:
    """The four cumulatives of one year; a quarter before the firm was founded has nothing in it."""
    shares = table("story")["kinds"][firm.kind]["quarters"]
    weights = [
        share * between(0.9, 1.1, "季节", firm.key, i) * between(0.95, 1.05, "季节", firm.key, year, i)
        if Quarter(year, i + 1).last_day >= firm.founded
        else 0.0
        for i, share in enumerate(shares)
    ]
    running = list(accumulate(weights))
    return [_rounded(total * part / running[-1]) for part in running[:-1]] + [total]


def _rounded(yuan: float) -> int:
    return round(yuan / _STEP) * _STEP

"""与已经收下的数对照：数量级整体错位多半是单位写错，个别错位是这一格；累计倒退、上年同期对不上的，说出来。"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import pyarrow as pa

from etl.issue import Issue
from etl.quarter import quarter_before, year_before
from etl.rule import issue, limit
from etl.tidy.outcome import TidySheet
from etl.tidy.period import period_words
from etl.verify.filed import filed
from etl.verify.finding import floats, plain, revenue_of, row_findings
from etl.words import _
from etl.write.ledger import Filing

PRIOR = "prior_reported_10k_cny"


@dataclass(frozen=True)
class Past:
    """What the books know of each row of a table, in 万元, NaN where nothing: the same quarter a year before, the same
    period as filed so far, and the quarter before within the year."""

    year_before: np.ndarray
    so_far: np.ndarray
    quarter_before: np.ndarray


def past_of(table: pa.Table, ledger: Sequence[Filing], *, is_demo: bool) -> Past:
    """Look up every row's firm, period by period; the quarter before may stand in the table itself."""
    firms = table.column("enterprise_id").combine_chunks()
    periods = table.column("period")
    found = Past(*(np.full(len(table), np.nan) for _each in range(3)))
    for period in filter(None, periods.unique().to_pylist()):
        rows = np.flatnonzero(np.asarray(periods) == period) if len(periods.unique()) > 1 else np.arange(len(table))
        asked = firms.take(pa.array(rows))
        found.year_before[rows] = filed(ledger, year_before(period), asked, is_demo=is_demo)
        found.so_far[rows] = filed(ledger, period, asked, is_demo=is_demo)
        if not period.endswith("Q1"):
            found.quarter_before[rows] = filed(ledger, quarter_before(period), asked, is_demo=is_demo)
    return found


def check_magnitude(
    table: pa.Table, past: Past, sheets: Mapping[str, TidySheet] = MappingProxyType({})
) -> Issue | None:
    """An error where the median firm is 10, 100, 1,000 … times what it filed a year before or for this very period.

    None where fewer than five firms can be compared. With `sheets` it names the cell of a firm that shows it.
    """
    before = np.where(past.year_before > 0, past.year_before, past.so_far)
    said = _("多数企业的营业收入约为以前所报的 {0:g} 倍，疑似计量单位写错；")
    return _suspect(table, sheets, _ratios(revenue_of(table), before), said)


def check_two_columns(table: pa.Table, sheets: Mapping[str, TidySheet] = MappingProxyType({})) -> Issue | None:
    """The same where one sheet's current and prior columns are whole powers of ten apart for the median firm."""
    said = _("多数企业的本期数约为同一张表上年同期数的 {0:g} 倍，疑似两列的计量单位不一样；")
    return _suspect(table, sheets, _ratios(revenue_of(table), floats(table, PRIOR)), said, _("请核对表头上的单位。"))


def _ratios(now: np.ndarray, before: np.ndarray) -> np.ndarray:
    """Row by row, NaN where either isn't a positive number."""
    is_compared = (now > 0) & (before > 0)
    return np.divide(now, before, out=np.full(len(now), np.nan), where=is_compared)


def _suspect(
    table: pa.Table, sheets: Mapping[str, TidySheet], ratios: np.ndarray, message: str, remedy: str = ""
) -> Issue | None:
    compared = ratios[~np.isnan(ratios)]
    if len(compared) < limit("unit_suspect", "enough"):
        return None
    middle = float(np.median(compared))
    power = math.log10(middle)
    near = limit("unit_suspect", "near")
    if abs(power) < 1 - near or abs(power - round(power)) > near:
        return None
    found = issue(
        "unit_suspect", suspicion=message.format(10.0 ** round(power)), remedy=remedy or _("请核对表上的单位。")
    )
    return _shown(found, table, sheets, int(np.nanargmin(np.abs(ratios - middle))))


def _shown(found: Issue, table: pa.Table, sheets: Mapping[str, TidySheet], at: int) -> Issue:
    """The same finding at the revenue cell of one row; where the sheets aren't given, at none."""
    sheet = sheets.get(table.column("sheet")[at].as_py()) if sheets else None
    if sheet is None or "revenue_10k_cny" not in sheet.letters:
        return found
    row = int(table.column("row")[at].as_py())
    place = {"sheet": sheet.name, "cell": f"{sheet.letters['revenue_10k_cny']}{row}", "row": row}
    return replace(found, **place, column=sheet.headers["revenue_10k_cny"], value=plain(float(revenue_of(table)[at])))


def count_restated(table: pa.Table, past: Past) -> int:
    """How many enterprise-periods already filed get a different value from this table."""
    is_filed = ~np.isnan(past.so_far)
    return int((is_filed & (np.abs(past.so_far - revenue_of(table)) > 5e-7)).sum())


def row_slips(table: pa.Table, past: Past, sheets: Mapping[str, TidySheet]) -> list[Issue]:
    """Warnings for single rows out of proportion to the firm's own past: near 10, 1,000 or 10,000 times, or merely far.

    Compared with last year as filed, else with last year as stated in the row, else with what was filed for this period
    or the quarter before. Small firms come and go by any factor and are left alone.
    """
    now = revenue_of(table)
    bases = {
        _("去年同期所报"): past.year_before,
        _("填的上年同期"): floats(table, PRIOR),
        _("这一期以前所报"): past.so_far,
        _("上一季累计"): past.quarter_before,
    }
    before = np.full(len(table), np.nan)
    which = np.full(len(table), -1)
    for number, values in enumerate(bases.values()):
        is_taken = np.isnan(before) & (values > 0)
        before[is_taken], which[is_taken] = values[is_taken], number
    is_large = np.fmax(now, before) >= limit("outlier", "least_10k_cny")
    with np.errstate(divide="ignore", invalid="ignore"):
        power = np.where((now > 0) & (before > 0) & is_large, np.log10(now / before), np.nan)
    size = np.abs(power)
    near = limit("unit_slip", "near")
    is_slip = np.any([np.abs(size - each) <= near for each in limit("unit_slip", "powers")], axis=0)
    is_far = ~is_slip & (size >= math.log10(limit("outlier", "times")))
    names = list(bases)

    def words(at: int) -> dict[str, object]:
        times = now[at] / before[at]
        told = plain(times) if times >= 1 else f"1/{plain(1 / times)}"
        return {"base": names[which[at]], "before": plain(before[at]), "times": told}

    stakes = np.abs(now - before)
    column = "revenue_10k_cny"
    return [
        *row_findings("unit_slip", table, sheets, column, np.flatnonzero(is_slip), words, stakes),
        *row_findings("outlier", table, sheets, column, np.flatnonzero(is_far), words, stakes),
    ]


def falls(table: pa.Table, past: Past, sheets: Mapping[str, TidySheet]) -> list[Issue]:
    """Warnings where a cumulative figure is below that of the quarter before in the same year."""
    now = revenue_of(table)
    periods = table.column("period")

    def words(at: int) -> dict[str, object]:
        period = periods[at].as_py()
        told = {"period": period_words(period), "previous": period_words(quarter_before(period))}
        return {**told, "now": plain(now[at]), "before": plain(past.quarter_before[at])}

    positions = np.flatnonzero(now < past.quarter_before - 5e-7)
    stakes = past.quarter_before - now
    return row_findings("cumulative_fall", table, sheets, "revenue_10k_cny", positions, words, stakes)


def prior_gaps(table: pa.Table, past: Past, sheets: Mapping[str, TidySheet]) -> list[Issue]:
    """Where last year's figure in the form isn't what was filed a year ago: a warning if far off, else a note."""
    stated = floats(table, PRIOR)
    difference = np.abs(stated - past.year_before)
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = np.where(difference > 5e-7, difference / np.abs(past.year_before) * 100, 0)
    gap = np.where(np.isnan(difference), np.nan, gap)
    is_far = gap > limit("prior_mismatch", "gap_pct")
    is_near = (gap > limit("prior_restated", "gap_pct")) & ~is_far

    def words(at: int) -> dict[str, object]:
        return {"stated": plain(stated[at]), "filed": plain(past.year_before[at]), "gap": f"{gap[at]:.1f}"}

    return [
        *row_findings("prior_mismatch", table, sheets, PRIOR, np.flatnonzero(is_far), words, difference),
        *row_findings("prior_restated", table, sheets, PRIOR, np.flatnonzero(is_near), words, difference),
    ]

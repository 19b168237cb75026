"""一行之内说不说得通：负的营业收入、离谱的人均、自己填的增速与两个数对不上。"""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from etl.issue import Issue
from etl.rule import limit
from etl.tidy.outcome import TidySheet
from etl.verify.finding import floats, plain, revenue_of, row_findings
from etl.verify.history import PRIOR

_REVENUE, _GROWTH = "revenue_10k_cny", "growth_reported_pct"
_WHOLE = 0.55  # 增速只写到整数的，差在四舍五入里


def negatives(table: pa.Table, sheets: Mapping[str, TidySheet]) -> list[Issue]:
    """A warning for each negative revenue."""
    now = revenue_of(table)

    def words(_at: int) -> dict[str, object]:
        return {}

    return row_findings("negative", table, sheets, _REVENUE, np.flatnonzero(now < 0), words)


def heads(table: pa.Table, sheets: Mapping[str, TidySheet]) -> list[Issue]:
    """A warning where revenue per head is outside 1 to 5,000 万元 (domain rules §4), firms without staff left alone."""
    now, staff = revenue_of(table), floats(table, "employees")
    lowest, highest = limit("revenue_per_head", "lowest"), limit("revenue_per_head", "highest")
    with np.errstate(divide="ignore", invalid="ignore"):
        each = np.where((staff > 0) & (now > 0), now / staff, np.nan)

    def words(at: int) -> dict[str, object]:
        told = {"revenue": plain(now[at]), "employees": plain(staff[at]), "per_head": plain(each[at])}
        return {**told, "lowest": lowest, "highest": f"{highest:,}"}

    positions = np.flatnonzero((each < lowest) | (each > highest))
    return row_findings("revenue_per_head", table, sheets, _REVENUE, positions, words)


def growths(table: pa.Table, sheets: Mapping[str, TidySheet]) -> list[Issue]:
    """A warning where the growth stated is not that of the two figures; 0.125 is 12.5 % in a cell formatted so.

    Nothing is compared with a base of nothing or less.
    """
    now, before, stated = revenue_of(table), floats(table, PRIOR), floats(table, _GROWTH)
    with np.errstate(divide="ignore", invalid="ignore"):
        computed = np.where(before > 0, (now / before - 1) * 100, np.nan)
    rounding = np.where(stated == np.round(stated), _WHOLE, limit("growth_mismatch", "points"))
    is_off = (np.abs(stated - computed) > rounding) & (
        np.abs(stated * 100 - computed) > limit("growth_mismatch", "points")
    )

    def words(at: int) -> dict[str, object]:
        return {"stated": f"{stated[at]:g}", "computed": f"{computed[at]:.1f}"}

    return row_findings("growth_mismatch", table, sheets, _GROWTH, np.flatnonzero(is_off), words)

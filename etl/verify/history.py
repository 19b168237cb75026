"""与已经收下的数对照：数量级整体错位多半是单位写错；改了旧数、累计倒退的，说出来。"""

import math
from decimal import Decimal
from statistics import median

import numpy as np
import pyarrow as pa

from etl.issue import Issue
from etl.words import _

_ENOUGH = 5  # 少于五家能对上，就不足以断定整张表的单位错了
_NEAR = 0.15  # 中位数比值与 10 的整数次幂相差的对数，约 ±40%

_LOOKED_AT = 5000  # 一张表最多看这么多行就足以看出单位

Known = dict[tuple[str, str], Decimal]


def sample(table: pa.Table) -> pa.Table:
    """All rows, or every n-th of a very long sheet: a wrong unit is wrong in all of them."""
    return table.take(np.arange(0, len(table), max(1, len(table) // _LOOKED_AT)))


def check_magnitude(table: pa.Table, known: Known) -> Issue | None:
    """An error where the median firm is 10, 100, 1,000 … times what it filed a year or a quarter before.

    `known` maps (enterprise_id, period) to 万元 as filed so far. None where fewer than five firms can be compared.
    """
    ratios = [
        float(value / before)
        for enterprise, period, value in _rows(table)
        if (before := known.get((enterprise, _a_year_before(period))) or known.get((enterprise, period)))
        and value
        and before > 0
        and value > 0
    ]
    return _suspect(ratios, _("多数企业的营业收入约为以前所报的 {0:g} 倍，疑似计量单位写错；请核对表上的单位。"))


def check_two_columns(table: pa.Table) -> Issue | None:
    """An error where one sheet's current and prior columns are whole powers of ten apart for the median firm."""
    if "prior_reported_10k_cny" not in table.column_names:
        return None
    now, before = (_floats(table.column(name)) for name in ("revenue_10k_cny", "prior_reported_10k_cny"))
    is_compared = (now > 0) & (before > 0)
    ratios = (now[is_compared] / before[is_compared]).tolist()
    message = _("多数企业的本期数约为同一张表上年同期数的 {0:g} 倍，疑似两列的计量单位不一样；请核对表头上的单位。")
    return _suspect(ratios, message)


def _suspect(ratios: list[float], message: str) -> Issue | None:
    if len(ratios) < _ENOUGH:
        return None
    power = math.log10(median(ratios))
    if abs(power) < 1 - _NEAR or abs(power - round(power)) > _NEAR:
        return None
    return Issue("unit_suspect", message.format(10.0 ** round(power)))


def count_restated(table: pa.Table, known: Known) -> int:
    """How many enterprise-periods already filed get a different value from this table."""
    filed_periods = {period for _firm, period in known}
    if not filed_periods.intersection(table.column("period").unique().to_pylist()):
        return 0
    return sum(1 for firm, period, value in _rows(table) if known.get((firm, period), value) != value)


def _floats(column: pa.ChunkedArray) -> np.ndarray:
    """Whether ten or a thousand times: floats will do; unknown is NaN, which no comparison holds for."""
    return column.cast(pa.float64()).to_numpy()


def _rows(table: pa.Table) -> list[tuple[str, str, Decimal | None]]:
    columns = (table.column(name).to_pylist() for name in ("enterprise_id", "period", "revenue_10k_cny"))
    return list(zip(*columns, strict=True))


def _a_year_before(period: str) -> str:
    return f"{int(period[:4]) - 1}{period[4:]}"

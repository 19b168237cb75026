"""目标的实际值取自公布的指标：同一指标、地区、期别，不晚于评估期。"""

from etl.words import _
from metrics.actual import NO_DATA, Actual
from metrics.answer import sql_text
from metrics.plans import Target
from metrics.store import Store

# 一个单位合多少万元；不在表里的单位只认同名
TEN_THOUSAND_PER = {"亿元": 1e4, "万亿元": 1e8, "百万元": 100.0, "万元": 1.0, "千元": 0.1, "元": 1e-4}

UNIT_DIFFERS = _("公布值的单位是{published}，目标的单位是{target}，不能比较")
NOT_PUBLISHED = _("缺数据：指标填报里没有“{indicator}”（{region}）")


def published_value(store: Store, target: Target, period: str, *, is_final: bool) -> Actual:
    """The newest published value up to `period`; for a final assessment only one of the deadline's own year."""
    measure = target.measure
    rows = store.rows(sql_text("published_value"), [measure.indicator, measure.region, measure.basis, period])
    rows = [row for row in rows if not is_final or row[0][:4] == period[:4]]
    if not rows:
        missing = NOT_PUBLISHED.format(indicator=measure.indicator, region=measure.region)
        return Actual(None, period, "", target.unit, missing)
    at, value, unit, operator, status, footnote, source = rows[0]
    if value is None:
        return Actual(None, at, source or "", target.unit, NO_DATA)
    converted = in_unit(float(value), unit, target.unit)
    if converted is None:
        reason = UNIT_DIFFERS.format(published=unit or "—", target=target.unit)
        return Actual(None, at, source or "", target.unit, reason)
    note = "；".join(word for word in (operator if operator not in (None, "", "=") else "", status, footnote) if word)
    return Actual(converted, at, source or _("指标填报"), target.unit, note=note)


def in_unit(value: float, unit: str | None, wanted: str) -> float | None:
    """`value` of one money unit in another; the number itself where units are the same; null where they can't meet."""
    if unit == wanted:
        return value
    if unit not in TEN_THOUSAND_PER or wanted not in TEN_THOUSAND_PER:
        return None
    return value * TEN_THOUSAND_PER[unit] / TEN_THOUSAND_PER[wanted]

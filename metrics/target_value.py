"""一个目标在某一期的实际值：从企业数据加总、计数，或取公布的指标值；取不到就说为什么。"""

import pandas as pd

from etl.words import _
from metrics import period as periods
from metrics.actual import NO_DATA, NO_FORMS, NO_FOUR_QUARTERS, NO_GROUP, Actual
from metrics.answer import sums
from metrics.dimension import DIMENSIONS
from metrics.group_sum import GROUP_SUM, ROSTER
from metrics.plans import Target
from metrics.published_value import in_unit, published_value
from metrics.request import Request
from metrics.store import Store

ENTERPRISE_FORMS = _("企业季报")
REGISTER = _("企业名录")
MONEY_UNIT = "亿元"

NOT_FILED = _("本期尚缺{count}家未报，未计入")
TOO_YOUNG = _("{count}家近四个季度的数不全，未计入")


def actual(store: Store, target: Target, period: str, *, is_final: bool = False) -> Actual:
    """The target's value at `period`, in the target's unit, with its source or the reason it is missing.

    Amounts and counts over a threshold are over the last four quarters (at Q4: the year); 规上 counts are the
    register's status at the period's end. `is_final`: a published figure must be of the period's own year.
    """
    measure = target.measure
    if measure.source == "none":
        return Actual(None, period, "", target.unit, measure.why)
    if measure.source == "published":
        return published_value(store, target, period, is_final=is_final)
    if measure.what == "above_scale":
        return _above_scale(store, target, period)
    return _from_revenue(store, target, period)


def basis(target: Target, period: str) -> str:
    """The basis a target's value stands on: the year at Q4, else rolling four quarters; `point` for a state."""
    if target.measure.source == "published":
        return target.measure.basis
    if target.measure.source == "enterprises" and target.measure.what != "above_scale":
        return "year" if period.endswith("Q4") else "rolling4"
    return "year" if target.period_type == "annual" else "point"


def unit(target: Target) -> str:
    """The unit of the target's figures: a doubling is shown in money, not in times."""
    return MONEY_UNIT if target.type == "relative" and target.measure.source == "enterprises" else target.unit


def _from_revenue(store: Store, target: Target, period: str) -> Actual:
    is_split = target.mode == "each" or target.measure.what == "groups_above"
    threshold = target.threshold_10k_cny or 0
    every = sums(store, _request(target, period, is_split=is_split), "target", GROUP_SUM, params=[threshold])
    frame = every[(every["basis"] == basis(target, period)) & (every["enterprises"] > 0)]
    column = "above_scale_revenue_10k_cny" if target.measure.tier else "revenue_10k_cny"
    amounts = [float(amount) for amount in frame[column] if amount == amount]  # 非数不等于自己
    if frame.empty:
        return Actual(None, period, ENTERPRISE_FORMS, unit(target), _why_none(every, period))
    if target.mode == "each" and len(amounts) < len(_values(target)):
        return Actual(None, period, ENTERPRISE_FORMS, unit(target), NO_GROUP)
    if target.measure.what == "groups_above":
        value = sum(amount >= threshold for amount in amounts)
    elif target.measure.what == "count_above":
        value = float(_count_above(store, target, period, pd.DataFrame(frame)))
    else:
        amounts = [float(amount) for amount in frame["largest_10k_cny"]] if target.mode == "any_enterprise" else amounts
        value = in_unit(min(amounts), "万元", unit(target)) if amounts else None
    if value is None:
        return Actual(None, period, ENTERPRISE_FORMS, unit(target), NO_DATA)
    if is_split:  # 一家企业可在几组，缺了谁要按企业去重来数
        every = sums(store, _request(target, period, is_split=False), "target", GROUP_SUM, params=[threshold])
    return Actual(value, period, ENTERPRISE_FORMS, unit(target), note=_left_out(store, target, period, every))


def _why_none(every: pd.DataFrame, period: str) -> str:
    """Nobody has a year's figure: nobody has filed at all, or not yet four quarters on end."""
    has_filed = bool(((every["basis"] == "ytd") & (every["enterprises"] > 0)).any())
    return NO_FOUR_QUARTERS if has_filed else NO_FORMS.format(period)


def _count_above(store: Store, target: Target, period: str, frame: pd.DataFrame) -> int:
    """Firms at or over the target's line; a line no tier starts at is not in the sums, so its firms are counted."""
    line = target.threshold_10k_cny or 0
    if (line,) in store.rows("SELECT CAST(floor_10k_cny AS BIGINT) FROM tier"):
        return int(sum(frame["count_above"]))
    params = [line, float("inf"), 0, line, 0, line, "", ""]
    firms = sums(store, _request(target, period, is_split=False), "near_threshold", params=params)
    return list(firms["basis"]).count(basis(target, period))


def _left_out(store: Store, target: Target, period: str, counts: pd.DataFrame) -> str:
    """Who is missing from the value: firms that have not filed, and firms with fewer than four quarters on file."""
    coverage = sums(store, _request(target, period, is_split=False), "coverage", ROSTER)
    missing = int(sum(coverage["expected"]) - sum(coverage["filed"]))
    kept = "above_scale_enterprises" if target.measure.tier else "enterprises"
    by_basis = dict(zip(counts["basis"], counts[kept], strict=True))
    young = int(by_basis.get("ytd", 0) - by_basis.get(basis(target, period), 0))
    said = [NOT_FILED.format(count=missing)] if missing > 0 else []
    return "；".join([*said, *([TOO_YOUNG.format(count=young)] if young > 0 else [])])


def _above_scale(store: Store, target: Target, period: str) -> Actual:
    day = periods.end_day(period)
    request = _request(target, None, is_split=False)
    frame = sums(store, request, "above_scale", "register", "register", [day, day])
    if sum(frame["firms_with_status"]) == 0:
        return Actual(None, period, REGISTER, target.unit, NO_DATA)
    return Actual(float(sum(frame["above_scale"])), period, REGISTER, target.unit)


def _values(target: Target) -> tuple[str, ...]:
    return target.group.values if target.group else ()


def _request(target: Target, period: str | None, *, is_split: bool) -> Request:
    """The target's scope as a request; values are the plan file's, checked when it was read."""
    where = {target.group.dimension: target.group.values} if target.group else {}
    by = tuple(DIMENSIONS[name] for name in where) if is_split else ()
    return Request("gap", period, by, where)

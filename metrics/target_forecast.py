"""在期目标的预测：到期限时全年多少、达到目标的概率；不能预测的说为什么。"""

import numpy as np

from etl.paths import plans_dir
from etl.words import _
from metrics.arithmetic.gap import is_reached
from metrics.forecast_row import looked, whole_year, year_row
from metrics.forecast_series import ABOVE_SCALE, REVENUE, series, totals
from metrics.gap_case import case
from metrics.plans import LightRule, Plan, Target, load_light_rule, load_plans
from metrics.published_value import in_unit
from metrics.request import Request
from metrics.store import Store
from metrics.target_value import unit

QUALITATIVE = _("定性目标，没有数值")
PUBLISHED = _("公布数没有逐季的序列")
COUNTED = _("家数类目标，一家过线与否不由合计推出")
NOT_THE_TOTAL = _("分组或单个企业的目标，不由合计推出")
AWAITING = _("待{year}年实绩，尚无目标数")
NO_NUMBER = _("没有可比的目标数")


def target_rows(store: Store, period: str) -> list[dict[str, object]]:
    """One row (basis `year`) for every target under way at `period`, in the order of the plans.

    Under way: it has a deadline still ahead and its plan has begun. Raises plans.PlanError for mistaken plan files.
    """
    folder = plans_dir(store.data)
    rule = load_light_rule(folder)
    return [
        _row(store, plan, target, period, rule)
        for plan in load_plans(folder)
        for target in plan.targets
        if target.deadline > period and not target.is_vision and plan.start <= period
    ]


def _row(store: Store, plan: Plan, target: Target, period: str, rule: LightRule) -> dict[str, object]:
    head: dict[str, object] = {"plan": plan.short, "target": target.code}
    if reason := _unsuited(target):
        return {**head, "basis": "year", "target_period": target.deadline, "reason": reason}
    one = case(store, plan, target, period, is_valued=False)
    where = {target.group.dimension: target.group.values} if target.group else {}
    request = Request("forecast", None, (), where)
    amount = ABOVE_SCALE if target.measure.tier else REVENUE
    every = series(store, request, one.period, totals(store, request), amount)
    found = every[()]
    seen, why = looked(found, target.deadline)
    row = {**head, **year_row(found, seen, target.deadline, why)}
    goal = None if one.goal is None else in_unit(one.goal, unit(target), _("万元"))
    if goal is None:
        awaiting = AWAITING.format(year=target.base_period[:4]) if target.type == "relative" else NO_NUMBER
        return {**row, "reason": "；".join(filter(None, [str(row["reason"]), awaiting]))}
    row["goal_10k_cny"] = goal
    if seen is not None:
        simulated = whole_year(found, seen, target.deadline).simulated
        reached = [is_reached(target.operator, value, goal, rule.approximate_tolerance_pct) for value in simulated]
        row["probability_pct"] = float(np.mean(reached)) * 100
    return row


def _unsuited(target: Target) -> str:
    """Why this kind of target is not forecast; "" for an amount summed from the quarterly forms."""
    measure = target.measure
    if measure.source == "none":
        return measure.why or QUALITATIVE
    if target.type == "qualitative":
        return QUALITATIVE
    if measure.source == "published":
        return PUBLISHED
    if measure.what != "revenue":
        return COUNTED
    return NOT_THE_TOTAL if target.mode != "total" else ""

"""家数类目标还差几家、差的由谁补最省力。"""

from collections.abc import Iterator

import pandas as pd

from etl.paths import plans_dir
from etl.words import _
from metrics.answer import sums
from metrics.arithmetic.shortfall import smallest_set, still_needed
from metrics.gap_case import today
from metrics.ladder_rule import lines
from metrics.period import last_ended
from metrics.plans import Plan, PlanError, Target, load_plans
from metrics.request import Request
from metrics.store import Store
from metrics.target_value import actual

COLUMNS = [
    "plan",
    "target",
    "indicator",
    "deadline",
    "operator",
    "floor_10k_cny",
    "value",
    "goal",
    "missing",
    "place",
    "firm_id",
]
COLUMNS += ["firm", "revenue_10k_cny", "shortfall_10k_cny", "growth_needed_pct", "reason"]

MET = _("已达到目标")
TOO_FEW = _("候选只有{0}家，补不足")
_COUNTED = ("count_above", "above_scale")


def closing_sets(store: Store, period: str) -> pd.DataFrame:
    """For every count target of the plans, seen at `period`: the fewest firms that would close it, nearest first.

    One row a firm of the set, money in 万元; a target that is met, unknown or beyond its candidates has one row
    without a firm and the reason. Targets: firms over a line, and 规上 firms (whose candidates are the firms not in
    the register; what they lack is measured to the line of entry). No plans, or broken ones, give no rows.
    """
    if not period:
        return pd.DataFrame(columns=COLUMNS)
    try:
        plans = load_plans(plans_dir(store.data))
    except PlanError:
        plans = []
    entry = next((line.floor_10k_cny for line in lines(store) if line.is_entry), None)
    rows = [
        row
        for plan in plans
        for target in plan.targets
        if target.measure.source == "enterprises" and target.measure.what in _COUNTED
        for row in _closing(store, plan, target, period, entry)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _closing(store: Store, plan: Plan, target: Target, period: str, entry: float | None) -> Iterator[dict[str, object]]:
    by_status = target.measure.what == "above_scale"
    floor = entry if by_status else target.threshold_10k_cny
    goal = target.value if target.value is not None else target.value_low
    value = actual(store, target, period) if period <= last_ended(today(store)) else None
    head = {
        "plan": plan.short,
        "target": target.code,
        "indicator": target.indicator,
        "deadline": target.deadline,
        "operator": target.operator,
    }
    head |= {"floor_10k_cny": floor, "goal": goal, "value": value.value if value else None}
    if value is None or value.value is None or goal is None or floor is None:
        yield {**head, "reason": value.reason if value else _("未到期")}
        return
    missing = still_needed(value.value, goal, target.operator)
    head["missing"] = missing
    if missing == 0:
        yield {**head, "reason": MET}
        return
    where = {target.group.dimension: target.group.values} if target.group else {}
    request = Request("near_threshold", period, (), where)
    frame = sums(store, request, "candidates", params=[floor, int(by_status), missing])
    frame = frame.sort_values("firm_id")  # 差得一样多的，按代码
    shortfalls = [max(0.0, floor - revenue) for revenue in frame["revenue_10k_cny"]]
    chosen = smallest_set(shortfalls, min(missing, len(shortfalls))) or []
    candidates = int(max(frame["candidates"], default=0))
    reason = TOO_FEW.format(candidates) if candidates < missing else ""
    if not chosen:
        yield {**head, "reason": reason}
    for place, at in enumerate(chosen, start=1):
        firm = frame.iloc[at]
        revenue = float(firm["revenue_10k_cny"])
        growth = max(0.0, (floor / revenue - 1) * 100) if revenue > 0 else None
        yield {**head, "place": place, "firm_id": firm["firm_id"], "firm": firm["firm"], "revenue_10k_cny": revenue,
               "shortfall_10k_cny": shortfalls[at], "growth_needed_pct": growth, "reason": reason}  # fmt: skip

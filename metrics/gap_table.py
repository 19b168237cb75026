"""目标差距表：每个规划的每个目标一行，连同结论、亮灯和理由。"""

import pandas as pd

from etl.paths import plans_dir
from metrics import catalog
from metrics.arithmetic import gap
from metrics.arithmetic.progress_ratio import progress_ratio, progress_score, progress_status
from metrics.gap_case import (
    GROWING_TYPES,
    Case,
    base_period,
    behind_pp,
    case,
    is_reached,
    paths,
    required_growth_pct,
    time_progress_pct,
    today,
)
from metrics.light import NONE, Standing, light
from metrics.period import last_ended, months_between
from metrics.plans import LightRule, load_light_rule, load_plans
from metrics.request import Request
from metrics.store import Store
from metrics.target_value import basis, unit
from metrics.verdict import reasons, requirement, rule_words, verdict


def table(store: Store, request: Request) -> pd.DataFrame:
    """One row per target at the asked quarter, by default the latest in the data, else the last one that has ended.

    Raises plans.PlanError for plan files with mistakes.
    """
    folder = plans_dir(store.data)
    rule = load_light_rule(folder)
    period = request.period or default_period(store)
    cases = [case(store, plan, target, period) for plan in load_plans(folder) for target in plan.targets]
    columns = [column.name for column in catalog.load()["gap"].columns]
    inputs = ["mark"] if request.keeps_inputs else []  # 判定用的线：超过5家就是6家
    return pd.DataFrame([row(one, rule) for one in cases], columns=["period", "basis", *columns, *inputs])


def default_period(store: Store) -> str:
    """The latest quarter with data; with none, the last quarter that had ended on the day of the view."""
    return store.meta.get("latest_period") or last_ended(today(store))


def row(one: Case, rule: LightRule) -> dict[str, object]:
    """The case as one row of the table."""
    standing = Standing(is_reached(one, rule), one.is_ended, one.target.is_expectation, behind_pp(one, rule))
    glyph = light(standing, rule) if one.target.deadline and one.is_begun else NONE
    return {
        **_head(one),
        **_figures(one, rule),
        "light": glyph,
        "verdict": verdict(one, rule, glyph),
        "reason": "；".join(reasons(one, rule)),
        "rule": rule_words(one, rule, glyph),
        **_path(one, rule),
        **_clause(one),
        **_pace(one),
        "mark": _exact(one.mark),
    }


def _head(one: Case) -> dict[str, object]:
    target = one.target
    return {
        "period": one.period,
        "basis": basis(target, one.at),
        "plan": one.plan.short,
        "plan_code": one.plan.code,
        "target": target.code,
        "indicator": target.indicator,
        "operator": target.operator,
        "requirement": requirement(target),
        "target_value": _exact(one.goal),
        "target_high": target.value_high,
        "unit": unit(target),
        "deadline": target.deadline,
    }


def _figures(one: Case, rule: LightRule) -> dict[str, object]:
    operator, value, goal = one.target.operator, one.value.value, one.mark
    base = one.base.value if one.base else None
    return {
        "value": _exact(value),
        "value_period": one.value.period if value is not None else None,
        "value_source": one.value.source,
        "value_note": one.value.note,
        "gap": _exact(gap.difference(operator, value, goal)),
        "completion_pct": gap.completion_pct(operator, value, goal),
        "incremental_completion_pct": gap.incremental_completion_pct(operator, value, base, goal),
        "time_progress_pct": time_progress_pct(one),
        "required_growth_pct": required_growth_pct(one, rule),
    }


def _exact(value: float | None) -> float | None:
    """Without the binary noise of a division: money is whole cents, that is ten decimals of 亿元."""
    return None if value is None else round(value, 10)


def _path(one: Case, rule: LightRule) -> dict[str, object]:
    linear, constant = paths(one)
    return {
        "base_period": base_period(one.target),
        "base_value": _exact(one.base.value) if one.base else None,
        "base_source": one.base.source if one.base else "",
        "path_linear": _exact(linear),
        "path_constant_growth": _exact(constant),
        "behind_path_pp": behind_pp(one, rule),
    }


def _pace(one: Case) -> dict[str, object]:
    """How the growth since the base compares with the growth needed; only where a yearly growth means something."""
    start, end = base_period(one.target), one.target.deadline
    base = one.base.value if one.base else None
    ratio = None
    if start and end and one.target.type in GROWING_TYPES:
        gone, whole = months_between(start, one.seen_at) / 12, months_between(start, end) / 12
        ratio = progress_ratio(base, one.value.value, one.mark, gone, whole)
    score, status = progress_score(ratio), progress_status(ratio)
    return {"progress_ratio": ratio, "progress_score": score, "progress_status": status}


def _clause(one: Case) -> dict[str, object]:
    target = one.target
    return {
        "is_ended": one.is_ended,
        "is_expectation": target.is_expectation,
        "scope": target.scope,
        "clause": target.clause,
        "line": target.line,
        "quote": target.quote,
        "note": target.note,
    }

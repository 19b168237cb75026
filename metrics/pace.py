"""年内进度：到这一季完成了全年的多少，比上年同期快还是慢，剩下的几季要增多少。"""

from collections.abc import Mapping
from dataclasses import asdict, replace

import pandas as pd

from etl.paths import pace_file, plans_dir
from etl.words import _
from metrics.annual_target import load_annual_targets
from metrics.answer import MONEY_PLACES, sums
from metrics.arithmetic import gap
from metrics.coverage import INCOMPLETE, filing_sums
from metrics.forecast_series import ABOVE_SCALE, REVENUE, Group
from metrics.gap_case import Case, base_period, case
from metrics.group_sum import GROUP_SUM
from metrics.period import shifted, split
from metrics.plans import LightRule, load_light_rule, load_plans
from metrics.progress import Progress, progress
from metrics.published_value import in_unit
from metrics.request import Request
from metrics.store import Store
from metrics.target_value import unit

COLUMNS = [
    "ytd_10k_cny",
    "prior_ytd_10k_cny",
    "prior_year_10k_cny",
    "same_period_share_pct",
    "time_progress_pct",
    "annual_target_10k_cny",
    "completed_pct",
    "ahead_pp",
    "remaining_10k_cny",
    "prior_rest_10k_cny",
    "required_growth_pct",
    "reason",
    "target_source",
    "plan",
    "target",
]
PLAN_PATH = {"constant_growth": _("规划参考路径（等速增长）当年应达"), "linear": _("规划参考路径（等量增长）当年应达")}
_WORDS = ["reason", "target_source", "plan", "target"]
Amounts = dict[tuple[Group, str, str], float]  # 组、期、期别 → 万元


def table(store: Store, request: Request) -> pd.DataFrame:
    """Per group at one quarter (the latest by default), basis `ytd`: the year so far against its target.

    The target is last year's total × (1 + the growth of data/pace.toml). Asked without groups and filters, a row for
    each amount target under way follows, against the plan path's value at the year's end. No data gives no rows; a
    part that is missing gives null and its reason. Raises plans.PlanError.
    """
    every = sums(store, replace(request, period=None), "pace", GROUP_SUM)
    columns = ["period", "basis", *request.group_columns, *COLUMNS]
    period = request.period or max(every["period"], default="")
    if every.empty:
        return pd.DataFrame(columns=columns)
    growth = load_annual_targets(pace_file(store.data))
    annual = growth.get(split(period)[0], growth[None])
    amounts = _amounts(every, request.group_columns, REVENUE)
    missing = _missing(store, replace(request, period=period))
    rows: list[dict[str, object]] = []
    for group in dict.fromkeys(key[0] for key in amounts if key[1] <= period):
        prior = amounts.get((group, shifted(f"{period[:4]}Q4", -4), "year"))
        target = None if prior is None else prior * (1 + annual.growth_pct / 100)
        named = dict(zip(request.group_columns, group, strict=True))
        rows.append(
            named | _row(period, group, amounts, target, missing.get(group, 0)) | {"target_source": annual.words}
        )
    if not request.by and not request.where:
        rows += _plan_rows(store, period)
    frame = pd.DataFrame([{"period": period, "basis": "ytd", **row} for row in rows], columns=columns)
    for name in COLUMNS:
        cells = frame[name]
        frame[name] = cells.astype(object).where(cells.notna(), "") if name in _WORDS else cells.astype(float)
        if name.endswith("_10k_cny"):
            frame[name] = frame[name].round(MONEY_PLACES)
    return frame


def _row(period: str, group: Group, amounts: Amounts, target: float | None, missing: int) -> dict[str, object]:
    year, quarter = split(period)
    ytd = amounts.get((group, period, "ytd"))
    prior_ytd = amounts.get((group, shifted(period, -4), "ytd"))
    prior_year = amounts.get((group, f"{year - 1}Q4", "year"))
    found: Progress = progress(ytd, prior_ytd, prior_year, target, is_over=quarter == 4)
    told = [found.reason, INCOMPLETE.format(count=missing) if missing and ytd is not None else ""]
    return {
        **asdict(found),
        "ytd_10k_cny": ytd,
        "prior_ytd_10k_cny": prior_ytd,
        "prior_year_10k_cny": prior_year,
        "time_progress_pct": quarter * 25.0,
        "annual_target_10k_cny": target if target is not None and target > 0 else None,
        "reason": "；".join(words for words in told if words),
    }


def _plan_rows(store: Store, period: str) -> list[dict[str, object]]:
    """A row for each amount target under way whose plan path is known, in the order of the plans."""
    folder = plans_dir(store.data)
    rule = load_light_rule(folder)
    cases = [
        case(store, plan, target, period)
        for plan in load_plans(folder)
        for target in plan.targets
        if target.deadline >= period and target.measure.what == "revenue" and target.mode == "total"
    ]
    rows = []
    for one in cases:
        due = _path_at(one, rule, f"{period[:4]}Q4")
        if one.is_begun and due is not None:
            rows.append(_plan_row(store, one, due) | {"target_source": PLAN_PATH[rule.path]})
    return rows


def _plan_row(store: Store, one: Case, due: float) -> dict[str, object]:
    target = one.target
    where: Mapping[str, tuple[str, ...]] = {target.group.dimension: target.group.values} if target.group else {}
    request = Request("pace", None, (), where)
    amounts = _amounts(sums(store, request, "pace", GROUP_SUM), [], ABOVE_SCALE if target.measure.tier else REVENUE)
    missing = _missing(store, replace(request, period=one.period)).get((), 0)
    return {**_row(one.period, (), amounts, due, missing), "plan": one.plan.short, "target": target.code}


def _path_at(one: Case, rule: LightRule, year_end: str) -> float | None:
    """The plan path's value (万元) at the end of the year; null without base, goal or deadline, or before the base."""
    base = one.base.value if one.base else None
    share = gap.path_share(base_period(one.target), one.target.deadline, year_end) if base_period(one.target) else None
    if base is None or one.mark is None or share is None:
        return None
    path = gap.path_constant_growth if rule.path == "constant_growth" else gap.path_linear
    due = path(base, one.mark, share)
    return None if due is None else in_unit(due, unit(one.target), _("万元"))


def _amounts(every: pd.DataFrame, columns: list[str], amount: str) -> Amounts:
    groups = list(every[columns].itertuples(index=False, name=None)) if columns else [()] * len(every)
    cells = zip(groups, every["period"], every["basis"], every[amount], strict=True)
    return {(group, at, basis): float(value) for group, at, basis, value in cells if not pd.isna(value)}


def _missing(store: Store, request: Request) -> dict[Group, int]:
    frame = filing_sums(store, request)
    columns = request.group_columns
    groups = list(frame[columns].itertuples(index=False, name=None)) if columns else [()] * len(frame)
    return {
        group: int(want - have) for group, want, have in zip(groups, frame["expected"], frame["filed"], strict=True)
    }

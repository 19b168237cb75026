"""一个目标在一个报告期的处境：实际、基期、目标数，以及由它们算出的路径与进度。"""

from dataclasses import dataclass
from datetime import date, datetime

from etl.paths import BEIJING
from etl.words import _
from metrics.actual import NOT_DUE, Actual
from metrics.arithmetic import gap
from metrics.period import last_ended, months_between, shifted
from metrics.plans import LightRule, Plan, Target
from metrics.published_value import in_unit
from metrics.store import Store
from metrics.target_value import actual, unit

PLAN_BASE = _("规划所写基期值")
GROWING_TYPES = ("amount", "count", "count_above", "range", "relative")
COUNTED_TYPES = ("count", "count_above")
SMALL_COUNT = 20  # 不到二十个的目标说“还需几个”，年均增速（如一变二是 300%）没有意义
BEFORE_PLAN = _("最近的公布数是{year}年的，早于规划期，不能用来评判")


@dataclass(frozen=True)
class Case:
    """One target seen from `period`; `at` is the quarter judged, the deadline once it has passed."""

    plan: Plan
    target: Target
    period: str
    at: str
    is_ended: bool
    value: Actual
    base: Actual | None
    goal: float | None

    @property
    def is_begun(self) -> bool:
        """Whether the plan's first quarter has ended; a plan that states no start counts as begun."""
        return not self.plan.start or self.at >= self.plan.start

    @property
    def mark(self) -> float | None:
        """The least number that meets the goal: 超过5家 takes 6; an amount, which has no next number, its own."""
        is_counted = self.target.type in COUNTED_TYPES and self.target.operator == ">"
        return self.goal + 1 if is_counted and self.goal is not None else self.goal

    @property
    def seen_at(self) -> str:
        """The quarter the value belongs to: a published figure may be older than the quarter judged."""
        return self.value.period if self.target.measure.source == "published" and self.value.period else self.at

    @property
    def is_numeric(self) -> bool:
        """Both the value and what it is compared with are known."""
        return self.value.value is not None and self.goal is not None


def today(store: Store) -> date:
    """The day of the view: `as_of`, else today in Beijing."""
    return store.as_of or datetime.now(BEIJING).date()


def case(store: Store, plan: Plan, target: Target, period: str, *, is_valued: bool = True) -> Case:
    """Everything known about a target at the end of `period`; after its deadline, at the deadline.

    Without `is_valued` the value is not asked for: base and goal are all a forecast needs.
    """
    is_ended = bool(target.deadline) and target.deadline <= period
    at = target.deadline if is_ended else period
    base = _base(store, target, at)
    value = _value(store, plan, target, at, is_final=is_ended) if is_valued else Actual(None, at, "", unit(target))
    return Case(plan, target, period, at, is_ended, value, base, _goal(target, base))


def _value(store: Store, plan: Plan, target: Target, at: str, *, is_final: bool) -> Actual:
    """The actual; at the base's own quarter the plan's printed base stands in where nothing is loaded.

    A published figure from before the plan says where the plan started, not how far it has come.
    """
    if at > last_ended(today(store)):
        return Actual(None, at, "", unit(target), NOT_DUE)
    value = actual(store, target, at, is_final=is_final)
    if target.measure.source == "published" and value.value is not None and value.period < plan.start <= at:
        return Actual(None, value.period, value.source, unit(target), BEFORE_PLAN.format(year=value.period[:4]))
    if value.value is None and target.base and target.base.value is not None and target.base.period == at:
        return Actual(target.base.value, at, PLAN_BASE, target.unit)
    return value


def _base(store: Store, target: Target, at: str) -> Actual | None:
    """Where the path starts: the plan's own number, else the actual of the base quarter once it has come."""
    if target.base is not None and target.base.value is not None:
        value = in_unit(target.base.value, target.base.unit, target.unit)
        return Actual(value, target.base.period, PLAN_BASE, target.unit)
    start = base_period(target)
    return actual(store, target, start) if start and start <= at else None


def base_period(target: Target) -> str:
    """The quarter a target starts from; empty where the plan names none."""
    return target.base.period if target.base else target.base_period


def _goal(target: Target, base: Actual | None) -> float | None:
    """The number to reach: a range's low end; for a relative target the ratio of the base quarter's actual."""
    if target.type != "relative" or target.ratio is None:
        return target.value if target.value is not None else target.value_low
    return target.ratio * base.value if base is not None and base.value is not None else None


def is_reached(case: Case, rule: LightRule) -> bool | None:
    """Whether the goal is met; null where value or goal is unknown."""
    if case.value.value is None or case.goal is None:
        return None
    return gap.is_reached(case.target.operator, case.value.value, case.goal, rule.approximate_tolerance_pct)


def paths(case: Case) -> tuple[float | None, float | None]:
    """Where linear and constant growth from base to goal would stand at `at`; null without base, goal or deadline."""
    base = case.base.value if case.base else None
    if base is None or case.goal is None or not case.target.deadline or case.target.operator == gap.LOWER_IS_BETTER:
        return None, None
    share = gap.path_share(base_period(case.target), case.target.deadline, case.seen_at)
    if share is None or case.mark is None:
        return None, None
    return gap.path_linear(base, case.mark, share), gap.path_constant_growth(base, case.mark, share)


def behind_pp(case: Case, rule: LightRule) -> float | None:
    """Points by which completion trails the path's own completion, negative when ahead.

    A target without any base is compared with the time gone; one whose base has no figure yet with nothing (null).
    """
    completion = gap.completion_pct(case.target.operator, case.value.value, case.mark)
    if completion is None:
        return None
    if base_period(case.target):
        linear, constant = paths(case)
        path = constant if rule.path == "constant_growth" else linear
        expected = gap.completion_pct(case.target.operator, path, case.mark)
    else:
        expected = time_progress_pct(case, case.seen_at)
    return expected - completion if expected is not None else None


def time_progress_pct(case: Case, at: str = "") -> float | None:
    """Share of the months to the target's deadline that have gone by `at` (the period asked for), counted from the end
    of the base quarter where the target has one, else from the plan's first quarter."""
    base = base_period(case.target)
    start = shifted(base, 1) if base else case.plan.start
    return gap.time_progress_pct(start, case.target.deadline, at or case.period)


def required_growth_pct(case: Case, rule: LightRule) -> float | None:
    """Growth a year needed from the value to the goal; null once ended or reached, and where growth means nothing."""
    target = case.target
    if case.is_ended or not target.deadline or target.type not in GROWING_TYPES or is_reached(case, rule):
        return None
    if is_small_count(case):
        return None
    return gap.required_growth_pct(case.value.value, case.mark, months_between(case.at, target.deadline) / 12)


def is_small_count(case: Case) -> bool:
    """Whether the target counts so few things that a yearly rate says nothing."""
    return case.target.type in COUNTED_TYPES and case.mark is not None and case.mark < SMALL_COUNT

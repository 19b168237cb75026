"""规划目标与亮灯规则：从 data/plans 的 TOML 读出来，写错的地方一次说全。"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from etl.rule_file import RuleFileError, parsed_rules, read_rules, rule_bytes
from etl.words import _
from metrics.plan_rules import light_mistakes, plan_mistakes, repeated_codes

LIGHTS_FILE = "lights.toml"


@dataclass(frozen=True)
class Group:
    """Whose figure a target speaks of: some values of one dimension of the build's `membership` or columns."""

    dimension: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Base:
    """Where a target starts from. `value` None means: the plan prints no base, take the actual of `period`."""

    period: str
    value: float | None = None
    unit: str = ""
    quote: str = ""
    line: int = 0


@dataclass(frozen=True)
class Measure:
    """Where the actual comes from: `enterprises` (summed, counted), `published` (a filed indicator) or `none` (`why`).

    `what`: `revenue` | `above_scale` | `count_above` | `groups_above`; `tier` "规上" keeps only above-scale firms;
    `basis` of a published figure: `year` | `ytd` | `point`.
    """

    source: str
    what: str = ""
    tier: str = ""
    indicator: str = ""
    region: str = ""
    basis: str = ""
    why: str = ""


@dataclass(frozen=True)
class Target:
    """One target as the plan prints it; a number is in `unit`, `threshold_10k_cny` in 万元 (reached when >=).

    `value` for plain targets, `value_low`/`value_high` for ranges, `ratio` to the actual of `base_period` for relative
    ones, none for qualitative ones. `deadline` is "" for a vision without a term. `mode` says how several groups are
    read (`total`, `each`, `any_enterprise`) and `other_modes` which other readings the text allows.
    """

    code: str
    indicator: str
    type: str
    operator: str
    period_type: str
    scope: str
    measure: Measure
    clause: str
    line: int
    quote: str
    unit: str = ""
    value: float | None = None
    value_low: float | None = None
    value_high: float | None = None
    ratio: float | None = None
    threshold_10k_cny: int | None = None
    deadline: str = ""
    is_vision: bool = False
    is_expectation: bool = False
    group: Group | None = None
    mode: str = "total"
    other_modes: tuple[str, ...] = ()
    base: Base | None = None
    base_period: str = ""
    note: str = ""


@dataclass(frozen=True)
class Plan:
    """One plan document and its targets in the order of the file; `start`/`end` are quarters, "" if it states none."""

    code: str
    title: str
    short: str
    issuer: str
    scope: str
    targets: tuple[Target, ...]
    document_no: str = ""
    issued_on: str = ""
    start: str = ""
    end: str = ""
    note: str = ""


@dataclass(frozen=True)
class LightRule:
    """How a light is chosen, and the sentences printed beside it.

    `path`: `constant_growth` | `linear`; percentage points compare the completion reached with the path's; `rules` maps
    `green`, `amber`, `red`, `none`, `path`, `approximate` and `expectation` to Chinese sentences, numbers filled in.
    """

    path: str
    amber_within_pp: float
    approximate_tolerance_pct: float
    expectation_at_expiry: str
    rules: dict[str, str]


class PlanError(RuleFileError):
    """Every mistake found in the plan files, one full sentence each."""


def load_plans(folder: Path) -> list[Plan]:
    """All plans of a folder's `*.toml` (but the light rule), by file name; an empty folder gives an empty list.

    Raises PlanError with every mistake of every file, each as 文件 · 目标 · 键 · 值 · 规则 · 怎么办.
    """
    problems: list[str] = []
    found: list[tuple[str, bytes]] = []
    for file in sorted(folder.glob("*.toml")):
        if file.name != LIGHTS_FILE:
            with _collected(problems):
                found.append((file.name, rule_bytes(file)))
    plans: tuple[Plan, ...] = ()
    with _collected(problems):
        plans = _plans(tuple(found))
    if problems:
        raise PlanError(problems)
    return list(plans)


@lru_cache(maxsize=8)
def _plans(files: tuple[tuple[str, bytes], ...]) -> tuple[Plan, ...]:
    """The plans in these files' bytes; remembered by what stands in them, as every table of targets asks for them."""
    problems: list[str] = []
    raw_plans: dict[str, dict] = {}
    for name, content in files:
        with _collected(problems):
            raw_plans[name] = parsed_rules(name, content)
    for name, raw in raw_plans.items():
        problems.extend(plan_mistakes(name, raw))
    problems.extend(repeated_codes(raw_plans))
    if problems:
        raise PlanError(problems)
    return tuple(_plan(raw) for raw in raw_plans.values())


def load_light_rule(folder: Path) -> LightRule:
    """The light rule of a plan folder's lights.toml; raises PlanError if it is missing or mistaken."""
    file = folder / LIGHTS_FILE
    if not file.is_file():
        raise PlanError([_("{file}：没有亮灯规则；请放入 {name}").format(file=folder, name=LIGHTS_FILE)])
    problems: list[str] = []
    raw: dict = {}
    with _collected(problems):
        raw = read_rules(file, light_mistakes)
    if problems:
        raise PlanError(problems)
    words = {
        "{amber_within_pp}": f"{raw['amber_within_pp']:g}",
        "{approximate_share}": f"{100 - raw['approximate_tolerance_pct']:g}",
        "{path}": {"constant_growth": _("等速增长"), "linear": _("每年等量增长")}[raw["path"]],
        "{expectation_light}": {"amber": _("略缓"), "red": _("滞后")}[raw["expectation_at_expiry"]],
    }
    return LightRule(**{**raw, "rules": {key: _filled(rule, words) for key, rule in raw["rules"].items()}})


@contextmanager
def _collected(problems: list[str]) -> Iterator[None]:
    try:
        yield
    except RuleFileError as error:
        problems += error.problems


def _filled(rule: str, words: dict[str, str]) -> str:
    for blank, word in words.items():
        rule = rule.replace(blank, word)
    return rule


def _plan(raw: dict) -> Plan:
    head = {key: value for key, value in raw.items() if key != "target"}
    return Plan(**head, targets=tuple(_target(item) for item in raw["target"]))


def _target(raw: dict) -> Target:
    raw = dict(raw)
    group, base, measure = raw.pop("group", None), raw.pop("base", None), dict(raw.pop("measure"))
    return Target(
        **{**raw, "other_modes": tuple(raw.get("other_modes", ()))},
        group=Group(group["dimension"], tuple(group["values"])) if group else None,
        base=Base(**base) if base else None,
        measure=Measure(source=measure.pop("from"), **measure),
    )

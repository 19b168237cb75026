"""数据质量的徽标：几条线里最差的一条定高、中、低，理由用话说出来。只认数，不认库。"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from etl.words import _
from metrics.quality_rules import Line

HIGH, MEDIUM, LOW = _("高"), _("中"), _("低")
_ORDER = {HIGH: 0, MEDIUM: 1, LOW: 2}
UNKNOWN = _("{what}无从判断")
_WHAT = {
    "filed_pct": _("填报率"),
    "value_coverage_pct": _("金额覆盖率"),
    "restated_pct": _("上年同期数改动"),
    "set_aside_pct": _("搁置行数"),
    "largest_pct": _("最大一家占比"),
    "enterprises": _("家数"),
    "base_10k_cny": _("可比基数"),
}


@dataclass(frozen=True)
class Grade:
    """高, 中 or 低, and why: what costs the badge first, then what could not be judged; "" where nothing to say."""

    grade: str
    reason: str


def grade(measures: Mapping[str, float | None], lines: tuple[Line, ...]) -> Grade:
    """The badge of an aggregate from its measures by name; an unknown measure (None, NaN) never counts as good or bad.

    A number on a line counts as past it only beyond: 填报率 98 with the line at 98 is still 高.
    """
    judged = [(line, _value(measures.get(line.measure))) for line in lines]
    states = [(line, value, _state(line, value)) for line, value in judged if value is not None]
    worst = max((state for *_others, state in states), key=_ORDER.__getitem__, default=MEDIUM)
    low_first = sorted(states, key=lambda one: -_ORDER[one[2]])
    said = [line.words.format(value=_shown(line, value)) for line, value, state in low_first if state != HIGH]
    unknown = "、".join(_WHAT[line.measure] for line, value in judged if value is None)
    return Grade(worst, "；".join([*said, *([UNKNOWN.format(what=unknown)] if unknown else [])]))


def _state(line: Line, value: float) -> str:
    if line.better == "high":
        return LOW if value < line.low else MEDIUM if value < line.medium else HIGH
    return LOW if value > line.low else MEDIUM if value > line.medium else HIGH


def _value(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else float(value)


def _shown(line: Line, value: float) -> str:
    return f"{value:.1f}%" if line.measure.endswith("_pct") else f"{value:.0f}"

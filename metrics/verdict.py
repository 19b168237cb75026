"""目标的要求、结论与说明，用规划和简报的话写出来。"""

from etl.words import _
from metrics.gap_case import GROWING_TYPES, Case, base_period, is_reached, is_small_count
from metrics.light import WORDS, rule_text
from metrics.plans import LightRule, Target

FINAL = _("期末评估：{what}")
QUALITATIVE = _("定性")
VISION = _("愿景，没有写明期限")
NOT_JUDGED = _("不单独评判")
MISSING = _("缺数据")
REACHED = _("达到")
MISSED = _("未达到")
ALREADY_REACHED = _("已达到目标")
NOT_BEGUN = _("规划期未开始")
AWAITING = _("待{year}年实绩")

NOT_BEGUN_RULE = _("规划期未开始，不亮灯")

# 说明列里的理由
ENDED = _("规划已到期，不再计算所需增速")
REACHED_EARLY = _("已达到目标，无需再增")
NO_GROWTH_KIND = _("位次、占比与速度类目标不计所需增速")
FEW_LEFT = _("还需{count}{unit}；数目小，不计年均增速")
VALUE_NOT_POSITIVE = _("现值≤0，不能计算所需增速")
NO_BASE_STATED = _("规划未给基期，不计增量完成率")
NO_BASE_YET = _("尚无{year}年实绩作基期")

_REQUIREMENTS = {
    ">": _("超过{value}{unit}"),
    ">=": _("不低于{value}{unit}"),
    "=": _("达到{value}{unit}"),
    "~": _("约{value}{unit}"),
    "rank<=": _("前{value}{unit}"),
    "range": _("{value}—{high}{unit}"),
}


def number(value: float) -> str:
    """A plan's own number as the plan would print it: 200, 49.27."""
    return str(int(value)) if value == int(value) else str(value)


def requirement(target: Target) -> str:
    """What the plan asks for, in words: 超过200亿元, 不低于200家, 2030年实绩的2倍."""
    if target.type == "relative" and target.ratio is not None:
        return _("{year}年实绩的{ratio}倍").format(year=target.base_period[:4], ratio=number(target.ratio))
    low = target.value if target.value is not None else target.value_low
    if low is None:
        return QUALITATIVE
    high = number(target.value_high) if target.value_high is not None else ""
    return _REQUIREMENTS[target.operator].format(value=number(low), high=high, unit=target.unit)


def verdict(case: Case, rule: LightRule, glyph: str) -> str:
    """The one sentence that stands beside the light."""
    target = case.target
    if target.type == "relative" and case.goal is None:
        return AWAITING.format(year=target.base_period[:4])
    if target.is_vision:
        return VISION
    if case.is_ended:
        return FINAL.format(what=_final(case, rule))
    if target.type == "qualitative":
        return QUALITATIVE
    if target.measure.source == "none":
        return NOT_JUDGED
    if case.value.value is None:
        return MISSING
    if not case.is_begun:
        return NOT_BEGUN
    return ALREADY_REACHED if is_reached(case, rule) else WORDS[glyph]


def _final(case: Case, rule: LightRule) -> str:
    if case.target.type == "qualitative":
        return QUALITATIVE
    if case.target.measure.source == "none":
        return NOT_JUDGED
    if not case.is_numeric:
        return MISSING
    return REACHED if is_reached(case, rule) else MISSED


def reasons(case: Case, rule: LightRule) -> list[str]:
    """Why cells of the row are empty, the gravest first, without repeats; nothing to explain gives an empty list."""
    target, value = case.target, case.value.value
    found = [case.value.reason]
    if target.type == "relative" and case.goal is None:
        found.append(AWAITING.format(year=target.base_period[:4]))
    elif base_period(target) and (case.base is None or case.base.value is None):
        found.append(NO_BASE_YET.format(year=base_period(target)[:4]))
    elif not base_period(target) and case.is_numeric:
        found.append(NO_BASE_STATED)
    if case.is_ended:
        found.append(ENDED)
    elif case.is_numeric and target.type not in GROWING_TYPES:
        found.append(NO_GROWTH_KIND)
    elif is_reached(case, rule):
        found.append(REACHED_EARLY)
    elif is_small_count(case) and case.mark is not None and value is not None:
        found.append(FEW_LEFT.format(count=number(case.mark - value), unit=target.unit))
    elif value is not None and value <= 0:
        found.append(VALUE_NOT_POSITIVE)
    return list(dict.fromkeys(word for word in found if word))


def rule_words(case: Case, rule: LightRule, glyph: str) -> str:
    """The rule behind the light, as printed under it: its own sentence, and those on 约数, 预期性 and the path."""
    if not case.is_begun and case.is_numeric:
        return NOT_BEGUN_RULE
    said = [rule_text(glyph, rule, is_ended=case.is_ended)]
    if case.target.operator == "~":
        said.append(rule.rules["approximate"])
    if case.target.is_expectation:
        said.append(rule.rules["expectation"])
    if not case.is_ended and case.is_numeric:
        said.append(rule.rules["path"])
    return "；".join(said)

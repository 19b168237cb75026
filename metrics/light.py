"""亮灯：按规划文件夹里的规则判定，规则原文一并给出。"""

from dataclasses import dataclass

from metrics.plans import LightRule

GREEN, AMBER, RED, NONE = "●", "▲", "■", "○"
WORDS = {GREEN: "达序", AMBER: "略缓", RED: "滞后", NONE: "无法评判"}
_RULE_KEYS = {GREEN: "green", AMBER: "amber", RED: "red", NONE: "none"}


@dataclass(frozen=True)
class Standing:
    """What a light is judged on. `is_reached` None: no value; `behind_pp`: points behind the path, None without one."""

    is_reached: bool | None
    is_ended: bool
    is_expectation: bool
    behind_pp: float | None


def light(standing: Standing, rule: LightRule) -> str:
    """One glyph of GREEN AMBER RED NONE. Reached is green; ended and missed is red, amber where only hoped for;
    under way it is the points behind the path that decide."""
    if standing.is_reached is None:
        return NONE
    if standing.is_reached:
        return GREEN
    if standing.is_ended:
        return AMBER if standing.is_expectation and rule.expectation_at_expiry == "amber" else RED
    if standing.behind_pp is None:
        return NONE
    if standing.behind_pp <= 0:
        return GREEN
    return AMBER if standing.behind_pp <= rule.amber_within_pp else RED


def rule_text(glyph: str, rule: LightRule, *, is_ended: bool = False) -> str:
    """The sentence of the rule that gave this light; an ended target is judged on reaching its goal, not on pace."""
    if is_ended and glyph != NONE:
        return rule.rules["ended_met" if glyph == GREEN else "ended_missed"]
    return rule.rules[_RULE_KEYS[glyph]]

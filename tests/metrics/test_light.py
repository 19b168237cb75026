"""亮灯。"""

import pytest

from etl.paths import PROJECT
from metrics.light import AMBER, GREEN, NONE, RED, Standing, light, rule_text
from metrics.plans import load_light_rule

RULE = load_light_rule(PROJECT / "data" / "plans")


@pytest.mark.parametrize(
    ("reached", "ended", "hoped", "behind", "glyph"),
    [
        (None, False, False, None, NONE),
        (True, False, False, 3.0, GREEN),
        (True, True, False, None, GREEN),
        (False, True, False, 0.1, RED),
        (False, True, True, 40.0, AMBER),
        (False, False, False, None, NONE),
        (False, False, False, -2.0, GREEN),
        (False, False, False, 0.0, GREEN),
        (False, False, False, 10.0, AMBER),
        (False, False, False, 10.1, RED),
    ],
)
def test_a_light_follows_the_printed_rule(reached, ended, hoped, behind, glyph):
    """Reached is green; ended and missed is red, amber where only hoped for; under way 10 points decide."""
    assert light(Standing(reached, ended, hoped, behind), RULE) == glyph


def test_every_light_has_its_sentence():
    """The rule printed under the table names the light it gives."""
    words = {GREEN: "达序", AMBER: "略缓", RED: "滞后", NONE: "无法评判"}
    assert all(rule_text(glyph, RULE).startswith(word) for glyph, word in words.items())


def test_an_ended_target_is_told_the_rule_of_its_end_not_of_its_pace():
    """完成 98% 而到期未达：红灯的规则是“没有达到目标”，不是“落后超过10个百分点”。"""
    assert rule_text(RED, RULE, is_ended=True).startswith("期末评估")
    assert "没有达到" in rule_text(RED, RULE, is_ended=True)
    assert "达到目标" in rule_text(GREEN, RULE, is_ended=True)
    assert rule_text(NONE, RULE, is_ended=True) == rule_text(NONE, RULE)

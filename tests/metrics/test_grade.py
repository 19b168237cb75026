"""数据质量的徽标。"""

import math

import pytest

from etl.paths import PROJECT
from etl.rule_file import RuleFileError
from metrics.grade import grade
from metrics.quality_rules import Line, load_quality_rules

LINES = load_quality_rules(PROJECT / "data" / "quality.toml").lines
GOOD = {
    "filed_pct": 100,
    "value_coverage_pct": 100,
    "restated_pct": 0,
    "set_aside_pct": 0,
    "largest_pct": 10,
    "enterprises": 50,
    "base_10k_cny": 10_000,
}


def test_nothing_past_a_line_is_high_and_says_nothing():
    """Every measure on the good side."""
    assert (grade(GOOD, LINES).grade, grade(GOOD, LINES).reason) == ("高", "")


@pytest.mark.parametrize(
    ("measure", "medium", "low", "words"),
    [
        ("filed_pct", 97.9, 89.9, "填报率89.9%"),
        ("value_coverage_pct", 97.9, 89.9, "按上年同期金额，已报的占89.9%"),
        ("restated_pct", 3.1, 10.1, "上年同期数比当年入库的改动了10.1%"),
        ("set_aside_pct", 1.1, 5.1, "本期季报有5.1%的行因错搁置"),
        ("largest_pct", 30.1, 50.1, "最大一家占50.1%"),
        ("enterprises", 9, 2, "只有2家"),
        ("base_10k_cny", 999, 99, "上年同期基数只有99万元"),
    ],
)
def test_each_measure_costs_the_badge_on_its_own(measure, medium, low, words):
    """One past its first line is 中, past its second 低, with its words."""
    assert grade(GOOD | {measure: medium}, LINES).grade == "中"
    assert grade(GOOD | {measure: low}, LINES).grade == "低"
    assert grade(GOOD | {measure: low}, LINES).reason == words


def test_a_number_on_the_line_is_not_past_it():
    """98 with the line at 98 is high, 90 at 90 is medium."""
    assert grade(GOOD | {"filed_pct": 98}, LINES).grade == "高"
    assert grade(GOOD | {"filed_pct": 90}, LINES).grade == "中"


def test_the_worst_decides_and_stands_first():
    """中 on filing, 低 on the largest firm: 低, the largest firm named first."""
    found = grade(GOOD | {"filed_pct": 95, "largest_pct": 60}, LINES)
    assert (found.grade, found.reason) == ("低", "最大一家占60.0%；填报率95.0%")


@pytest.mark.parametrize("unknown", [None, math.nan])
def test_what_is_unknown_is_neither_good_nor_bad_and_is_said(unknown):
    """A missing base leaves the badge as it is and says it could not be judged."""
    found = grade(GOOD | {"base_10k_cny": unknown}, LINES)
    assert (found.grade, found.reason) == ("高", "可比基数无从判断")


def test_nothing_known_is_not_called_good():
    """With no measure at all the badge is 中, never 高."""
    assert grade({}, LINES).grade == "中"


def test_a_line_that_points_nowhere_is_refused(tmp_path):
    """`better` is high or low."""
    file = tmp_path / "quality.toml"
    file.write_text(
        '[due]\nq1="04-25"\nq2="07-25"\nq3="10-25"\nq4="01-25"\n'
        '[[line]]\nmeasure="filed_pct"\nbetter="up"\nmedium=1\nlow=2\nwords="x"\n',
        encoding="utf-8",
    )
    with pytest.raises(RuleFileError, match="better · up：只能是 high、low"):
        load_quality_rules(file)
    assert Line("filed_pct", "high", 98, 90, "").better == "high"


def test_exactly_on_the_line_is_not_past_it():
    """填报率 90 is 中 and 98 高; 最大一家 50 is 中 and 30 高: only past a line counts."""
    low, high = Line("largest_pct", "low", 30, 50, "{value}"), Line("filed_pct", "high", 98, 90, "{value}")
    assert [grade({"largest_pct": value}, (low,)).grade for value in (30, 30.1, 50, 50.1)] == ["高", "中", "中", "低"]
    assert [grade({"filed_pct": value}, (high,)).grade for value in (98, 97.9, 90, 89.9)] == ["高", "中", "中", "低"]

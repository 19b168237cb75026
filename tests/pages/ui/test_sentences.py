"""用数字写的话。"""

import pytest

from pages.ui.sentences import basis_note, coverage, exceeds, headline, pull_title, pulls


def test_a_headline_says_period_scope_amount_growth_and_comparison():
    """Rules §13: 时间→范围→指标→数值→同比→比较; 812.34 亿元 with one decimal, the change in points."""
    said = headline("2026年1-9月", "全区", 292, 8_123_400, 9.14, "2026年1-6月", 8.72)
    assert (
        said
        == "2026年1-9月，全区292家企业实现营业收入812.3亿元，同比增长9.1%（可比口径），较2026年1-6月提高0.4个百分点。"
    )


@pytest.mark.parametrize(
    ("growth", "words"),
    [(-5, "同比下降5.0%"), (0, "同比持平"), (-0.04, "同比基本持平"), (179, "同比增长1.79倍")],
)
def test_growth_never_reads_as_negative_growth(growth, words):
    """Rules §13: never 增长-5%; zero is 持平, what rounds to zero 基本持平; from 100 % on in multiples."""
    said = headline("2026年", "全区", 1, 10_000, growth)
    assert f"{words}（可比口径）。" in said
    assert "增长-" not in said
    assert "增长−" not in said


def test_a_headline_tells_how_many_of_the_firms_are_above_scale():
    """286 filed, 208 of them 规上: the numerator of the filing rate stands beside all who filed."""
    said = headline("2026年1-9月", "全区", 286, 1_749_761.64, 11.7, above_scale=208)
    assert said.startswith("2026年1-9月，全区286家企业（规上208家）实现营业收入175.0亿元")


def test_unknown_growth_is_said_and_not_shown_as_zero():
    """No base is a reason, not a rate."""
    said = headline("2019年1-3月", "全区", 79, 80_000, None, "2018年", 3.0)
    assert said == "2019年1-3月，全区79家企业实现营业收入8.00亿元，同比增速暂无（缺上年同期数）。"


def test_pulls_name_two_each_way_and_nobody_who_does_not_move_the_total():
    """+4.2, +1.0, +0.3 up, −1.1 down, 0.04 nothing: the third riser and the idle one stay unnamed."""
    groups = [("甲", 4.2), ("乙", 1.0), ("丙", 0.3), ("丁", -1.1), ("戊", 0.04), ("己", None)]
    assert pulls(groups) == "其中，甲拉动增长4.2个百分点，乙拉动增长1.0个百分点，丁下拉1.1个百分点。"
    assert pull_title(groups, most=1) == "甲拉动增长4.2个百分点，丁下拉1.1个百分点"
    assert pulls([("戊", 0.04)]) == ""


def test_the_nominal_rate_is_told_only_where_it_differs_by_more_than_a_point():
    """Rules §2.3; 12.9 and 16.7 differ by 3.8 points, 12.9 and 13.9 by exactly one."""
    assert basis_note(12.90, 16.67) == "名义同比增长16.7%（两年的企业或上年数不同），与可比口径相差3.8个百分点。"
    assert basis_note(11.7, 6.9, 16) == "名义同比增长6.9%（本期有16家未报，名义偏低），与可比口径相差4.8个百分点。"
    assert basis_note(12.9, 13.9) == ""
    assert basis_note(12.9, None) == ""


def test_coverage_says_how_many_are_missing_or_that_none_is():
    """300 expected, 292 filed; and all of 8."""
    assert coverage(300, 292, 97.33) == "应报300家，已报292家，填报率97.3%，还差8家。"
    assert coverage(8, 8, 100) == "应报8家，已报8家，填报率100.0%，已报齐。"
    assert coverage(None, None, None) == "应报企业数不明。"


def test_the_sum_of_pulls_is_compared_and_not_guessed():
    """5.9 + 6.3 = 12.2 is more than 11.7; 5.9 + 5.8 is not; a rounding remainder of 0.01 is none either."""
    assert exceeds([5.9, 6.3, None], 11.7)
    assert not exceeds([5.9, 5.8], 11.7)
    assert not exceeds([5.9, 5.81], 11.7)
    assert not exceeds([5.9], None)


def test_a_note_on_overlap_stands_before_the_full_stop():
    """Rules §3: groups that overlap may not be added up, so the sentence says so itself."""
    assert pulls([("甲", 4.2)], "领域有交叉") == "其中，甲拉动增长4.2个百分点（领域有交叉）。"
    assert pulls([], "领域有交叉") == ""

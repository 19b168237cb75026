"""梯队页。"""

import pytest

from tests.pages.page_words import open_everything, open_page, text

pytestmark = pytest.mark.usefixtures("demo")


def test_the_first_sentence_counts_each_tier_and_names_who_is_nearest():
    """2025: firms 1–9 reach (2,000 + 700n) × 4 ≥ 10,000 from n = 1 on: nine over one 亿元; 规上 are n = 0…7.

    Over the four quarters to 2026Q3 the sum is (2,000 + 700n) × 4.3: 8,600 for n = 0, 16.3 % short of one 亿元.
    """
    said = text(open_page("ladder"))
    assert "按2025年全年，亿元以上9家、规上8家、规下2家；按近四个季度预计，亿元以上8家。" in said
    assert "临近：1亿元1家；最近的是济南甲云科技有限公司，再增16.3%就到1亿元。" in said


def test_a_count_target_says_how_far_it_is_and_who_would_close_it():
    """The plan's six fields hold nine firms; 超过20家过亿元 lacks more than there are candidates."""
    said = text(open_everything(open_page("ladder")))
    assert "年营业收入过亿元企业数（历下IT规划2021—2025，2025年末，期限已过）：目标超过20家，现有7家，还差14家" in said
    assert "候选只有1家，补不足" in said


def test_moves_movers_and_pool_are_drawn():
    """Three charts; 甲云 does not change its tier, the one that did not file stands under 未报."""
    at = open_page("ladder")
    assert len(at.get("vega_lite_chart")) == 3
    assert "0家上升一档以上，0家下降" in text(at)


def test_the_last_quarter_shows_the_year_and_expects_nothing():
    """At 2025Q4 the year is over: 年度 only."""
    said = text(open_page("ladder", period="2025Q4"))
    assert "按2025年全年，亿元以上9家" in said
    assert "预计，" not in said


def test_a_scope_without_firms_and_a_register_without_titles_say_what_to_do():
    """Nobody is registered under 区块链; the register has no title column."""
    assert "区块链在2026年三季度末近四季度没有企业填报营业收入。" in text(open_page("ladder", field="区块链"))
    assert "名录里还没有填称号" in text(open_page("ladder"))


def test_without_the_year_before_no_move_is_shown():
    """2024Q4 is the first quarter on file: its year is known, who rose or fell is not, and the page says why."""
    said = text(open_page("ladder", period="2024Q4"))
    assert "按2024年全年" in said
    assert "还看不出梯队变动：缺上一完整年度的数。" in said


def test_a_firm_whose_four_quarters_are_not_whole_has_a_blank_that_says_so():
    """Firm 7 did not file 2026Q3: among the moves its sum over the four quarters is blank, and why stands beside it."""
    tables = [frame.value for frame in open_everything(open_page("ladder")).dataframe]
    moved = next(table for table in tables if "升降" in table)
    blank = moved[moved.filter(like="近四季度（预计）营业收入").iloc[:, 0].isna()]
    assert list(blank["说明"]) == ["近四个季度的数不全"]

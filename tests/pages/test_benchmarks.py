"""对标页。"""

import pytest

from tests.pages.page_words import english, open_everything, open_page, text

pytestmark = pytest.mark.usefixtures("demo")


def test_sub_districts_are_told_apart_by_their_own_part():
    """Every firm grows by 10 % and there is one industry, so nobody's own part differs and peers are alike in full."""
    said = text(open_page("benchmarks"))
    assert "各街道的增量与总体、结构应有的一样" in said
    assert "的行业构成最像，100.0%相同" in said


def test_the_answer_stands_first():
    """One sentence from the charts' own titles, before any chart."""
    first = next(one.value for one in open_page("benchmarks").markdown if one.value.startswith("2026年1"))
    assert "各街道的增量与总体" in first
    assert "的行业构成最像" in first


def test_published_figures_stand_beside_ours_without_being_divided():
    """集成电路 is no field of the district: the city's 120 亿元 is shown, no ratio, and 口径不同 says why."""
    at = open_page("benchmarks")
    table = at.dataframe[-1].value
    row = table[table["报告期"] == "2023年"].iloc[0]
    assert (row["对标地区"], row["公布数"]) == ("济南市", "120.00亿元")
    assert set(table["本区相当于对方（%）"].isna()) == {True}
    assert row["说明"].startswith("口径不同")
    assert "其中0条与本区同期、同口径、同单位" in text(at)


def test_before_anything_was_published_the_page_says_so():
    """Figures of 2023 and 2022 count for every later quarter; the words name the quarter asked for."""
    assert "共2条公布数" in text(open_page("benchmarks", period="2025Q1"))


def test_everything_on_the_page_is_chinese():
    """With tables, cards and downloads opened."""
    assert english(open_everything(open_page("benchmarks"))) == []

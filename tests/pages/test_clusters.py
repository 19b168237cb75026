"""集群页。"""

import pytest

from tests.pages.page_words import open_page, text

pytestmark = pytest.mark.usefixtures("demo")


def test_one_field_is_told_by_its_own_firms():
    """数字创意 has firms 1, 2, 4, 5, 8 (7 is late): 10,000 + 700 × 20 = 24,000 × 3.3 = 79,200 万元."""
    said = text(open_page("clusters", field="数字创意"))
    assert "2026年1-9月，数字创意5家企业（规上4家）实现营业收入7.92亿元，同比增长10.0%（可比口径）" in said


def test_the_profile_has_its_five_parts():
    """Scale, number, leaders, growth and structure, and who moves it."""
    assert len(open_page("clusters").get("vega_lite_chart")) == 6


def test_the_growth_figure_tells_the_two_year_mean_and_the_quarter_before():
    """Every firm grows 10 % a year in the small data, so does the mean; the quarter before only beside single ones."""
    ytd, single = (text(open_page("clusters", field="数字创意", basis=basis)) for basis in ("ytd", "single"))
    assert "两年平均增长10.0%" in ytd
    assert "环比" not in ytd
    assert "未季节调整" in single


def test_the_three_taxonomies_are_offered_and_chosen_by_the_address():
    """A cluster and a chain open by their own parameter."""
    assert open_page("clusters", kind="cluster", cluster="数字创意").selectbox(key="filter_cluster").value == "数字创意"
    assert "电子信息2家企业（规上2家）实现营业收入" in text(open_page("clusters", kind="chain", chain="电子信息"))


def test_a_group_nobody_belongs_to_says_why_it_is_empty():
    """No firm is registered under 区块链, so there is nothing to draw and the page says what to do."""
    said = text(open_page("clusters", field="区块链"))
    assert "区块链在2026年1-9月没有企业填报营业收入。" in said
    assert "换一个报告期" in said


def test_published_years_and_quarters_never_share_a_chart():
    """2022 and 2023 in full and the first quarter of 2023 stand in three charts, each of one period."""
    at = open_page("clusters", kind="city_chain")
    assert [header.value for header in at.header][:3] == ["全年　2023年", "全年　2022年", "累计　2023年1-3月"]
    assert len(at.get("vega_lite_chart")) == 3


def test_published_growth_stands_beside_the_one_that_follows_from_the_figures():
    """Published 15.4 %, 120 ÷ 100 = 20 %: both are kept."""
    table = open_page("clusters", kind="city_chain").dataframe[0].value
    year = table[table["报告期"] == "2023年"].iloc[0]
    assert (year["公布增速（%）"], year["推算增速（%）"]) == (15.4, 20.0)


def test_tiers_count_the_firms_that_filed_and_say_how_many_did_not():
    """数字创意 has five firms on file for the quarter; its firm 7, above scale, is the one still missing."""
    said = text(open_page("clusters", field="数字创意"))
    assert "已填报企业中，" in said
    assert "本期还有1家未报，不在其中" in said
    assert "未报，不在其中" not in text(open_page("clusters", field="数字创意", period="2026Q2"))

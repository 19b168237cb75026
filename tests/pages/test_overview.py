"""总览页。"""

import pytest

from tests.pages.page_words import open_page, text

pytestmark = pytest.mark.usefixtures("demo")


def test_the_answer_stands_in_one_sentence_with_the_right_numbers():
    """Nine of ten file, seven of eight 规上: (51,500 − 6,900) × 3 × 1.1 = 147,180 万元 = 14.7 亿元, up 10 %."""
    said = text(open_page("overview"))
    assert (
        "2026年1-9月，全区9家企业（规上7家）实现营业收入14.7亿元，同比增长10.0%（可比口径），与2026年1-6月持平。"
        in said
    )


def test_both_growth_rates_are_told_where_they_differ_by_more_than_a_point():
    """The late firm is in last year's stored total only: 147,180 ÷ 154,500 = −4.7 % nominal, 14.7 points apart."""
    assert "名义同比下降4.7%（本期有1家未报，名义偏低），与可比口径相差14.7个百分点。" in text(open_page("overview"))


def test_who_pulls_adds_up_to_the_total():
    """Base 44,600 × 3 万元. 泉城路 has firms 0, 3, 6, 9 = 20,600 → 4.6 points; 智远 2, 5, 8 = 16,500 → 3.7."""
    said = text(open_page("overview", by="subdistrict"))
    assert "其中，泉城路街道拉动增长4.6个百分点，智远街道拉动增长3.7个百分点。" in said


def test_six_charts_each_with_alt_text():
    """Six charts, and each one tells a reader who cannot see it what it shows."""
    charts = open_page("overview").get("vega_lite_chart")
    assert len(charts) == 6
    assert all(chart.proto.alt for chart in charts)


def test_filing_is_told_with_who_is_missing():
    """Eight above-scale firms, seven filed."""
    said = text(open_page("overview"))
    assert "应报8家，已报7家，填报率87.5%，还差1家。" in said
    assert "未报企业名单（1家）" in said


def test_the_period_is_read_from_the_address():
    """2026Q2: all ten firms, 51,500 × 2 × 1.1 = 113,300 万元."""
    at = open_page("overview", period="2026Q2")
    assert "2026年1-6月，全区10家企业（规上8家）实现营业收入11.3亿元" in text(at)
    assert at.selectbox(key="filter_period").value == "2026Q2"


def test_a_choice_goes_into_the_address():
    """What is chosen is in the link, and what equals the default is not."""
    at = open_page("overview")
    at.selectbox(key="filter_period").select("2026Q1").run()
    assert at.query_params["period"] == "2026Q1"
    at.selectbox(key="filter_period").select("2026Q3").run()
    assert "period" not in at.query_params


def test_an_unknown_value_falls_back_and_leaves_the_address():
    """A link from another time with a period nobody has still opens, on the latest one."""
    at = open_page("overview", period="1999Q9", by="虚构")
    assert "2026年1-9月，全区" in text(at)
    assert "period" not in at.query_params
    assert "by" not in at.query_params


def test_the_whole_year_is_offered_only_for_a_fourth_quarter():
    """A year is complete only at its fourth quarter; 2025: 51,500 × 4 = 206,000 万元."""
    assert "全年" not in open_page("overview").button_group[0].options
    said = text(open_page("overview", period="2025Q4", basis="year"))
    assert "2025年，全区10家企业（规上8家）实现营业收入20.6亿元，同比增长10.0%（可比口径）。" in said


def test_what_changed_since_last_quarter_is_told():
    """Growth stays at 10.0 %, nobody entered or left the register, no light moved."""
    said = text(open_page("overview"))
    assert "营业收入同比增速与2026年1-6月持平（可比口径）。" in said
    assert "规上名录没有进出。" in said
    assert "各项目标的灯没有变化。" in said


def test_overlapping_groups_say_that_they_add_up_to_more():
    """Fields overlap: 10.0 points for 软件 alone, more with 数字创意; sub-districts do not, so nothing is said."""
    assert "（领域有交叉，各项之和大于总增速）" in text(open_page("overview"))
    assert "各领域有交叉，各项之和大于总增速" in text(open_page("overview"))
    assert "有交叉" not in text(open_page("overview", by="subdistrict"))


def test_a_history_too_short_is_said_where_the_forecast_would_stand():
    """Seven single quarters are on file, 24 are needed: the reason, and no number."""
    assert "2026年全年不作预测：历史不足：7个季度，需要至少24个。" in text(open_page("overview"))


def test_the_pace_is_measured_against_last_years_same_period():
    """Nine firms of ten: 147,180 of 206,000 万元 = 71.4 % of last year's total against 75.0 % then."""
    said = text(open_page("overview"))
    assert "2026年1-9月完成全年目标（不低于上年全年）的71.4%，上年同期为75.0%，时间进度75.0%" in said
    assert "慢于上年同期3.6个百分点" in said


def test_the_badge_stands_beside_the_coverage_with_its_reasons():
    """Seven of eight file: 87.5 %, under the line of 90, so 低; the reason is behind the question mark."""
    line = open_page("overview").caption[0]
    assert "数据质量低" in line.value.replace("\\", "")
    assert "填报率87.5%" in line.proto.help.replace("\\", "")

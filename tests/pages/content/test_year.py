"""全年：预测与进度的话。"""

import math

from pages.content.year import forecast_words, pace_words, percent_whole

FORECAST = {
    "target_period": "2026Q4",
    "value_10k_cny": 2_721_444.0,
    "interval_pct": 80,
    "low_10k_cny": 2_678_846.0,
    "high_10k_cny": 2_768_163.0,
    "method": "季节漂移",
    "backtests": 12,
    "backtest_error_pct": 2.71,
    "reason": "",
}
PACE = {
    "target_source": "不低于上年全年",
    "completed_pct": 61.4,
    "same_period_share_pct": 62.5,
    "time_progress_pct": 75.0,
    "ahead_pp": -1.1,
    "required_growth_pct": 13.3,
    "reason": "",
}


def test_a_forecast_is_told_with_interval_method_and_error():
    """Value, both ends, how it was made and how wrong it was."""
    assert forecast_words(FORECAST) == (
        "预计2026年全年营业收入272.1亿元，80%区间267.9亿元至276.8亿元（季节漂移，12次回测误差2.7%）。"
    )


def test_a_refused_forecast_is_told_with_its_reason_and_no_number():
    """The reason word for word."""
    row = FORECAST | {"value_10k_cny": math.nan, "reason": "历史不足：8个季度，需要至少24个"}
    assert forecast_words(row) == "2026年全年不作预测：历史不足：8个季度，需要至少24个。"


def test_the_pace_is_told_with_what_is_left():
    """Behind last year, and what the rest of the year must bring."""
    assert pace_words(PACE, "2026Q3") == (
        "2026年1-9月完成全年目标（不低于上年全年）的61.4%，上年同期为62.5%，时间进度75.0%，慢于上年同期1.1个百分点；"
        "剩余期须同比增长13.3%。"
    )


def test_a_target_within_reach_is_told_as_the_fall_it_allows():
    """A negative rate is a fall one can afford, not a growth."""
    row = PACE | {"ahead_pp": 5.0, "required_growth_pct": -14.1}
    assert "快于上年同期5.0个百分点；剩余期同比降幅不超过14.1%即可完成。" in pace_words(row, "2026Q3")


def test_a_pace_that_cannot_be_computed_says_why():
    """No base: the reason, never 0 %."""
    row = PACE | {"completed_pct": math.nan, "reason": "缺基期"}
    assert pace_words(row, "2026Q3") == "年内进度算不出：缺基期。"


def test_no_row_says_nothing():
    """Nothing asked, nothing told."""
    assert forecast_words({}) == pace_words({}, "2026Q3") == ""


def test_a_probability_is_never_called_certain():
    """Simulations can't be surer than one in a hundred."""
    assert [percent_whole(value) for value in (0, 18.0, 92.3, 100)] == ["不足1%", "18%", "92%", "超过99%"]

"""季度的界限、写法与交表日。"""

from datetime import date

import pytest

from etl.demo.quarters import Quarter, parse_quarter, quarters


def test_a_quarter_knows_its_days_and_its_words():
    """2026年三季度：7月1日到9月30日，报表上写1-9月或前三季度。"""
    quarter = Quarter(2026, 3)
    assert (quarter.first_day, quarter.last_day) == (date(2026, 7, 1), date(2026, 9, 30))
    assert (quarter.months, quarter.in_words) == ("2026年1-9月", "2026年前三季度")
    assert quarter.year_before == Quarter(2025, 3)


def test_forms_come_in_on_a_working_day_two_to_four_weeks_later():
    """每季的交表日都是工作日，在季后15—25天；四季度赶在春节前，不晚于1月20日。"""
    for quarter in quarters(Quarter(2019, 1), Quarter(2026, 3)):
        day = quarter.filing_day
        assert 15 <= (day - quarter.last_day).days <= (20 if quarter.quarter == 4 else 25)
        assert day.weekday() < 5


def test_quarters_run_from_first_to_last_without_a_gap():
    """2019年一季度到2026年三季度共31季。"""
    every = list(quarters(parse_quarter("2019Q1"), parse_quarter("2026Q3")))
    assert (len(every), str(every[0]), str(every[-1])) == (31, "2019Q1", "2026Q3")
    assert every == sorted(set(every))


def test_a_quarter_that_is_none_is_refused():
    """写错的季度不猜。"""
    with pytest.raises(ValueError, match="invalid literal"):
        parse_quarter("2020年")

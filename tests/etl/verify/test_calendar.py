"""与日历对照。"""

from datetime import date

import pyarrow as pa

from etl.verify.calendar import check_calendar


def test_a_quarter_is_taken_from_the_day_after_it_ends():
    """9月30日交 1-9月 的累计还早一天，10月1日就收。"""
    table = pa.table({"period": ["2026Q3"]})
    issue = check_calendar(table, date(2026, 9, 30))
    assert issue is not None
    assert "2026年1-9月 还没有过完" in issue.message
    assert check_calendar(table, date(2026, 10, 1)) is None


def test_a_year_ends_with_december():
    """全年数到次年1月1日才有。"""
    assert check_calendar(pa.table({"period": ["2026Q4"]}), date(2026, 12, 31)) is not None
    assert check_calendar(pa.table({"period": ["2026Q4"]}), date(2027, 1, 1)) is None


def test_rows_without_a_period_are_left_alone():
    """名录没有报告期。"""
    assert check_calendar(pa.table({"enterprise": ["甲"]}), date(2026, 1, 1)) is None

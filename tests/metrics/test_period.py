"""报告期的算术。"""

from datetime import date

import pytest

from metrics import period


def test_quarters_are_written_one_way():
    """2026Q3, nothing else."""
    assert period.split("2026Q3") == (2026, 3)
    assert [period.is_period(text) for text in ("2026Q3", "2026q3", "2026Q5", "2026年三季度", "12026Q3")] == [
        True,
        False,
        False,
        False,
        False,
    ]
    with pytest.raises(ValueError, match="2026年"):
        period.split("2026年")


@pytest.mark.parametrize(
    ("start", "quarters", "end"), [("2026Q3", 1, "2026Q4"), ("2026Q4", 1, "2027Q1"), ("2026Q1", -5, "2024Q4")]
)
def test_shifting_crosses_years(start, quarters, end):
    """One quarter after 2026Q4 is 2027Q1."""
    assert period.shifted(start, quarters) == end


def test_months_between_quarter_ends():
    """The end of 2020 to the end of 2025 is 60 months; backwards it is negative."""
    assert period.months_between("2020Q4", "2025Q4") == 60
    assert period.months_between("2025Q4", "2023Q3") == -27


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 11, 21), "2026Q3"),
        (date(2026, 10, 1), "2026Q3"),
        (date(2026, 9, 30), "2026Q2"),
        (date(2026, 1, 1), "2025Q4"),
    ],
)
def test_the_last_ended_quarter_is_over_before_the_day_begins(day, quarter):
    """On 30 September the third quarter is still running."""
    assert period.last_ended(day) == quarter


def test_a_quarter_ends_on_its_last_day():
    """31 March, 30 June, 30 September, 31 December."""
    days = [period.end_day(f"2026Q{quarter}") for quarter in (1, 2, 3, 4)]
    assert days == [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)]

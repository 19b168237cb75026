"""报告期：写作 2026Q3 的季度，和它前后的算术。"""

import re
from datetime import date

_PATTERN = re.compile(r"(\d{4})Q([1-4])")


def is_period(text: str) -> bool:
    """Whether `text` is a quarter as we write it, `2026Q3`."""
    return _PATTERN.fullmatch(text) is not None


def split(period: str) -> tuple[int, int]:
    """Year and quarter of `2026Q3`. Raises ValueError for anything else."""
    match = _PATTERN.fullmatch(period)
    if match is None:
        raise ValueError(period)
    return int(match[1]), int(match[2])


def month_index(period: str) -> int:
    """Months from year 0 to the end of the quarter; differences of it are lengths in months."""
    year, quarter = split(period)
    return year * 12 + quarter * 3


def months_between(start: str, end: str) -> int:
    """Months from the end of `start` to the end of `end`; negative when `end` comes first."""
    return month_index(end) - month_index(start)


def shifted(period: str, quarters: int) -> str:
    """The quarter that lies `quarters` after `period` (before it, when negative)."""
    year, quarter = split(period)
    index = year * 4 + quarter - 1 + quarters
    return f"{index // 4}Q{index % 4 + 1}"


def last_ended(day: date) -> str:
    """The last quarter that was over before `day` began."""
    return shifted(f"{day.year}Q{(day.month + 2) // 3}", -1)


def end_day(period: str) -> date:
    """The last day of the quarter."""
    year, quarter = split(period)
    return date(year, quarter * 3, 31 if quarter in (1, 4) else 30)

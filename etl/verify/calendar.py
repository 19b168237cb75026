"""与日历对照：还没有过完的报告期，不会有累计数。"""

from datetime import date

import pyarrow as pa

from etl.issue import Issue
from etl.rule import issue
from etl.words import _


def check_calendar(table: pa.Table, today: date) -> Issue | None:
    """An error where a row's quarter ends after today; None where all have ended. Periods read `2026Q3`."""
    if "period" not in table.column_names:
        return None
    ahead = sorted(
        period for period in table.column("period").unique().to_pylist() if period and _first_day_after(period) > today
    )
    if not ahead:
        return None
    year, quarter = ahead[-1].split("Q")
    said = _("{0}年1-{1}月").format(year, int(quarter) * 3)
    return issue("future_period", value=said)


def _first_day_after(period: str) -> date:
    year, quarter = int(period[:4]), int(period[5])
    return date(year + 1, 1, 1) if quarter == 4 else date(year, quarter * 3 + 1, 1)

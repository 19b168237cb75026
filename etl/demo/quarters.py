"""季度：第几年第几季，到哪一天为止，报表上怎么写，什么时候交上来。"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from etl.demo.chance import fraction

_LAST_DAYS = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}


@dataclass(frozen=True, order=True)
class Quarter:
    """One quarter of a year; figures for it are cumulative since January."""

    year: int
    quarter: int

    def __str__(self) -> str:
        return f"{self.year}Q{self.quarter}"

    @property
    def first_day(self) -> date:
        """1 January, 1 April, 1 July or 1 October."""
        return date(self.year, self.quarter * 3 - 2, 1)

    @property
    def last_day(self) -> date:
        """The period's end, on which 规上 status is judged."""
        return date(self.year, *_LAST_DAYS[self.quarter])

    @property
    def months(self) -> str:
        """The ordinary way to write it: 2026年1-9月."""
        return f"{self.year}年1-{self.quarter * 3}月"

    @property
    def in_words(self) -> str:
        """The way another clerk writes it: 2026年前三季度."""
        return f"{self.year}年" + {1: "第一季度", 2: "上半年", 3: "前三季度", 4: "全年"}[self.quarter]

    @property
    def year_before(self) -> "Quarter":
        """The same quarter of the year before, whose cumulative is the form's 上年同期."""
        return Quarter(self.year - 1, self.quarter)

    @property
    def filing_day(self) -> date:
        """The working day, 15 to 25 days after the quarter's end, on which the bureau's form was handed in."""
        longest = 3 if self.quarter == 4 else 9  # 一月下旬常是春节
        day = self.last_day + timedelta(days=17 + int(fraction("交表", self) * longest))
        return day - timedelta(days=max(0, day.weekday() - 4))


def parse_quarter(text: str) -> Quarter:
    """`2020Q4` → Quarter(2020, 4). Raises ValueError for anything else."""
    year, _q, quarter = text.partition("Q")
    return Quarter(int(year), int(quarter))


def quarters(first: Quarter, last: Quarter) -> Iterator[Quarter]:
    """Every quarter from `first` to `last`, both included."""
    for year in range(first.year, last.year + 1):
        for quarter in range(1, 5):
            if first <= Quarter(year, quarter) <= last:
                yield Quarter(year, quarter)

"""一张表理出来的结果：收得下的行、搁置的行和原因、表本身的问题。"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import pyarrow as pa

from etl.issue import Issue
from etl.rule import issue, limit, rules

_SHOWN = limit("more_of_a_rule", "shown")  # 载入时就读目录：那时子进程还在读表，不另花时间


@dataclass
class TidySheet:
    """What one sheet gave. `table` holds the data rows with `sheet` and `row` (the spreadsheet's own number) and all
    mapped columns, None where the key column is missing; `aside` maps a row number to its reasons; `issues` are about
    the sheet; `letters`, `headers`, `units` are by our column name; `title_periods` maps a period to the cell above the
    header that states it; `counts` says how often each rule set a row aside, also beyond what is listed."""

    name: str
    issues: list[Issue] = field(default_factory=list)
    table: pa.Table | None = None
    aside: dict[int, list[Issue]] = field(default_factory=dict)
    totals: dict[int, dict[str, str]] = field(default_factory=dict)
    rows_in: int = 0
    letters: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    title_periods: dict[str, str] = field(default_factory=dict)
    is_demo: bool = False
    skipped: str = ""
    counts: Counter[str] = field(default_factory=Counter)

    def is_listed(self, rule: str) -> bool:
        """Whether the next row a rule sets aside is still told one by one."""
        return self.counts[rule] < _SHOWN

    def set_aside(
        self, rule: str, message: str, row: int, name: str = "", value: str = "", stake: Decimal | None = None
    ) -> None:
        """Put a row aside for this reason; beyond the first thousand of a rule the row alone is kept in mind.

        `name` is our column the reason is about, "" for the row as a whole.
        """
        reasons = self.aside.setdefault(row, [])
        if self.is_listed(rule):
            cell, header = (f"{self.letters[name]}{row}", self.headers[name]) if name else (f"A{row}", "")
            reasons.append(Issue(rule, message, rules()[rule].severity, self.name, cell, row, header, value, stake))
        self.counts[rule] += 1


def what_is_not_listed(sheets: Sequence[TidySheet]) -> list[Issue]:
    """A finding for each rule that set aside more rows than are listed one by one."""
    return [
        issue("more_of_a_rule", sheet=sheet.name, title=rules()[rule].title, total=total, shown=_SHOWN)
        for sheet in sheets
        for rule, total in sheet.counts.items()
        if total > _SHOWN
    ]

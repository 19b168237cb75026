"""一条问题：在哪个文件、哪张表、哪个单元格，值是什么，违反哪条规则，该怎么办。"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Issue:
    """A finding about a spreadsheet. `rule` is a stable code; `message` is the full Chinese sentence with the remedy.

    `cell` is an A1 address, empty for a finding about a whole sheet or file; `row` is the spreadsheet's own row number.
    `stake_10k_cny` is the money the finding may put wrong, None where that isn't known.
    """

    rule: str
    message: str
    severity: Severity = "error"
    sheet: str = ""
    cell: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    stake_10k_cny: Decimal | None = None

    def as_dict(self) -> dict[str, object]:
        """The shape the command line prints with --json."""
        stake = self.stake_10k_cny
        return {**vars(self), "stake_10k_cny": None if stake is None else float(stake)}


class Refused(Exception):
    """A file that cannot be taken as a whole; carries every problem found."""

    def __init__(self, issues: list[Issue]) -> None:
        super().__init__("；".join(issue.message for issue in issues))
        self.issues = issues

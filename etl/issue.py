"""一条问题：在哪个文件、哪张表、哪个单元格，值是什么，违反哪条规则，该怎么办。"""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

Severity = Literal["error", "warning", "note"]
_LONGEST_VALUE, _LONGEST_MESSAGE = 200, 2_000


@dataclass(frozen=True)
class Issue:
    """A finding about a spreadsheet. `rule` is a stable code; `message` is the full Chinese sentence with the remedy.

    `cell` is an A1 address, empty for a finding about a whole sheet or file; `row` is the spreadsheet's own row number.
    `stake_10k_cny` is the money the finding may put wrong, None where that isn't known. Of a value or sentence far too
    long the beginning and the end are kept: a cell of 5 MB is not to be on the books and on the page with its finding.
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

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", _short(self.value, _LONGEST_VALUE))
        object.__setattr__(self, "message", _short(self.message, _LONGEST_MESSAGE))

    def of_firm(self, name: str) -> "Issue":
        """The same with the firm's name before the sentence: the clerk has to ring somebody."""
        return replace(self, message=f"{name}：{self.message}")

    def as_dict(self) -> dict[str, object]:
        """The shape the command line prints with --json."""
        stake = self.stake_10k_cny
        return {**vars(self), "stake_10k_cny": None if stake is None else float(stake)}


def _short(text: str, longest: int) -> str:
    half = longest // 2
    return text if len(text) <= longest else f"{text[:half]}……{text[-half:]}"


class Refused(Exception):
    """A file that cannot be taken as a whole; carries every problem found."""

    def __init__(self, issues: list[Issue]) -> None:
        super().__init__("；".join(issue.message for issue in issues))
        self.issues = issues

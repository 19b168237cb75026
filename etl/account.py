"""一个文件的下落：收了几行、搁置几行、为什么。"""

from dataclasses import dataclass, field

from etl.issue import Issue


@dataclass
class FileAccount:
    """What became of one file. rows_in = rows_kept + rows_set_aside; `filing` is None where nothing was accepted."""

    file: str
    filing: str | None = None
    source: str = ""
    period: str = ""
    rows_in: int = 0
    rows_kept: int = 0
    rows_set_aside: int = 0
    restated: int = 0
    issues: list[Issue] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        """The shape of one entry of `filings` in --json."""
        said = {key: value for key, value in vars(self).items() if key != "restated"}
        return {**said, "issues": [issue.as_dict() for issue in self.issues]}

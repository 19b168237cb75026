"""建库的一步：`sql/` 里一段 SQL。"""

from pathlib import Path

_SQL = Path(__file__).parent / "sql"


def sql(step: str) -> str:
    """The text of one step of the build."""
    return (_SQL / f"{step}.sql").read_text(encoding="utf-8")

"""收一份报表：读、理、验、写。看一看和真收下走同一条路，只差最后一步。"""

import hashlib
import importlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from etl.account import FileAccount
from etl.issue import Issue, Refused
from etl.paths import BEIJING
from etl.read.workbook import read_workbook
from etl.words import _
from etl.write.filing import digest, write_filing
from etl.write.ledger import Filing, read_ledger, writer

if TYPE_CHECKING:
    from etl.judge import Examined


def check_file(path: Path, data: Path, source: str | None, period: str | None) -> FileAccount:
    """What loading this file would do. Writes nothing."""
    try:
        sha256 = _digest(path)
        book = read_workbook(path, meanwhile=_load_the_rest)
        from etl.judge import judge, understand

        kind, tidy = understand(book, path, data, source, period)
        ledger = read_ledger(data)
        found = judge(path, kind, tidy, ledger, datetime.now(BEIJING).date())
        _note_held(found, _held(ledger, sha256, found))
        return found.account
    except Refused as refusal:
        return FileAccount(path.name, issues=refusal.issues)


def load_files(
    paths: Sequence[Path],
    data: Path,
    *,
    source: str | None = None,
    period: str | None = None,
    by: str = "",
    now: datetime | None = None,
) -> list[FileAccount]:
    """Accept each file as a filing of its own, in the order given; a refused file leaves the others alone. No build.

    The same bytes already on the books, read in the same way, are not filed twice: the account names the filing that
    holds them. `now` is the moment of acceptance, for tests and demonstrations.
    """
    return [_load_file(path, data, source, period, by, now) for path in paths]


def _load_file(
    path: Path, data: Path, source: str | None, period: str | None, by: str, now: datetime | None
) -> FileAccount:
    moment = now or datetime.now(BEIJING)
    try:
        sha256 = _digest(path)
        book = read_workbook(path, meanwhile=_load_the_rest)
        from etl.judge import judge, understand

        kind, tidy = understand(book, path, data, source, period)
        with writer(data):  # 与账上的数对照也要等前一个写完
            ledger = read_ledger(data)
            found = judge(path, kind, tidy, ledger, moment.astimezone(BEIJING).date())
            held = _held(ledger, sha256, found)
            if held is not None:
                found.account.filing = held.name
                _note_held(found, held)
                return found.account
            found.account.filing = write_filing(
                data,
                {**found.page, "accepted_by": by, "sha256": sha256},
                moment,
                original=path,
                rows=found.rows,
                issues=found.account.issues,
                source_text=found.source.text,
            )
        return found.account
    except Refused as refusal:
        return FileAccount(path.name, issues=refusal.issues)


def _digest(path: Path) -> str:
    try:
        return digest(path)
    except FileNotFoundError:
        raise Refused([Issue("file_missing", _("找不到文件 {0}；请核对路径。").format(path))]) from None
    except OSError as error:
        message = _("打不开 {0}：它是文件夹，或没有读的权限；请核对。").format(path)
        raise Refused([Issue("file_unreadable", message)]) from error


def _load_the_rest() -> None:
    """Import what the next steps need while the child is still reading: a quarter of a second on a cold start."""
    for name in ("pyarrow.compute", "pyarrow.parquet", "etl.build", "etl.judge"):
        importlib.import_module(name)


def _held(ledger: list[Filing], sha256: str, found: "Examined") -> Filing | None:
    """An active filing of the same bytes read in the same way: by the same source text, for the same period."""
    text = hashlib.sha256(found.source.text.encode()).hexdigest()
    for filing in ledger:
        page = filing.page
        same_bytes = filing.is_active and page.get("sha256") == sha256
        if same_bytes and page["digests"]["source.toml"] == text and page["period"] == found.account.period:
            return filing
    return None


def _note_held(found: "Examined", held: Filing | None) -> None:
    if held is not None:
        message = _("这个文件已经收过（{0}），不重复收。").format(held.name)
        found.account.issues.append(Issue("already_filed", message, "warning"))

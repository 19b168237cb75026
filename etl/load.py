"""收一份报表：读、理、验、写。看一看、收件箱和命令行走同一条路，只差最后一步。"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from etl.account import FileAccount
from etl.issue import Issue, Refused
from etl.look import Ground, ground, looks_on, read_named
from etl.paths import BEIJING
from etl.waiting import Choices, Waiting
from etl.words import _
from etl.write.filing import digest, write_filing
from etl.write.ledger import read_ledger, writer


def check_file(path: Path, data: Path, source: str | None, period: str | None) -> FileAccount:
    """What loading this file would do. Writes nothing."""
    try:
        item = _item(path, source, period)
        book = read_named(item)
        from etl.understand import understood  # 读文件的同时已经载入

        return understood(ground(data), item, book).account
    except Refused as refusal:
        return FileAccount(path.name, issues=refusal.issues)


def check_files(paths: Sequence[Path], data: Path, source: str | None, period: str | None) -> list[FileAccount]:
    """What loading each of these files would do now, two read at a time; in their order. Writes nothing."""
    if len(paths) == 1:
        return [check_file(paths[0], data, source, period)]
    items: list[Waiting] = []
    found: dict[int, FileAccount] = {}
    for place, path in enumerate(paths):
        try:
            items.append(_item(path, source, period))
        except Refused as refusal:
            found[place] = FileAccount(path.name, issues=refusal.issues)
    seen = iter(looks_on(ground(data), items) if items else [])
    return [found[place] if place in found else next(seen).account for place in range(len(paths))]


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
    try:
        base = ground(data, now=now)
    except Refused as refusal:
        return [FileAccount(path.name, issues=refusal.issues) for path in paths]
    return [_load_file(path, base, source, period, by, now) for path in paths]


def _load_file(
    path: Path, base: Ground, source: str | None, period: str | None, by: str, now: datetime | None
) -> FileAccount:
    data = base.data
    try:
        item = _item(path, source, period)
        book = read_named(item)
        from etl.understand import understood  # 读文件的同时已经载入

        with writer(data):  # 与账上的数对照也要等前一个写完
            look = understood(replace(base, ledger=read_ledger(data)), item, book)
            found = look.examined
            if found is None or look.held:
                look.account.filing = look.held or None
                return look.account
            look.account.filing = write_filing(
                data,
                {**found.page, "accepted_by": by, "sha256": item.sha256},
                now or datetime.now(BEIJING),
                original=path,
                rows=found.rows,
                issues=found.account.issues,
                source_text=found.source.text,
            )
        return look.account
    except Refused as refusal:
        return FileAccount(path.name, issues=refusal.issues)


def unreadable(path: Path, error: OSError) -> Issue:
    """The finding for a file that can't be opened."""
    if isinstance(error, FileNotFoundError):
        return Issue("file_missing", _("找不到文件 {0}；请核对路径。").format(path))
    return Issue("file_unreadable", _("打不开 {0}：它是文件夹，或没有读的权限；请核对。").format(path))


def _item(path: Path, source: str | None, period: str | None) -> Waiting:
    """A file where it lies, looked at as one that waits, from nobody in particular."""
    try:
        sha256 = digest(path)
    except OSError as error:
        raise Refused([unreadable(path, error)]) from error
    choices = Choices(source=source or "", period=period or "")
    return Waiting(sha256[:16], path.name, "", datetime.now(UTC), sha256, path, choices)

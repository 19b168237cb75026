"""看一看：等着的每份文件，系统认出了什么、问题在哪一格、还有什么要问。什么也不写。"""

import importlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from etl.account import FileAccount
from etl.issue import Issue, Refused
from etl.paths import BEIJING
from etl.progress import CHECKING, DONE, READING, Progress, Told, follow, unheard
from etl.read import limits
from etl.read.workbook import Workbook, read_workbook
from etl.waiting import Waiting
from etl.words import _
from etl.write.filing import digest
from etl.write.ledger import Filing, read_ledger

if TYPE_CHECKING:
    from etl.heading import SheetLook
    from etl.judge import ClosedLists, Examined
    from etl.question import Question
    from etl.source import Source

_AT_ONCE = 2  # 读表在子进程里，两个核各忙一份


@dataclass(frozen=True)
class Look:
    """A waiting file as understood. `examined` is None where it can't be taken as it is; `held` names the filing that
    holds the same bytes, read the same way; `period` and `unit` are "" where not known."""

    waiting: Waiting
    account: FileAccount
    source: str = ""
    sheets: "tuple[SheetLook, ...]" = ()
    period: str = ""
    unit: str = ""
    questions: "tuple[Question, ...]" = ()
    examined: "Examined | None" = None
    held: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether nothing is left to answer or to mend: what warns still needs a reason."""
        return self.examined is not None and not self.questions

    @property
    def warnings(self) -> tuple[Issue, ...]:
        """Findings that need a reason to be accepted."""
        return tuple(
            issue for issue in self.account.issues if issue.severity == "warning" and issue.rule != "already_filed"
        )


@dataclass(frozen=True)
class Ground:
    """What every file of a batch is looked at against, read once: the kinds of spreadsheet, the books, the day."""

    data: Path
    kinds: "tuple[Source, ...]"
    ledger: Sequence[Filing]
    today: date
    lists: "ClosedLists"
    expected_period: str = ""


def ground(data: Path, *, expected_period: str = "", now: datetime | None = None) -> Ground:
    """What files are looked at against, as of now. Raises Refused where the ledger or the settings are damaged."""
    limits.use(data)
    today = (now or datetime.now(BEIJING)).astimezone(BEIJING).date()
    from etl.judge import closed_lists  # 命令行里趁子进程读文件时载入
    from etl.source import shipped_sources

    return Ground(data, tuple(shipped_sources()), read_ledger(data), today, closed_lists(data), expected_period)


def look(
    data: Path, items: Sequence[Waiting], *, expected_period: str = "", progress: Progress | None = None
) -> list[Look]:
    """What the system understood of these files, in their order. Writes nothing.

    `progress` is called with (key, stage, share from 0 to 1), in the caller's own thread. A file that can't be read or
    taken says so in its account; Raises Refused only where the ledger or the settings are damaged.
    """
    return looks_on(ground(data, expected_period=expected_period), items, progress)


def looks_on(base: Ground, items: Sequence[Waiting], progress: Progress | None = None) -> list[Look]:
    """The same against what was read before."""
    if len(items) < 2 and progress is None:
        return [_look(base, item, _nobody) for item in items]
    told: Told = SimpleQueue()
    pool = ThreadPoolExecutor(_AT_ONCE)
    try:
        asked = [pool.submit(_look, base, item, _teller(told, item.key)) for item in items]
        for each in asked:
            each.add_done_callback(lambda _done: told.put(None))
        follow(told, len(asked), progress or unheard)
        return [each.result() for each in asked]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # 看的人走了，就不必再看


def _teller(told: Told, key: str) -> Callable[[str, float], None]:
    return lambda stage, share: told.put((key, stage, share))


def _nobody(_stage: str, _share: float) -> None:
    pass


def _look(base: Ground, item: Waiting, tell: Callable[[str, float], None]) -> Look:
    try:
        tell(READING, 0.1)
        _check_unchanged(item)
        book = read_named(item, lambda: tell(READING, 0.3))
        tell(CHECKING, 0.6)
        from etl.understand import understood  # 读文件的同时已经载入

        found = understood(base, item, book)
    except Refused as refusal:
        found = Look(item, FileAccount(item.name, issues=refusal.issues))
    found.account.issues[:0] = _also(item)
    tell(DONE, 1.0)
    return found


def read_named(item: Waiting, meanwhile: Callable[[], None] | None = None) -> Workbook:
    """The workbook under the name it came with: where it lies it may have another. Raises Refused.

    `meanwhile` is called when the structure was found sound and the cells are still being read.
    """

    def waiting_for_the_child() -> None:
        if meanwhile:
            meanwhile()
        load_the_rest()

    try:
        book = read_workbook(item.path, meanwhile=waiting_for_the_child)
    except Refused as refusal:
        raise Refused([_renamed(issue, item) for issue in refusal.issues]) from refusal
    if item.path.name == item.name:
        return book
    stem = Path(item.name).stem
    sheets = (replace(each, name=stem) for each in book.sheets)
    notes = tuple(_renamed(issue, item) for issue in book.notes)
    return replace(book, sheets=tuple(sheets) if book.container == "csv" else book.sheets, notes=notes)


def _renamed(issue: Issue, item: Waiting) -> Issue:
    sheet = Path(item.name).stem if issue.sheet == item.path.stem else issue.sheet
    return replace(issue, message=issue.message.replace(item.path.name, item.name), sheet=sheet)


def _check_unchanged(item: Waiting) -> None:
    try:
        is_same = digest(item.path) == item.sha256
    except OSError as error:
        message = _("「{0}」已经不在收件箱里；可能刚刚收下或撤下，请刷新后再看。").format(item.name)
        raise Refused([Issue("inbox_unknown", message)]) from error
    if not is_same:
        message = _("「{0}」在收件箱里被改动过或已损坏；请重新拖进来。").format(item.name)
        raise Refused([Issue("inbox_damaged", message)])


def _also(item: Waiting) -> Iterator[Issue]:
    for name in item.also:
        message = _("“{0}”与它一字不差，是同一份文件，只算一份。").format(name)
        yield Issue("same_file", message, "note", value=name)


def load_the_rest() -> None:
    """Import what the next steps need while the child is still reading: a quarter of a second on a cold start."""
    for name in ("pyarrow.compute", "pyarrow.parquet", "etl.build", "etl.judge", "etl.understand"):
        importlib.import_module(name)

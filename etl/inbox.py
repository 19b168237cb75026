"""收件箱：拖进来、还没有收下的文件。看过、问过、报审过都记在旁边，服务器重启也还在。"""

import fcntl
import hashlib
import json
import re
import shutil
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from etl.bundle import files_of, shown_name
from etl.issue import Issue, Refused
from etl.paths import inbox_dir
from etl.read import limits
from etl.read.container import too_large
from etl.source import shipped_titles
from etl.tidy.unit import MONEY_UNITS
from etl.waiting import (
    PAGE,
    Choices,
    Waiting,
    flush,
    originals,
    page_of,
    read_waiting,
    unwritable,
    write_page,
    write_through,
)
from etl.words import _

DISCARDED = "discarded"
_KEY = re.compile(r"[0-9a-f]{16}")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")
_PERIOD = re.compile(r"(?:19|20)\d\dQ[1-4]")


def receive(
    data: Path,
    name: str,
    content: bytes,
    sender: str,
    *,
    by: str = "",
    scope: Mapping[str, tuple[str, ...]] | None = None,
) -> list[Waiting]:
    """Put a dropped file where files wait, a zip of files each for itself; in the order found, none twice.

    `by` is the account that drops it, `scope` the part it answers for, None for all: rows of other firms are refused.
    The same bytes already waiting are the one that waits, whatever its name now. Raises Refused where a limit is passed
    or the folder can't be written.
    """
    limits.use(data)
    if len(content) > limits.BUNDLE_BYTES:
        message = _("「{0}」有 {1} MB，超过一次 {2} MB 的上限；请分几次交。")
        sizes = round(len(content) / limits.MB, 1), limits.BUNDLE_BYTES // limits.MB
        raise Refused([Issue("bundle_too_large", message.format(shown_name(name), *sizes))])
    taken: dict[str, Waiting] = {}
    for each, found in files_of(name, content):
        if too := too_large(Path(each), len(found)):
            raise Refused([too])
        item = _put(data, each, found, {"sender": sender, "by": by, "scope": scope or {}})
        taken[item.key] = item
    return list(taken.values())


def waiting(data: Path) -> list[Waiting]:
    """Everything that waits, oldest first."""
    folder = inbox_dir(data)
    if not folder.is_dir():
        return []
    found: list[Waiting] = []
    for entry in folder.iterdir():
        with suppress(OSError, IndexError):  # 列出来之后，别人正好收下或撤下了
            if _KEY.fullmatch(entry.name) and originals(entry):
                found.append(read_waiting(entry))
    return sorted(found, key=lambda item: (item.received_at, item.name, item.key))


def item_of(data: Path, key: str) -> Waiting:
    """One waiting file by its key. Raises Refused where none waits under it (any more)."""
    folder = inbox_dir(data) / key if _KEY.fullmatch(key) else None
    if folder is None or not originals(folder):
        message = _("收件箱里没有“{0}”；可能已经收下或撤下了，请刷新后再看。").format(shown_name(key))
        raise Refused([Issue("inbox_unknown", message, value=shown_name(key))])
    return read_waiting(folder)


def choose(data: Path, key: str, choices: Choices) -> Waiting:
    """Keep what was decided about a file; a proposal made on other choices lapses. Raises Refused."""
    wrong = [
        Issue("choice_unknown", _("没有“{0}”这个选项；请从列出的里面选。").format(shown_name(value)), value=value)
        for value, is_known in (
            (choices.source, choices.source in shipped_titles()),
            (choices.period, _PERIOD.fullmatch(choices.period)),
            (choices.unit, choices.unit in MONEY_UNITS),
        )
        if value and not is_known
    ]
    if wrong:
        raise Refused(wrong)
    with _alone(data):
        item = item_of(data, key)
        if item.choices == choices:
            return item
        return _keep(replace(item, choices=choices, proposed_by="", proposed_at=None, reasons={}, warned=()))


def discard(data: Path, key: str, by: str = "") -> None:
    """Move a file out of the way, to inbox/discarded: nothing that was given to us is deleted. Raises Refused."""
    with _alone(data):
        item = item_of(data, key)
        now = datetime.now(UTC)
        write_page(item.path.parent, page_of(item) | {"discarded_by": by, "discarded_at": now.isoformat()})
        aside = inbox_dir(data) / DISCARDED
        try:
            aside.mkdir(exist_ok=True)
            item.path.parent.rename(aside / f"{now:%Y%m%dT%H%M%S%f}-{item.key}")
            flush(aside)
        except OSError as error:
            raise Refused([unwritable(inbox_dir(data))]) from error


def sign_proposal(data: Path, key: str, by: str, reason: str, warned: tuple[str, ...]) -> Waiting:
    """Note who proposes a file and why its warnings may stand. Raises Refused where it doesn't wait."""
    with _alone(data):
        item = item_of(data, key)
        reasons = {key: reason} if reason else {}
        now = datetime.now(UTC)
        return _keep(replace(item, proposed_by=by, proposed_at=now, reasons=reasons, warned=warned))


def leave(data: Path, key: str) -> None:
    """Take an accepted file out of the inbox: the ledger holds its bytes. Nothing where it has gone already."""
    gone = inbox_dir(data) / f".{key}-{uuid.uuid4().hex[:6]}"
    with suppress(OSError):
        (inbox_dir(data) / key).rename(gone)
        shutil.rmtree(gone)


def _keep(item: Waiting) -> Waiting:
    write_page(item.path.parent, page_of(item))
    return item


def _put(data: Path, name: str, content: bytes, whose: Mapping[str, Any]) -> Waiting:
    sha256 = hashlib.sha256(content).hexdigest()
    folder = inbox_dir(data) / sha256[:16]
    suffix = Path(name).suffix.lower()
    original = f"original{suffix if _SUFFIX.fullmatch(suffix) else ''}"
    with _alone(data):
        if originals(folder):
            held = read_waiting(folder)
            is_news = name not in (held.name, *held.also)
            return _keep(replace(held, also=(*held.also, name))) if is_news else held
        item = Waiting(
            key=folder.name, name=name, received_at=datetime.now(UTC), sha256=sha256, path=folder / original, **whose
        )
        scratch = inbox_dir(data) / f".{uuid.uuid4().hex}"
        try:
            scratch.mkdir()
            write_through(scratch / original, content)
            write_through(scratch / PAGE, json.dumps(page_of(item), ensure_ascii=False, indent=1).encode())
            flush(scratch)
            scratch.rename(folder)
            flush(folder.parent)
        except OSError as error:
            raise Refused([unwritable(inbox_dir(data))]) from error
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    return item


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Hold the inbox for a change: two clerks decide one after the other. Raises Refused where it can't be written.

    Half-written files a killed process left are swept away here: nobody else writes now.
    """
    folder = inbox_dir(data)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w")
    except OSError as error:
        raise Refused([unwritable(folder)]) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in folder.glob(".*"):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
        yield

"""一份在收件箱里等着的文件：原件旁边一页登记，写的是谁交的、定了什么、谁报审的。"""

import hashlib
import json
import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from etl.bundle import shown_name
from etl.issue import Issue, Refused
from etl.words import _

PAGE = "page.json"


@dataclass(frozen=True)
class Choices:
    """What a clerk decided about a file; "" where nothing was. `mapping`: their header → our column, "" = left out."""

    source: str = ""
    period: str = ""
    unit: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Waiting:
    """A file that waits, with all that was decided about it. `also`: other names under which the same bytes came.

    `reasons`: key → why its warnings may stand, as given with the proposal; `warned` are the warnings then proposed.
    `by` is the account it came with, "" where nobody signed in; `scope` the part that account answers for
    (subdistrict|cluster → names), {} for all of it.
    """

    key: str
    name: str
    sender: str
    received_at: datetime
    sha256: str
    path: Path
    choices: Choices = field(default_factory=Choices)
    proposed_by: str = ""
    proposed_at: datetime | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()
    by: str = ""
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def originals(folder: Path) -> list[Path]:
    """The file itself in a waiting file's folder; [] where there is none."""
    return sorted(folder.glob("original*")) if folder.is_dir() else []


def read_waiting(folder: Path) -> Waiting:
    """A waiting file from its folder; where its page can't be read, the file itself is still there to be looked at."""
    path = originals(folder)[0]
    try:
        page = json.loads((folder / PAGE).read_text(encoding="utf-8"))
        proposed = page["proposed_at"]
        return Waiting(
            key=folder.name,
            name=shown_name(page["name"]),
            sender=str(page["sender"]),
            received_at=datetime.fromisoformat(page["received_at"]),
            sha256=str(page["sha256"]),
            path=path,
            choices=Choices(**page["choices"]),
            proposed_by=str(page["proposed_by"]),
            proposed_at=datetime.fromisoformat(proposed) if proposed else None,
            reasons=dict(page["reasons"]),
            also=tuple(page["also"]),
            warned=tuple(page["warned"]),
            by=str(page.get("by", "")),
            scope={kind: tuple(names) for kind, names in page.get("scope", {}).items()},
        )
    except (OSError, ValueError, KeyError, TypeError):
        moment = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        with path.open("rb") as stream:
            return Waiting(folder.name, path.name, "", moment, hashlib.file_digest(stream, "sha256").hexdigest(), path)


def page_of(item: Waiting) -> dict[str, Any]:
    """What is written beside the original."""
    return {
        "name": item.name,
        "sender": item.sender,
        "received_at": item.received_at.isoformat(),
        "sha256": item.sha256,
        "choices": vars(item.choices) | {"mapping": dict(item.choices.mapping)},
        "proposed_by": item.proposed_by,
        "proposed_at": item.proposed_at.isoformat() if item.proposed_at else None,
        "reasons": dict(item.reasons),
        "also": list(item.also),
        "warned": list(item.warned),
        **({"by": item.by} if item.by else {}),
        **({"scope": {kind: list(names) for kind, names in item.scope.items()}} if item.scope else {}),
    }


def write_page(folder: Path, page: Mapping[str, Any]) -> None:
    """Write or replace the page in one move: old or new, never half. Raises Refused where it can't be written."""
    scratch = folder / f".{uuid.uuid4().hex}"
    try:
        write_through(scratch, json.dumps(page, ensure_ascii=False, indent=1).encode())
        scratch.rename(folder / PAGE)
        flush(folder)
    except OSError as error:
        raise Refused([unwritable(folder)]) from error
    finally:
        scratch.unlink(missing_ok=True)


def write_through(file: Path, content: bytes) -> None:
    """Write a file and wait until it is on the disk."""
    with file.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def flush(folder: Path) -> None:
    """Wait until a folder's own entries are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def unwritable(folder: Path) -> Issue:
    """The finding for an inbox that can't be written."""
    message = _("写不进收件箱 {0}；没有写的都没有动。请检查磁盘空间和目录权限后再试一次。").format(folder)
    return Issue("inbox_unwritable", message)

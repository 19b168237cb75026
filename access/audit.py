"""留痕：谁、何时、从哪里、做了什么、看的哪一版数据；只添不改，一行扣着前一行。"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from access.database import access_dir, prepared
from etl.paths import BEIJING, data_dir

HEAD = "head.json"
_LONGEST = 500  # 一项最多记多少字；来者不善的名字不该撑大留痕
_TAIL = 65_536  # 字节；最后一行一定在其中


class Someone(Protocol):
    """Whoever acts: what `access.current.User` has."""

    @property
    def name(self) -> str:
        """The account."""
        ...

    @property
    def role(self) -> str:
        """The role it acts in."""
        ...

    @property
    def address(self) -> str:
        """Where from."""
        ...


@dataclass(frozen=True)
class Line:
    """One line. `n` counts from 1 over all months; `at` is ISO time in Beijing; `what` the event's own particulars."""

    n: int
    at: str
    event: str
    who: str
    role: str
    address: str
    version: str
    what: Mapping[str, Any]
    previous: str
    digest: str


def audit_dir(data: Path) -> Path:
    """One file a month, and the head that says which line was last."""
    return access_dir(data) / "audit"


def record(
    event: str,
    user: Someone | str | None,
    *,
    data: Path | None = None,
    version: str = "",
    address: str = "",
    **what: object,
) -> Line:
    """Append one line and have it on disk before returning.

    `user` is who acted, or a name where nobody is signed in, or None for the system itself; `version` the data version
    that was looked at. Raises OSError or AccessError where it can't be written: then the act itself must not go on.
    """
    folder = data or data_dir()
    who = user if isinstance(user, str) else user.name if user else ""
    role = "" if isinstance(user, str) or user is None else user.role
    place = address or ("" if isinstance(user, str) or user is None else user.address)
    with _writing(folder) as trail:
        last = _last(trail)
        now = datetime.now(BEIJING)
        fields = {
            "n": last["n"] + 1,
            "at": now.isoformat(timespec="milliseconds"),
            "event": event,
            "who": _short(who),
            "role": role,
            "address": _short(place),
            "version": version,
            "what": {key: _short(value) for key, value in what.items()},
            "previous": last["digest"],
        }
        line = {**fields, "digest": line_digest(fields)}
        _append(trail / f"{now:%Y-%m}.jsonl", json.dumps(line, ensure_ascii=False))
        _set_head(trail, {"n": line["n"], "digest": line["digest"], "at": line["at"]})
    return Line(**line)


def line_digest(line: Mapping[str, Any]) -> str:
    """sha256 of what a line says besides its own digest; it holds the digest of the line before."""
    content = {key: value for key, value in line.items() if key != "digest"}
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def month_files(data: Path) -> list[Path]:
    """The files of the trail, oldest first."""
    return sorted(audit_dir(data).glob("????-??.jsonl"))


def search(
    data: Path, *, who: str = "", event: str = "", text: str = "", since: str = "", until: str = "", most: int = 500
) -> list[Line]:
    """Lines that fit, newest first: `who`, `event` by beginning, `text` anywhere, `since`/`until` ISO days inclusive.

    A line that can't be read is passed over here; `verify` names it.
    """
    found: list[Line] = []
    for file in reversed(month_files(data)):
        if (since and file.stem < since[:7]) or (until and file.stem > until[:7]):
            continue
        for written in reversed(file.read_text(encoding="utf-8", errors="replace").split("\n")):
            line = _readable(written)
            if line is None or (text and text not in written) or not line.who.startswith(who):
                continue
            if line.event.startswith(event) and since <= line.at[:10] and (not until or line.at[:10] <= until):
                found.append(line)
                if len(found) >= most:
                    return found
    return found


def _readable(written: str) -> Line | None:
    try:
        return Line(**json.loads(written))
    except (ValueError, TypeError):
        return None


def _short(value: object) -> object:
    if isinstance(value, bool | int | float) or value is None:
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [_short(one) for one in list(value)[:50]]
    return str(value).encode("utf-8", "replace").decode()[:_LONGEST]


@contextmanager
def _writing(data: Path) -> Iterator[Path]:
    trail = prepared(data) / "audit"
    trail.mkdir(mode=0o700, exist_ok=True)
    with open(os.open(trail / ".lock", os.O_RDWR | os.O_CREAT, 0o600), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield trail


def _last(trail: Path) -> dict[str, Any]:
    """Number and digest of the line written last, by the head; by the trail's own end where that is one further on."""
    head = read_head(trail)
    files = sorted(trail.glob("????-??.jsonl"))
    tail = _last_line(files[-1]) if files else None
    if tail and (head is None or tail["n"] == head["n"] + 1):
        return tail  # 写完一行、还没改头就断了电
    return head or {"n": 0, "digest": ""}


def read_head(trail: Path) -> dict[str, Any] | None:
    """What the head says, or None where there is none or it can't be read."""
    try:
        head = json.loads((trail / HEAD).read_text(encoding="utf-8"))
        return head if isinstance(head["n"], int) and isinstance(head["digest"], str) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _last_line(file: Path) -> dict[str, Any] | None:
    with file.open("rb") as stream:
        stream.seek(max(0, file.stat().st_size - _TAIL))
        for written in reversed(stream.read().splitlines()):
            line = _readable(written.decode("utf-8", "replace"))
            if line:
                return {"n": line.n, "digest": line.digest}
    return None


def _append(file: Path, text: str) -> None:
    with open(os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600), "rb+") as stream:
        size = stream.seek(0, os.SEEK_END)
        is_torn = size > 0 and os.pread(stream.fileno(), 1, size - 1) != b"\n"  # 上次写到一半：另起一行，别接在它后面
        stream.write((b"\n" if is_torn else b"") + text.encode() + b"\n")
        stream.flush()
        os.fsync(stream.fileno())


def _set_head(trail: Path, head: Mapping[str, Any]) -> None:
    scratch = trail / f"{HEAD}.new"
    with open(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
        json.dump(head, stream, ensure_ascii=False)
        stream.flush()
        os.fsync(stream.fileno())
    scratch.replace(trail / HEAD)

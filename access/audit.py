"""留痕：谁、何时、从哪里、做了什么、看的哪一版数据；只添不改，一行扣着前一行。"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from access import later
from access.audit_file import append, flush, last_line, last_of, month_files, read_head, set_head, writing
from etl.paths import BEIJING, data_dir

_LONGEST = 500  # 一项最多记多少字；来者不善的名字不该撑大留痕


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


def record(
    event: str,
    user: Someone | str | None,
    *,
    data: Path | None = None,
    version: str = "",
    address: str = "",
    is_act: bool = True,
    **what: object,
) -> Line:
    """Append one line. What is done is on disk before this returns; what was only looked at or refused (not `is_act`)
    is handed to the system, outlives this process, and is on disk a moment later: only a loss of power loses it.

    `user` is who acted, or a name where nobody is signed in, or None for the system itself; `version` the data version
    that was looked at. Raises OSError or AccessError where it can't be written: then the act itself must not go on.
    """
    folder = data or data_dir()
    line = _written(event, user, folder, version, address, what, is_act=is_act)
    if not is_act:
        later.do(folder, settle)
    return line


def _written(
    event: str,
    user: Someone | str | None,
    data: Path,
    version: str,
    address: str,
    what: Mapping[str, object],
    *,
    is_act: bool,
) -> Line:
    who = user if isinstance(user, str) else user.name if user else ""
    role = "" if isinstance(user, str) or user is None else user.role
    place = address or ("" if isinstance(user, str) or user is None else user.address)
    with writing(data) as trail:
        last = last_of(trail)
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
        append(trail / f"{now:%Y-%m}.jsonl", json.dumps(line, ensure_ascii=False), is_durable=is_act)
        if is_act or read_head(trail) is None:
            set_head(trail, line)
    return Line(**line)


def settle(data: Path) -> None:
    """Have every line on disk, and the head say which is last."""
    with writing(data) as trail:
        files = month_files(data)
        for file in files[-2:]:  # 月初那一刻，前一个月的也可能还没落盘
            flush(file)
        tail, head = last_line(files[-1]) if files else None, read_head(trail)
        if tail and (head is None or tail["n"] > head["n"]):
            set_head(trail, tail)


def line_digest(line: Mapping[str, Any]) -> str:
    """sha256 of what a line says besides its own digest; it holds the digest of the line before."""
    content = {key: value for key, value in line.items() if key != "digest"}
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


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

"""留痕落在盘上的样子：一月一个文件，一个记着末行的 head.json，一次只有一个人写。"""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from access.database import access_dir, prepared

HEAD = "head.json"
_TAIL = 65_536  # 字节；最后一行一定在其中


def audit_dir(data: Path) -> Path:
    """One file a month, and the head that says which line was last."""
    return access_dir(data) / "audit"


def month_files(data: Path) -> list[Path]:
    """The files of the trail, oldest first."""
    return sorted(audit_dir(data).glob("????-??.jsonl"))


@contextmanager
def writing(data: Path) -> Iterator[Path]:
    """Hold the trail for writing; answers its folder."""
    trail = prepared(data) / "audit"
    trail.mkdir(mode=0o700, exist_ok=True)
    with open(os.open(trail / ".lock", os.O_RDWR | os.O_CREAT, 0o600), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield trail


def last_of(trail: Path) -> dict[str, Any]:
    """Number and digest of the line written last, by the head; by the trail's own end where that is further on."""
    head = read_head(trail)
    files = sorted(trail.glob("????-??.jsonl"))
    tail = last_line(files[-1]) if files else None
    if tail and (head is None or tail["n"] > head["n"]):
        return tail  # 写完了、还没轮到改头
    return head or {"n": 0, "digest": ""}


def read_head(trail: Path) -> dict[str, Any] | None:
    """What the head says, or None where there is none or it can't be read."""
    try:
        head = json.loads((trail / HEAD).read_text(encoding="utf-8"))
        return head if isinstance(head["n"], int) and isinstance(head["digest"], str) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def last_line(file: Path) -> dict[str, Any] | None:
    """Number, digest and time of a file's last line that can be read; None where there is none."""
    with file.open("rb") as stream:
        stream.seek(max(0, file.stat().st_size - _TAIL))
        for written in reversed(stream.read().splitlines()):
            try:
                line = json.loads(written)
                return {"n": int(line["n"]), "digest": str(line["digest"]), "at": str(line["at"])}
            except (ValueError, KeyError, TypeError):
                continue
    return None


def append(file: Path, text: str, *, is_durable: bool) -> None:
    """Write one line at the end; `is_durable` waits until it is on the disk."""
    with open(os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600), "rb+") as stream:
        size = stream.seek(0, os.SEEK_END)
        is_torn = size > 0 and os.pread(stream.fileno(), 1, size - 1) != b"\n"  # 上次写到一半：另起一行，别接在它后面
        stream.write((b"\n" if is_torn else b"") + text.encode() + b"\n")
        stream.flush()
        if is_durable:
            os.fsync(stream.fileno())


def flush(file: Path) -> None:
    """Wait until all of a file is on the disk."""
    with file.open("rb") as stream:
        os.fsync(stream.fileno())


def set_head(trail: Path, line: Mapping[str, Any]) -> None:
    """Have the head say that this line is the last, on disk, in one move."""
    head = {key: line[key] for key in ("n", "digest", "at")}
    scratch = trail / f"{HEAD}.new"
    with open(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
        json.dump(head, stream, ensure_ascii=False)
        stream.flush()
        os.fsync(stream.fileno())
    scratch.replace(trail / HEAD)

"""查留痕：改过、少了、换了先后、截去尾巴，都指得出是哪一行；过了期的按规矩删。"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from access.audit import line_digest, record
from access.audit_file import audit_dir, month_files, read_head
from access.fault import AccessError
from access.settings import LEAST_AUDIT_DAYS
from etl.paths import BEIJING
from etl.words import _

PRUNED = "留痕.过期删除"


@dataclass(frozen=True)
class Month:
    """One file gone through: its first and last good line, what is wrong inside, digests of deleted months it notes;
    how many bytes and lines that was, and the sha256 of those bytes."""

    first: dict[str, Any] | None = None
    last: dict[str, Any] | None = None
    found: tuple[str, ...] = ()
    anchors: frozenset[str] = frozenset()
    size: int = 0
    lines: int = 0
    digest: str = hashlib.sha256().hexdigest()


_known: dict[Path, tuple[tuple[int, int, int], Month]] = {}


def verify(data: Path) -> list[str]:
    """Every sign that the trail was changed, in Chinese with file and line; [] if it is whole.

    Within one process a file is gone through again only when its size, time or place has changed, and then only what
    is new, as long as the bytes before it are the same.
    """
    found: list[str] = []
    first: dict[str, Any] | None = None
    last: dict[str, Any] | None = None
    anchors: set[str] = set()
    for file in month_files(data):
        month = _month(file)
        if last and month.first:
            found += _gap(_("{0} 开头").format(file.name), last, month.first)
        found += month.found
        first, last = first or month.first, month.last or last
        anchors |= month.anchors
    if first and first["n"] != 1 and first["previous"] not in anchors:
        found.append(_("开头少了 {0} 行，留痕里没有按期删除的记录。").format(first["n"] - 1))
    return found + _head_problems(data, last)


def forget() -> None:
    """Go through everything anew the next time."""
    _known.clear()


def _month(file: Path) -> Month:
    stat = file.stat()
    state = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
    before, known = _known.get(file, (state, Month()))
    if known.size and before == state:
        return known
    content = file.read_bytes()
    is_same = hashlib.sha256(content[: known.size]).hexdigest() == known.digest
    if not is_same or content[known.size - 1 : known.size] != b"\n":
        known = Month()
    month = _gone_through(file.name, content, known)
    _known[file] = (state, month)
    return month


def _gone_through(name: str, content: bytes, known: Month) -> Month:
    """A file's content, of which `known` is the beginning."""
    found = list(known.found)
    first, last, anchors = known.first, known.last, set(known.anchors)
    new = content[known.size :].decode("utf-8", "replace").removesuffix("\n").split("\n") if content else []
    for number, written in enumerate(new if len(content) > known.size else [], known.lines + 1):
        place = _("{0} 第 {1} 行").format(name, number)
        line = _parsed(written)
        if line is None:
            found.append(_("{0}：读不出来，被改动过或没有写完。").format(place))
            continue
        if line_digest(line) != line["digest"]:
            found.append(_("{0}：内容与摘要对不上，被改动过。").format(place))
        if last:
            found += _gap(place, last, line)
        if line["event"] == PRUNED:
            anchors.add(line["what"].get("digest", ""))
        first, last = first or line, line
    digest = hashlib.sha256(content).hexdigest()
    return Month(first, last, tuple(found), frozenset(anchors), len(content), content.count(b"\n"), digest)


def _gap(place: str, before: Mapping[str, Any], line: Mapping[str, Any]) -> list[str]:
    """What is wrong between two lines that should follow each other."""
    if (line["n"], line["previous"]) == (before["n"] + 1, before["digest"]):
        return []
    words = _("{0}：这是第 {1} 行，前面是第 {2} 行，接不上；中间被删除、插入或换了先后。")
    return [words.format(place, line["n"], before["n"])]


def _head_problems(data: Path, last: dict[str, Any] | None) -> list[str]:
    head = read_head(audit_dir(data))
    if head is None:
        return [_("head.json 不见了或读不出来，说不准末尾有没有少。")] if last else []
    if last is None:
        return [_("head.json 说有 {0} 行，一行也没有找到。").format(head["n"])]
    if head["n"] < last["n"] and _digest_of(data, head["n"]) == head["digest"]:
        return []  # 写完了、还没轮到改头；其间各行首尾相连，上面查过了
    if (head["n"], head["digest"]) != (last["n"], last["digest"]):
        return [_("末尾是第 {0} 行，head.json 说是第 {1} 行；尾巴被截去或改动过。").format(last["n"], head["n"])]
    return []


def prune(data: Path, days: int) -> list[str]:
    """Delete whole months older than `days`, noting each in the trail itself; returns the files deleted.

    Raises AccessError where `days` is less than the law asks or the trail is not whole.
    """
    if days < LEAST_AUDIT_DAYS:
        raise AccessError(_("留痕至少存 {0} 天。").format(LEAST_AUDIT_DAYS))
    if verify(data):
        raise AccessError(_("留痕有被动过的迹象，先用 verify-audit 查清，不能删。"))
    oldest = datetime.now(BEIJING) - timedelta(days=days)
    gone = []
    for file in month_files(data)[:-1]:
        end = datetime.strptime(file.stem, "%Y-%m").replace(tzinfo=BEIJING) + timedelta(days=31)
        if end > oldest:
            break
        last = _parsed(file.read_text(encoding="utf-8").rstrip("\n").split("\n")[-1]) or {}
        record(PRUNED, None, data=data, file=file.name, n=last.get("n"), digest=last.get("digest"))
        file.unlink()
        gone.append(file.name)
    return gone


def _digest_of(data: Path, n: int) -> str:
    """The digest of line `n`, looked for from the end; "" where it isn't there."""
    for file in reversed(month_files(data)):
        for written in reversed(file.read_text(encoding="utf-8", errors="replace").split("\n")):
            line = _parsed(written)
            if line and line["n"] <= n:
                return line["digest"] if line["n"] == n else ""
    return ""


def _parsed(written: str) -> dict[str, Any] | None:
    try:
        line = json.loads(written)
    except ValueError:
        return None
    keys = {"n", "at", "event", "who", "role", "address", "version", "what", "previous", "digest"}
    is_line = isinstance(line, dict) and line.keys() == keys and isinstance(line["n"], int)
    return line if is_line and isinstance(line["what"], dict) else None

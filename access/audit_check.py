"""查留痕：改过、少了、换了先后、截去尾巴，都指得出是哪一行；过了期的按规矩删。"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from access.audit import audit_dir, line_digest, month_files, read_head, record
from access.fault import AccessError
from access.settings import LEAST_AUDIT_DAYS
from etl.paths import BEIJING
from etl.words import _

PRUNED = "留痕.过期删除"


@dataclass(frozen=True)
class Month:
    """One file gone through: its first and last good line, what is wrong inside, digests of deleted months it notes."""

    first: dict[str, Any] | None
    last: dict[str, Any] | None
    found: tuple[str, ...]
    anchors: frozenset[str]


def verify(data: Path) -> list[str]:
    """Every sign that the trail was changed, in Chinese with file and line; [] if it is whole.

    Within one process a file is gone through again only when its size, time or place has changed.
    """
    found: list[str] = []
    first: dict[str, Any] | None = None
    last: dict[str, Any] | None = None
    anchors: set[str] = set()
    for file in month_files(data):
        state = file.stat()
        month = _month(file, state.st_size, state.st_mtime_ns, state.st_ino)
        if last and month.first:
            found += _gap(_("{0} 开头").format(file.name), last, month.first)
        found += month.found
        first, last = first or month.first, month.last or last
        anchors |= month.anchors
    if first and first["n"] != 1 and first["previous"] not in anchors:
        found.append(_("开头少了 {0} 行，留痕里没有按期删除的记录。").format(first["n"] - 1))
    return found + _head_problems(data, last)


@lru_cache(maxsize=240)
def _month(file: Path, _size: int, _time: int, _place: int) -> Month:
    found: list[str] = []
    first: dict[str, Any] | None = None
    last: dict[str, Any] | None = None
    anchors: set[str] = set()
    for place, written in _lines(file):
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
    return Month(first, last, tuple(found), frozenset(anchors))


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
    if head["n"] == last["n"] - 1:
        return []  # 写完一行、还没改头就断了电；下一次写入会接上
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


def _lines(file: Path) -> Iterator[tuple[str, str]]:
    lines = file.read_text(encoding="utf-8", errors="replace").removesuffix("\n").split("\n")
    for number, written in enumerate(lines, 1):
        yield _("{0} 第 {1} 行").format(file.name, number), written


def _parsed(written: str) -> dict[str, Any] | None:
    try:
        line = json.loads(written)
    except ValueError:
        return None
    keys = {"n", "at", "event", "who", "role", "address", "version", "what", "previous", "digest"}
    is_line = isinstance(line, dict) and line.keys() == keys and isinstance(line["n"], int)
    return line if is_line and isinstance(line["what"], dict) else None

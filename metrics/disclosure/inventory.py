"""记录的清单：released 里每一份的摘要，写在它旁边。少一份、改一个字节、放回来的是旧的，对着它就看得出来（lost.py）。

写法与 sha256sum 的一样（`cd released && sha256sum -c ../released.sha256` 也核得了），# 开头的是旁注。演示数据不设清单。
"""

import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from etl.paths import BEIJING, released_dir, released_list
from metrics.disclosure.record import read_whole
from metrics.store import StoreError

_LOCK, _BEGUN = ".listing", ".listed"  # 立过清单就有后一个：清单不见了，也看得出来
_PLACE, _LOST, _ACCEPTED = "# place ", "# lost ", "# accepted "
_TITLE = "# 给受控的角色看过什么，一份记录一行；与 released 一起备份，不要改，不要删\n"
_read: dict[Path, tuple[tuple[int, ...], str]] = {}


@dataclass(frozen=True)
class Inventory:
    """The list: `listed`, digest by file in `released`; `lost`, files taken as lost by an administrator; `accepted`,
    when, by whom and why, a line each; `place`, the number the file system gave the list where it was written.
    """

    listed: Mapping[str, str] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    place: str = ""


def read(data: Path) -> Inventory | None:
    """The list of a data folder, None where there is none. A last line broken off by a kill is no line yet."""
    try:
        lines = released_list(data).read_bytes().decode("utf-8", "replace").split("\n")[:-1]
    except FileNotFoundError:
        return None
    pairs = [line.split("  ", 1) for line in lines if line and not line.startswith("#")]
    return Inventory(
        {pair[1]: pair[0] for pair in pairs if len(pair) == 2},
        tuple(line.removeprefix(_LOST).partition("  ")[2] for line in lines if line.startswith(_LOST)),
        tuple(line.removeprefix(_ACCEPTED) for line in lines if line.startswith(_ACCEPTED)),
        next((line.removeprefix(_PLACE) for line in lines if line.startswith(_PLACE)), ""),
    )


def is_begun(data: Path) -> bool:
    """Whether there was a list once, be it there still or not."""
    return (released_dir(data) / _BEGUN).exists()


def is_here(data: Path, known: Inventory) -> bool:
    """Whether the list stands where it was written: a copy has another number, whatever made it."""
    return known.place in ("", str(released_list(data).stat().st_ino))


def add(data: Path) -> None:
    """List every record that isn't yet; the list is on disk when this returns. Raises OSError where it can't be."""
    with _locked(data):
        known = read(data)
        if known is None and is_begun(data):
            raise FileNotFoundError(2, "", str(released_list(data)))
        seen = {*known.listed, *known.lost} if known else set()
        lines = [f"{digest(file)}  {_name(file)}\n" for file in _files(data) if _name(file) not in seen]
        if known is None:
            _replace(data, lines)
        elif lines:
            with released_list(data).open("r+b") as sink:
                sink.seek(sink.read().rfind(b"\n") + 1)  # 写到一半被杀掉的一行，从头写过
                sink.truncate()
                sink.write("".join(lines).encode())
                sink.flush()
                os.fsync(sink.fileno())
        if not is_begun(data):
            (released_dir(data) / _BEGUN).touch(0o600)


def accept(data: Path, who: str, why: str) -> list[str]:
    """Take what is gone or can't be read as lost, and this place as the record's own; returns the files lost.

    What can't be read is put aside, not deleted, and its number never given again; what was changed and can be read is
    still held to have been given out. What the lost ones gave out is no longer protected against: the caller has said
    so. Raises OSError where the list can't be written.
    """
    folder = released_dir(data)
    with _locked(data):
        known = read(data) or Inventory()
        gone = _gone(data, known)
        for name in gone:
            if (folder / name).exists():
                (folder / name).rename(folder / f"{name}.damaged")
        for link in folder.glob("versions/*/[!.]*"):
            if f"{link.name}/{record_of(link)[0]}" in gone:
                unlink(link)
        now = datetime.now(BEIJING).isoformat(timespec="seconds")
        said = " ".join(f"{now} {who}：{why}（{len(gone)}）".split())
        lines = [f"{_ACCEPTED}{one}\n" for one in (*known.accepted, said)]
        lines += [f"{_LOST}{known.listed.get(name, '-')}  {name}\n" for name in (*known.lost, *gone)]
        _replace(data, [*lines, *(f"{digest(file)}  {_name(file)}\n" for file in _files(data))])
        (folder / _BEGUN).touch(0o600)
    return gone


def numbers(data: Path, period: str) -> tuple[set[int], set[int]]:
    """The numbers of a period's records that were ever given, and those of them taken as lost."""
    known = read(data) or Inventory()
    there = {_name(file) for file in (released_dir(data) / period).glob("*")}
    lost = _numbers(known.lost, period)
    return _numbers({*known.listed, *there}, period) | lost, lost


def note_of(link: Path) -> Path:
    """Where the digest stands of the record a link names: beside the link, which older programs read too."""
    return link.with_name(f".{link.name}")


def record_of(link: Path) -> tuple[str, str]:
    """The record a version's link names, and the digest it had then; "" in a link from before they were kept."""
    try:
        had = note_of(link).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        had = ""
    return link.read_text(encoding="utf-8", errors="replace").partition(" ")[0], had


def unlink(link: Path) -> None:
    """Forget a version's link and its note."""
    link.unlink(missing_ok=True)
    note_of(link).unlink(missing_ok=True)


def digest(file: Path) -> str:
    """Of a record, read anew only where it isn't the one read before; "" where there is none."""
    try:
        one = file.stat()
        state = (one.st_ino, one.st_size, one.st_mtime_ns, one.st_ctime_ns)
        if _read.get(file, ((), ""))[0] != state:
            _read[file] = (state, hashlib.sha256(file.read_bytes()).hexdigest())
    except OSError:
        return ""
    return _read[file][1]


def digest_of(text: str) -> str:
    """Of lines of the list, in their order."""
    return hashlib.sha256(text.encode()).hexdigest()


def _gone(data: Path, known: Inventory) -> list[str]:
    folder = released_dir(data)
    gone = {name for name in known.listed if not digest(folder / name)}
    for file in _files(data):
        try:
            read_whole(file)
        except StoreError:
            gone.add(_name(file))
    for period in {file.parent.name for file in _files(data)}:  # 立清单以前就缺了的
        given, _lost = numbers(data, period)
        gone |= {f"{period}/{one:06d}.json.gz" for one in set(range(1, max(given) + 1)) - given}
    return sorted(gone)


def _numbers(names: Iterable[str], period: str) -> set[int]:
    found = [name.removeprefix(f"{period}/").partition(".")[0] for name in names if name.startswith(f"{period}/")]
    return {int(one) for one in found if one.isdecimal()}


def _files(data: Path) -> list[Path]:
    return sorted(released_dir(data).glob("*/*.json.gz"))


def _name(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


@contextmanager
def _locked(data: Path) -> Iterator[None]:
    folder = released_dir(data)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600), "r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _replace(data: Path, lines: Iterable[str]) -> None:
    """A new list in one move, with its own number in the file system."""
    file = released_list(data)
    draft = file.with_name(f".{file.name}.new")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as sink:
        sink.write(f"{_TITLE}{_PLACE}{os.fstat(sink.fileno()).st_ino}\n{''.join(lines)}")
        sink.flush()
        os.fsync(sink.fileno())
    draft.replace(file)

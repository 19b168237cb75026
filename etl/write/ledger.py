"""账本：按收取的先后读出每份归档，撤回的不算；账页首尾相连，改动过会看出来。"""

import fcntl
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from etl.issue import Issue, Refused
from etl.paths import BEIJING, filing_names, ledger_dir
from etl.words import _
from etl.write.filing import digest, last_written, page_digest, write_filing

_PAGE = "filing.json"
_PAGES_KEPT = 10_000  # 页，一页几千字节；几年的账每看一份表都要翻一遍


@dataclass(frozen=True)
class Filing:
    """One page of the ledger. `page` is filing.json as written; `is_active` is false for undone loads and for undos."""

    name: str
    folder: Path
    page: dict[str, Any]
    is_active: bool

    @property
    def rows(self) -> Path:
        """The tidy rows of a load."""
        return self.folder / "rows.parquet"


@contextmanager
def writer(data: Path) -> Iterator[None]:
    """Hold the ledger for writing; a second writer waits and then sees the first one's result."""
    folder = ledger_dir(data)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w")
    except OSError as error:
        message = _("写不进账本 {0}；请检查目录权限。").format(folder)
        raise Refused([Issue("write_failed", message)]) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def read_ledger(data: Path, as_of: date | None = None) -> list[Filing]:
    """All filings known on that day (all, without one), in order. Raises Refused where a page can't be read."""
    folder = ledger_dir(data)
    pages = {name: _page_again(folder / name) for name in filing_names(data, as_of)}
    withdrawn = _withdrawn(pages)
    return [
        Filing(name, folder / name, page, page["kind"] == "load" and name not in withdrawn)
        for name, page in pages.items()
    ]


def state_after(filings: list[Filing], name: str) -> list[Filing]:
    """The ledger as it stood right after filing `name`: later filings and undos don't count; '' is before the first.

    Raises Refused where the ledger has no filing of that name.
    """
    if name and all(filing.name != name for filing in filings):
        raise Refused([Issue("filing_unknown", _("账上没有 {0}；用 history 看现有的。").format(name))])
    held = [filing for filing in filings if filing.name <= name]
    withdrawn = _withdrawn({filing.name: filing.page for filing in held})
    return [replace(each, is_active=each.page["kind"] == "load" and each.name not in withdrawn) for each in held]


def counted(filings: list[Filing]) -> list[Filing]:
    """Active filings that count. Demonstration figures leave as soon as a real register or revenue is on the books."""
    active = [filing for filing in filings if filing.is_active]
    has_real = any(not f.page["is_demo"] and f.page["record"] in ("register", "revenue") for f in active)
    return [filing for filing in active if not (has_real and filing.page["is_demo"])]


def undo(data: Path, name: str, by: str, now: datetime | None = None, *, reason: str = "") -> str:
    """Withdraw a load, or withdraw an undo (which brings the load back). Returns the new filing's name.

    The reason, where one is given, stays on the books.
    """
    with writer(data):
        pages = {filing.name: filing.page for filing in read_ledger(data)}
        if name not in pages:
            raise Refused([Issue("filing_unknown", _("账上没有 {0}；用 history 看现有的。").format(name))])
        if name in _withdrawn(pages):
            raise Refused([Issue("filing_undone", _("{0} 已经撤回过了；要恢复，撤回那次撤回。").format(name))])
        page = {"kind": "undo", "undoes": name, "file": pages[name]["file"], "accepted_by": by}
        page |= {"reason": reason} if reason else {}
        return write_filing(data, page, now or datetime.now(BEIJING))


def check_ledger(data: Path) -> list[str]:
    """Every sign that a filing was changed after it was written: broken chain, changed or missing file. [] if sound."""
    found: list[str] = []
    previous = ""
    names = filing_names(data)
    for name in names:
        folder = ledger_dir(data) / name
        page = _page(folder)
        if page.get("previous") != previous:
            found.append(_("{0}：与前一页接不上，前一页被改动、删除或插入过。").format(name))
        if page.get("filing") != name or page.get("digest") != page_digest(page):
            found.append(_("{0}：登记页在收下之后被改动过。").format(name))
        found += _changed_files(folder, page.get("digests", {}))
        previous = digest(folder / "filing.json")
    last = last_written(ledger_dir(data))
    if last and last not in names:
        found.append(_("{0}：最后收下的这一份不见了。").format(last))
    return found


def _changed_files(folder: Path, digests: dict[str, str]) -> list[str]:
    found: list[str] = []
    for file, expected in digests.items():
        path = folder / file
        if not path.exists():
            found.append(_("{0}：缺少文件 {1}。").format(folder.name, file))
        elif digest(path) != expected:
            found.append(_("{0}：文件 {1} 在收下之后被改动过。").format(folder.name, file))
    strange = {path.name for path in folder.iterdir()} - digests.keys() - {"filing.json"}
    return found + [_("{0}：多出文件 {1}，不是收下时写的。").format(folder.name, file) for file in sorted(strange)]


def _page_again(folder: Path) -> dict[str, Any]:
    """The page, read once and again where the file isn't the same any more; each caller gets the same dict."""
    try:
        found = (folder / _PAGE).stat()
    except OSError:
        return _page(folder)
    return _read_once(folder, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


@lru_cache(maxsize=_PAGES_KEPT)
def _read_once(folder: Path, *_state: int) -> dict[str, Any]:
    return _page(folder)


def _page(folder: Path) -> dict[str, Any]:
    try:
        page = json.loads((folder / _PAGE).read_text(encoding="utf-8"))
        if page["kind"] == "load" or page["undoes"]:
            return page
        raise ValueError
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = _("账页 {0} 读不出来；账本可能损坏，请从备份恢复这个目录。").format(folder.name)
        raise Refused([Issue("ledger_damaged", message)]) from error


def _withdrawn(pages: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """Names that an undo in force withdraws, loads and undos alike. Looked at from the last: only later ones count."""
    withdrawn: set[str] = set()
    for name, page in reversed(list(pages.items())):
        if page["kind"] == "undo" and name not in withdrawn:
            withdrawn.add(page["undoes"])
    return withdrawn

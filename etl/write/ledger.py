"""账本：按收取的先后读出每份归档，撤回的不算；账页首尾相连，改动过会看出来。"""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from etl.issue import Issue, Refused
from etl.paths import BEIJING, filing_names, ledger_dir
from etl.words import _
from etl.write.filing import digest, write_filing


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
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def read_ledger(data: Path, as_of: date | None = None) -> list[Filing]:
    """All filings known on that day (all, without one), in order. Raises Refused where a page can't be read."""
    pages: list[tuple[Path, dict[str, Any]]] = []
    for name in filing_names(data, as_of):
        folder = ledger_dir(data) / name
        try:
            pages.append((folder, json.loads((folder / "filing.json").read_text(encoding="utf-8"))))
        except (OSError, ValueError) as error:
            message = _("账页 {0} 读不出来（{1}）；账本可能损坏，请从备份恢复这个目录。").format(name, error)
            raise Refused([Issue("ledger_damaged", message)]) from error
    active = _active(pages)
    return [Filing(folder.name, folder, page, folder.name in active) for folder, page in pages]


def undo(data: Path, name: str, by: str, now: datetime | None = None) -> str:
    """Withdraw an active load, or withdraw an undo (which brings the load back). Returns the new filing's name."""
    with writer(data):
        filings = {filing.name: filing for filing in read_ledger(data)}
        target = filings.get(name)
        if target is None:
            raise Refused([Issue("filing_unknown", _("账上没有 {0}；用 history 看现有的。").format(name))])
        withdrawn = any(filing.page.get("undoes") == name for filing in filings.values())
        if withdrawn and not target.is_active:  # 撤回之后又恢复的，可以再撤回
            raise Refused([Issue("filing_undone", _("{0} 已经撤回过了。").format(name))])
        page = {"kind": "undo", "undoes": name, "file": target.page["file"], "accepted_by": by}
        return write_filing(data, page, now or datetime.now(BEIJING))


def known_revenue(filings: list[Filing], *, is_demo: bool) -> dict[tuple[str, str], Decimal]:
    """(enterprise_id, period) → 万元 as last filed, over active revenue filings; demonstration and real kept apart."""
    known: dict[tuple[str, str], Decimal] = {}
    for filing in filings:
        if filing.is_active and filing.page.get("record") == "revenue" and filing.page["is_demo"] == is_demo:
            table = pq.read_table(filing.rows, columns=["enterprise_id", "period", "revenue_10k_cny"])
            firms, periods, values = (table.column(at).to_pylist() for at in range(3))
            known |= zip(zip(firms, periods, strict=True), values, strict=True)
    return known


def check_ledger(data: Path) -> list[str]:
    """Every sign that a filing was changed after it was written: broken chain, changed or missing file. [] if sound."""
    found: list[str] = []
    previous = ""
    for filing in read_ledger(data):
        if filing.page["previous"] != previous:
            found.append(_("{0}：与前一页接不上，前一页被改动、删除或插入过。").format(filing.name))
        for file, expected in filing.page["digests"].items():
            path = filing.folder / file
            if not path.exists():
                found.append(_("{0}：缺少文件 {1}。").format(filing.name, file))
            elif digest(path) != expected:
                found.append(_("{0}：文件 {1} 在收下之后被改动过。").format(filing.name, file))
        previous = digest(filing.folder / "filing.json")
    return found


def _active(pages: list[tuple[Path, dict[str, Any]]]) -> set[str]:
    active: set[str] = set()
    target_of: dict[str, str] = {}
    for folder, page in pages:
        if page["kind"] == "load":
            active.add(folder.name)
            continue
        target = target_of[folder.name] = page["undoes"]
        if target in target_of:
            active ^= {_load_of(target, target_of)}
        else:
            active.discard(target)
    return active


def _load_of(name: str, target_of: dict[str, str]) -> str:
    while name in target_of:
        name = target_of[name]
    return name

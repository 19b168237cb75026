"""给过什么都记着：同一期后来改了一家、补了一家，前后两版一减就是它，所以后一版要照着前一版来隐。

记录在 data/released/<报告期>/，一次一份，只增不改；内容与先前相同的不再记。丢了它，后一版就防不住前一版。
"""

import gzip
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from etl.paths import released_dir
from etl.words import _
from metrics.disclosure.build import Build, panels, periods, roll
from metrics.disclosure.figure import touching
from metrics.disclosure.pattern import Panels, Pattern, draw
from metrics.disclosure.roll import Cell, Firms, Roll
from metrics.disclosure.rules import Policy
from metrics.store import Store, StoreError


def pattern(store: Store, policy: Policy, period: str) -> Pattern:
    """What is withheld of `period` in this data version, given what earlier versions gave out; written down at once.

    Raises StoreError where it can't be written down.
    """
    return _pattern(Build(store), policy, period)


def is_recorded(store: Store, policy: Policy, period: str) -> bool:
    """Whether the pattern of `period` is written down for this build under this policy."""
    return _link(store, policy, period).exists()


def _link(store: Store, policy: Policy, period: str) -> Path:
    return released_dir(store.data) / "versions" / f"{store.path.stem}-{_digest(repr(policy))[:12]}" / period


@lru_cache(maxsize=2000)
def _pattern(build: Build, policy: Policy, period: str) -> Pattern:
    store = build.store
    folder = released_dir(store.data) / period
    link = _link(store, policy, period)
    if link.exists():
        return _read(folder / link.read_text(encoding="utf-8"))[1]
    near = {period, *(figure.period for figure in touching(period, periods(build)))}
    panels_of = {one: panels(build, one) for one in sorted(near)}
    try:
        name, found = _settled(folder, roll(build, period), panels_of, policy)
        _write(link, name.encode())
    except OSError as error:
        said = _("披露控制要记下给出过什么，{folder} 写不进去（{why}）。请让服务的账号能写数据目录。")
        raise StoreError(said.format(folder=released_dir(store.data).name, why=error.strerror)) from error
    return found


def _settled(folder: Path, own: Roll, figures: Mapping[str, Panels], policy: Policy) -> tuple[str, Pattern]:
    """The record that says what these figures give, or a new one; of two processes at once the first one counts."""
    fingerprint = _fingerprint(own, figures, policy)
    while True:
        names = sorted(file.name for file in folder.glob("*.json.gz")) if folder.is_dir() else []
        earlier = [_read(folder / name) for name in names]
        for name, (print_, found) in zip(names, earlier, strict=True):
            if print_ == fingerprint:
                return name, found
        full, known = _with_past(own, [found for _print, found in earlier])
        drawn = draw(full, policy, figures, known)
        name = f"{len(names) + 1:06d}.json.gz"
        if _write(folder / name, _packed(fingerprint, drawn)):
            return name, drawn


def _with_past(own: Roll, earlier: list[Pattern]) -> tuple[Roll, list[Firms]]:
    """The roll with the figures since replaced, and the sums given out before as places in it."""
    places = {
        (firm, amount): number
        for number, (firm, amount) in enumerate(zip(own.firms, own.amounts.tolist(), strict=True))
    }
    holders = dict(zip(own.firms, own.holders, strict=True))
    now = len(places)
    known: dict[Firms, None] = {}
    for one in earlier:
        for pair in zip(one.firms, one.amounts, strict=True):
            places.setdefault(pair, len(places))
        numbers = [places[pair] for pair in zip(one.firms, one.amounts, strict=True)]
        known |= dict.fromkeys(tuple(sorted(numbers[firm] for firm in shown)) for shown in one.shown)
    past = list(places)[now:]
    full = replace(
        own,
        firms=(*own.firms, *(firm for firm, _amount in past)),
        amounts=np.append(own.amounts, [amount for _firm, amount in past]),
        holders=(*own.holders, *(holders.get(firm, firm) for firm, _amount in past)),
        past=len(past),
    )
    return full, list(known)


def _fingerprint(own: Roll, figures: Mapping[str, Panels], policy: Policy) -> str:
    parts: list[Any] = [own.firms, own.amounts.tolist(), own.holders, sorted(own.places.items()), repr(policy)]
    for period in sorted(figures):
        for name, panel in sorted(figures[period].items()):
            parts.append([period, name, sorted(panel.values), sorted(panel.news.items())])
    return _digest(json.dumps(parts, ensure_ascii=False))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _packed(fingerprint: str, one: Pattern) -> bytes:
    body = {
        "fingerprint": fingerprint,
        "period": one.period,
        "hidden": sorted(one.hidden),
        "primary": sorted(one.primary),
        "rare": sorted(one.rare),
        "blocked": {name: list(cells.items()) for name, cells in one.blocked.items() if cells},
        "firms": one.firms,
        "amounts": one.amounts,
        "shown": one.shown,
    }
    return gzip.compress(json.dumps(body, ensure_ascii=False).encode(), mtime=0)


def _read(file: Path) -> tuple[str, Pattern]:
    body = json.loads(gzip.decompress(file.read_bytes()))
    return body["fingerprint"], Pattern(
        period=body["period"],
        hidden=frozenset(map(_cell, body["hidden"])),
        primary=frozenset(map(_cell, body["primary"])),
        rare=frozenset(map(_cell, body["rare"])),
        blocked={name: {_cell(key): size for key, size in cells} for name, cells in body["blocked"].items()},
        firms=tuple(body["firms"]),
        amounts=tuple(body["amounts"]),
        shown=tuple(tuple(one) for one in body["shown"]),
    )


def _cell(parts: list[list[str]]) -> Cell:
    return tuple((dimension, value) for dimension, value in parts)


def _write(file: Path, content: bytes) -> bool:
    """Write a new file, whole, readable by its owner only; False where another process was first."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as sink:
        sink.write(content)
        sink.flush()
        os.fsync(sink.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    return True

"""给过什么都记着：同一期后来改了一家、补了一家，前后两版一减就是它，所以后一版要照着前一版来隐。

记录在 data/released/<报告期>/，一次一份，只增不改；内容与先前相同的不再记。丢了它，后一版就防不住前一版，所以每一份
都列在清单里（inventory.py），缺一份就不给（lost.py）。
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from etl.paths import released_dir
from etl.words import _, why
from metrics.disclosure.build import Build, periods, quarter
from metrics.disclosure.figure import touching
from metrics.disclosure.inventory import add, digest, note_of, numbers, record_of, unlink
from metrics.disclosure.lost import check
from metrics.disclosure.new_file import write
from metrics.disclosure.offer import Quarter, with_priors
from metrics.disclosure.pattern import Pattern, Shown, draw
from metrics.disclosure.record import pack, read_shown, read_whole
from metrics.disclosure.roll import Firms, Roll
from metrics.disclosure.rules import Policy
from metrics.disclosure.sums import Row, Sums, row
from metrics.period import shifted
from metrics.store import Store, StoreError

_METHOD = 5  # 方案的算法换了就加一：先前的方案重算，先前给过的照样记得


def pattern(store: Store, policy: Policy, period: str) -> Shown:
    """What is withheld of `period` in this data version, given what earlier versions gave out; written down at once.

    Raises StoreError where it can't be written down, RecordLostError where what was given out before is not all there.
    """
    return _pattern(Build(store), policy, period)


def is_recorded(store: Store, policy: Policy, period: str) -> bool:
    """Whether the pattern of `period` is written down for this build under this policy."""
    return _link(store, policy, period).exists()


def _link(store: Store, policy: Policy, period: str) -> Path:
    return released_dir(store.data) / "versions" / f"{store.path.stem}-{_digest(_said(policy))[:12]}" / period


@lru_cache(maxsize=2000)
def _pattern(build: Build, policy: Policy, period: str) -> Shown:
    store = build.store
    check(store)
    folder = released_dir(store.data) / period
    link = _link(store, policy, period)
    if link.exists() and (kept := _linked(folder, link)) is not None:
        return kept
    check(store, is_drawing=True)
    near = {period, *(figure.period for figure in touching(period, periods(build)))}
    quarters = {one: quarter(build, one, policy.tables) for one in sorted(near)}
    try:
        name, found = _settled(store, period, quarters, policy)
        if not store.is_demo:
            add(store.data)
        write(note_of(link), digest(folder / name).encode())
        write(link, name.encode())
    except OSError as error:
        said = _("披露控制要记下给出过什么，{folder} 写不进去（{why}）。请检查磁盘空间，并让服务的账号能写数据目录。")
        raise StoreError(said.format(folder=released_dir(store.data).name, why=why(error))) from error
    return found


def _linked(folder: Path, link: Path) -> Shown | None:
    """What the record a version's link names withholds; None where the link, which is but a note, is not sound."""
    name, had = record_of(link)
    if not had or digest(folder / name) == had:  # 先前的记法没有摘要
        return read_shown(folder / name)[1]
    unlink(link)
    return None


def _settled(store: Store, period: str, quarters: Mapping[str, Quarter], policy: Policy) -> tuple[str, Shown]:
    """The record that says what these figures give, or a new one; of two processes at once the first one counts."""
    folder = released_dir(store.data) / period
    fingerprint = _fingerprint(period, quarters, policy)
    while True:
        files, given = _records(store.data, period)
        for file in files:
            made_from, found = read_shown(file)
            if made_from == fingerprint:
                return file.name, found
        own, prior = with_priors(quarters[period].roll, quarters.get(shifted(period, 4)))
        full, known, spread = _with_past(own, [read_whole(file) for file in files])
        drawn = draw(full, prior, policy, quarters, known, spread)
        file = folder / f"{given + 1:06d}.json.gz"
        if write(file, pack(fingerprint, drawn)):
            return file.name, drawn


def _records(data: Path, period: str) -> tuple[list[Path], int]:
    """What was given out of a period, the oldest first, and the last number given.

    Raises StoreError where one in between is gone and nobody has taken it as lost.
    """
    given, gone = numbers(data, period)
    last = max(given, default=0)
    files = [released_dir(data) / period / f"{one:06d}.json.gz" for one in range(1, last + 1) if one not in gone]
    for file in files:
        if not file.exists():
            read_shown(file)  # 不在：说清缺的是哪一份
    return files, last


def _with_past(own: Roll, earlier: list[Pattern]) -> tuple[Roll, Sums, list[Firms]]:
    """The roll with the figures since replaced; the sums given out before as places in it, and the sets of firms whose
    spread was.
    """
    places = {
        (firm, amount): number
        for number, (firm, amount) in enumerate(zip(own.firms, own.amounts.tolist(), strict=True))
    }
    holders = dict(zip(own.firms, own.holders, strict=True))
    now = len(places)
    known: dict[tuple[Row, float, float], None] = {}
    spread: dict[Firms, None] = {}
    for one in earlier:
        for pair in zip(one.firms, one.amounts, strict=True):
            places.setdefault(pair, len(places))
        numbers = [places[pair] for pair in zip(one.firms, one.amounts, strict=True)]
        for told, low, high in zip(one.told.rows, one.told.low, one.told.high, strict=True):
            known[row({numbers[place]: amount for place, amount in told}), low, high] = None
        spread |= {tuple(sorted(numbers[place] for place in firms)): None for firms in one.spread}
    past = list(places)[now:]
    full = replace(
        own,
        firms=(*own.firms, *(firm for firm, _amount in past)),
        amounts=np.append(own.amounts, [amount for _firm, amount in past]),
        holders=(*own.holders, *(holders.get(firm, firm.partition("@")[0]) for firm, _amount in past)),
        past=own.past + len(past),
    )
    return full, Sums(*zip(*known, strict=True)) if known else Sums(), list(spread)


def _fingerprint(period: str, quarters: Mapping[str, Quarter], policy: Policy) -> str:
    own = quarters[period].roll
    parts: list[Any] = [own.firms, own.amounts.tolist(), own.holders, sorted(own.places.items()), _said(policy)]
    for one in sorted(quarters):
        for name, panel in sorted(quarters[one].panels.items()):
            parts.append([one, name, sorted(panel.values.items()), sorted(panel.bases.items()), sorted(panel.news)])
    return _digest(json.dumps(parts, ensure_ascii=False))


def _said(policy: Policy) -> str:
    """What of the policy, and of the method, decides a pattern."""
    return f"{_METHOD} {policy.rules!r} {policy.tables!r} {policy.spread_contributors}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

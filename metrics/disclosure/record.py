"""一份给出过什么的记录，只增不改：文件里两段，前一段是看的人要问的，后一段是以后画新方案要用的，看的人不必读。

先前的写法只有一段，两样都在里面，照样读得出来；读不出来的不当作没有给出过。
"""

import gzip
import json
import zlib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from etl.words import _, why
from metrics.disclosure.pattern import Pattern, Shown
from metrics.disclosure.roll import Cell, Firms
from metrics.disclosure.sums import Sums, exact, of_firms
from metrics.store import StoreError

_GZIP = 31  # zlib 的记号：带 gzip 头的一段


def read_shown(file: Path) -> tuple[str, Shown]:
    """What the record was made from, as a fingerprint, and what it withholds.

    Raises StoreError where it is not there or can't be read: that is never taken for nothing given out.
    """
    try:
        head, _rest = _split(file.read_bytes())
        body = json.loads(head)
        return body["fingerprint"], Shown(period=body["period"], **_cells(body))
    except _BROKEN as error:
        raise _lost(file, error) from error


def read_whole(file: Path) -> Pattern:
    """The record with what was given out. Raises StoreError as `read_shown` does."""
    try:
        head, rest = _split(file.read_bytes())
        body = json.loads(head)
        figures = json.loads(gzip.decompress(rest)) if rest else body
        return Pattern(
            period=body["period"],
            **_cells(body),
            firms=tuple(figures["firms"]),
            amounts=tuple(figures["amounts"]),
            told=_told(figures),
            spread=_spread(figures),
        )
    except _BROKEN as error:
        raise _lost(file, error) from error


def pack(fingerprint: str, one: Pattern) -> bytes:
    """A record's content, as the two readers above know it."""
    limits = {name: list(steps.items()) for name, steps in one.limits.items()}
    every = sorted({*one.hidden, *one.primary, *one.rare, *(key for steps in limits.values() for key, _step in steps)})
    places = {key: number for number, key in enumerate(every)}
    shown = {
        "fingerprint": fingerprint,
        "period": one.period,
        "cells": every,
        "hidden": _numbers(one.hidden, places),
        "primary": _numbers(one.primary, places),
        "rare": _numbers(one.rare, places),
        "limits": {
            name: [[places[key] for key, _step in steps], [step for _key, step in steps]]
            for name, steps in limits.items()
        },
    }
    told = {
        "firms": one.firms,
        "amounts": one.amounts,
        "told": [one.told.rows, one.told.low, one.told.high],
        "spread": one.spread,
    }
    return b"".join(_member(part) for part in (shown, told))


# 缺项、截断、改坏、没有这个文件，都是读不出来
_BROKEN = (OSError, EOFError, zlib.error, KeyError, IndexError, TypeError, ValueError)


def _lost(file: Path, error: Exception) -> StoreError:
    said = _(
        "披露控制给出过什么的记录 {file} 读不出来（{why}）。没有它就防不住与先前给过的数相减，所以不给。"
        "请从备份放回数据目录里的 {folder} 文件夹。"
    )
    reason = why(error) if isinstance(error, OSError) else _("内容残缺")
    return StoreError(said.format(file=f"{file.parent.name}/{file.name}", why=reason, folder=file.parent.parent.name))


def _member(part: Mapping[str, Any]) -> bytes:
    text = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode() + b"\n", mtime=0)


def _split(content: bytes) -> tuple[bytes, bytes]:
    """The first part unpacked, the second as it is; b"" where a record of the earlier layout has one only."""
    one = zlib.decompressobj(_GZIP)
    head = one.decompress(content)
    if not one.eof:
        raise EOFError
    return head, one.unused_data


def _numbers(keys: Iterable[Cell], places: Mapping[Cell, int]) -> list[int]:
    return sorted(places[key] for key in keys)


def _cells(body: Mapping[str, Any]) -> dict[str, Any]:
    """The cells withheld and the limits of a record of either layout."""
    names = ("hidden", "primary", "rare")
    if "cells" not in body:  # 先前的写法：每处都写全是哪一格
        limits = {name: {_cell(key): step for key, step in steps} for name, steps in body.get("limits", {}).items()}
        return {name: frozenset(map(_cell, body[name])) for name in names} | {"limits": limits}
    every: list[Cell] = [_cell(key) for key in body["cells"]]
    limits = {
        name: dict(zip([every[one] for one in places], steps, strict=True))
        for name, (places, steps) in body["limits"].items()
    }
    return {name: frozenset([every[one] for one in body[name]]) for name in names} | {"limits": limits}


def _cell(parts: Collection[Collection[str]]) -> Cell:
    return tuple((dimension, value) for dimension, value in parts)


def _told(figures: Mapping[str, Any]) -> Sums:
    if "told" not in figures:  # 更早的写法：只有分文不差的合计，写作企业的位次
        return exact([of_firms(one) for one in figures["shown"]])
    rows, low, high = figures["told"]
    return Sums(tuple(tuple((place, amount) for place, amount in one) for one in rows), tuple(low), tuple(high))


def _spread(figures: Mapping[str, Any]) -> tuple[Firms, ...]:
    """The sets whose spread was given; a record from before they were kept may have given that of any it shows."""
    if "spread" in figures:
        return tuple(map(tuple, figures["spread"]))
    every = _told(figures)
    exact_ones = zip(every.rows, every.low, every.high, strict=True)
    return tuple(
        tuple(place for place, _amount in one)
        for one, low, high in exact_ones
        if low == high == 0 and all(amount == 1 for _place, amount in one)
    )

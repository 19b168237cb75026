"""碰巧相同的数各是什么：指标的门给这个角色的哪一格、哪个公布数或规划数、图上的坐标、标识里的一段。"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from etl.build import build
from etl.paths import clusters_dir, pace_file, plans_dir, tiers_file
from metrics import catalog
from metrics.disclosure.rules import load_policy
from metrics.request import RequestError
from metrics.show import show
from metrics.store import Store, open_store
from tests.access.crawl_search import LONG, Hit, significant

_FEW = 3  # 家；不足的格子本来就不该给，不能拿来解释
_MONEY = "_10k_cny"
_IN_WORDS = re.compile(r"\d+\.\d+|\d{5,}")
_PLACES = {
    "图上的坐标": [
        re.compile(rb'(?:\sd|points|transform|\s[xy]\d?|width|height|viewBox)="[^"<>]*$'),
        re.compile(rb"[MLHVCQAZ][\d.,\-MLHVCQAZ]{8,}$"),
    ],
    "标识里的一段": [re.compile(rb"[0-9a-f]{4,}-[0-9a-f-]*$")],
    "时刻": [re.compile(rb"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:$")],
}


@dataclass(frozen=True)
class Cell:
    """A number that may be shown: its name, its value, and whether it is money in 万元 and so shown in other units."""

    name: str
    value: float
    is_money: bool


def by_place(hit: Hit) -> str:
    """What the bytes around say a number is: a coordinate of a picture, part of an identifier; "" if they don't."""
    before, found, _after = hit.context.partition(hit.what.encode())
    told = (name for name, patterns in _PLACES.items() if any(one.search(before) for one in patterns))
    return next(told, "") if found else ""


def cells(data: Path, role: str, own: Mapping[str, Sequence[str]]) -> Iterator[list[Cell]]:
    """Everything that may be shown to a role, a table at a time: public and planned numbers, then the metrics' door's.

    A cell of the door counts from three firms on, counted here without disclosure control.
    """
    yield [*_planned(data), *_published(data)]
    store = open_store(data)
    groups = [(), *load_policy(data).tables]
    counts = {by: _counts(store, by) for by in groups}
    for metric, by in product(catalog.load(), groups):
        try:
            table = show(store, metric, by=by, role=role, own=own)
        except RequestError:
            continue
        yield list(_of_table(metric, by, table, counts[by]))


def named(numbers: Iterable[str], tables: Iterator[list[Cell]]) -> dict[str, str]:
    """What each number is, by its text: the first that may be shown and that it is.

    A long number may be a rounding, and money in another unit: that is no chance. A short one is only what has no more
    digits itself: as a rounding, some cell or other would always fit. Tables are asked for as long as one has no name.
    """
    left = set(numbers)
    names: dict[str, str] = {}
    while left and (table := next(tables, None)) is not None:
        for scale in (1.0, 1e-4, 1e4):
            chosen = sorted((cell.value * scale, cell.name) for cell in table if scale == 1 or cell.is_money)
            values = np.array([value for value, _name in chosen])
            for text in list(left):
                is_long = significant(text) >= LONG
                half = 0.5001 * 10.0 ** -len(text.partition(".")[2]) if is_long else 1e-9
                first, last = np.searchsorted(values, [float(text) - half, float(text) + half])
                if first < last and (is_long or scale == 1):
                    names[text] = chosen[first][1]
                    left.remove(text)
    return names


def _counts(store: Store, by: Sequence[str]) -> dict[tuple, int]:
    """How many firms each group has, by quarter and basis, and at most in any of them."""
    table = show(store, "scale", by=by)
    keys = ["period", "basis", *by]
    counts = {tuple(row[:-1]): int(row[-1]) for row in table[[*keys, "enterprises"]].itertuples(index=False)}
    for key, number in list(counts.items()):
        counts[key[2:]] = max(number, counts.get(key[2:], 0))
    return counts


def _of_table(metric: str, by: Sequence[str], table: pd.DataFrame, counts: Mapping[tuple, int]) -> Iterator[Cell]:
    columns = [name for name in table.columns if pd.api.types.is_float_dtype(table[name])]
    for row in table.to_dict("records"):
        group = tuple(row[one] for one in by)
        firms = counts.get((row.get("period"), row.get("basis"), *group), counts.get(group, 0))
        if firms >= _FEW:
            where = "·".join([str(row.get("period")), str(row.get("basis")), *map(str, group)])
            for name in columns:
                if pd.notna(row[name]):
                    label = f"{metric} 的 {name}（{where}，{firms} 家）= {row[name]:.6f}"
                    yield Cell(label, abs(float(row[name])), name.endswith(_MONEY))


def _published(data: Path) -> Iterator[Cell]:
    with duckdb.connect(str(build(data)), read_only=True) as books:
        table = books.execute("SELECT * FROM published").df()
    for row in table.to_dict("records"):
        for name, value in row.items():
            if isinstance(value, float) and value == value:
                yield Cell(f"公布数 {row.get('indicator')} {row.get('period')} {name} = {value}", abs(value), False)
                yield Cell(f"公布数 {row.get('indicator')} {row.get('period')} {name} = {value}", abs(value), True)


def _planned(data: Path) -> Iterator[Cell]:
    folders = [plans_dir(data), clusters_dir(data)]
    files = [*(file for folder in folders for file in sorted(folder.glob("*.toml"))), tiers_file(data), pace_file(data)]
    for file in files:
        for where, value in _numbers(tomllib.loads(file.read_text(encoding="utf-8")), file.stem):
            yield Cell(f"规划数 {where} = {value}", abs(float(value)), True)


def _numbers(thing: object, where: str) -> Iterator[tuple[str, float]]:
    """Every number in a TOML, those inside its sentences too."""
    if isinstance(thing, dict):
        for key, value in thing.items():
            yield from _numbers(value, f"{where}.{key}")
    elif isinstance(thing, list):
        for place, value in enumerate(thing):
            yield from _numbers(value, f"{where}[{place}]")
    elif isinstance(thing, str):
        yield from ((f"{where}（{thing[:20]}…）", float(one)) for one in _IN_WORDS.findall(thing))
    elif isinstance(thing, int | float) and not isinstance(thing, bool):
        yield where, thing

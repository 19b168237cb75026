"""碰巧相同的数各是什么：指标的门给这个角色的哪一格、哪个公布数或规划数、图上的坐标、标识里的一段。"""

import re
import tomllib
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
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

_SAME = 1e-9
_BESIDE = 3  # 个旁边的数
_AROUND = 5  # 个，隔得远一些的
_FIRST = ("scale", "growth", "concentration", "inequality", "contribution", "bridge")  # 页上最多的先问，其余的慢
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
    """A number that may be shown: its name, its value, and whether it is money in 万元 and so shown in other units.

    `series`: what it is one of: a metric's column for one group over time, for one quarter over groups, and its row.
    """

    name: str
    value: float
    is_money: bool
    series: tuple[str, ...] = ()


def by_place(hit: Hit) -> str:
    """What the bytes around say a number is: a coordinate of a picture, part of an identifier; "" if they don't."""
    found = re.search(b",?".join(re.escape(one.encode()) for one in hit.what), hit.context)  # 坐标 8,394.5 像带逗号的数
    if found is None:
        return ""
    before = hit.context[: found.start()]
    return next((name for name, patterns in _PLACES.items() if any(one.search(before) for one in patterns)), "")


def cells(data: Path, role: str, own: Mapping[str, Sequence[str]]) -> Generator[list[Cell]]:
    """Everything that may be shown to a role, a table at a time: public and planned numbers, then the metrics' door's.

    A cell of the door counts from three firms on, counted here without disclosure control.
    """
    yield [*_planned(data), *_published(data)]
    groups = [(), *load_policy(data).tables]
    with open_store(data) as store:
        counts = {by: _counts(store, by) for by in groups}
        metrics = sorted(catalog.load(), key=lambda name: (name not in _FIRST, name))
        for metric, by in product(metrics, groups):
            with suppress(RequestError):
                table = show(store, metric, by=by, role=role, own=own)
                yield list(_of_table(metric, by, table, counts[by]))


def named(hits: Iterable[Hit], tables: Iterator[list[Cell]]) -> dict[Hit, str]:
    """What each number is: the first that may be shown and that it is. Tables are asked for while one has no name.

    A long number may be a rounding, and money in another unit: that is no chance. As a rounding to five digits some
    cell or other would always fit: there the numbers beside it must be of the same series, or it have no more digits.
    """
    left = {hit for hit in hits if hit.figure}
    names: dict[Hit, str] = {}
    while left and (table := next(tables, None)) is not None:
        for scale in (1.0, 1e-4, 1e4):
            chosen = sorted((cell for cell in table if scale == 1 or cell.is_money), key=lambda cell: cell.value)
            values = np.array([cell.value * scale for cell in chosen])
            lines: dict[str, list[float]] = {}
            for cell in chosen:
                for series in cell.series:
                    lines.setdefault(series, []).append(cell.value * scale)
            for hit in list(left):
                if name := _name(hit, chosen, values, lines, scale):
                    names[hit] = name
                    left.remove(hit)
    return names


def _name(
    hit: Hit, chosen: Sequence[Cell], values: np.ndarray, lines: Mapping[str, Sequence[float]], scale: float
) -> str:
    for text in (*hit.whole, hit.figure):
        for place in _places(text, values):
            cell, is_long = chosen[place], significant(text) >= LONG
            if is_long or (scale == 1 and abs(values[place] - float(text)) < _SAME):
                return cell.name
            for series in cell.series:
                line = np.array(lines[series])
                if _fitting(hit.beside, line) >= _BESIDE or _fitting(hit.around, line) >= _AROUND:
                    return f"{cell.name}，旁边的也在这一列"
    return ""


def _fitting(texts: Iterable[str], values: np.ndarray) -> int:
    return sum(bool(len(_places(one, values))) for one in texts)


def _places(text: str, values: np.ndarray) -> range:
    """Which of these ascending values a number as written is, or is a rounding of."""
    half = 0.5001 * 10.0 ** -len(text.partition(".")[2])
    first, last = np.searchsorted(values, [float(text) - half, float(text) + half])
    return range(int(first), int(last))


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
            when = f"{row.get('period')}·{row.get('basis')}"
            where = f"{'·'.join([when, *map(str, group)])}，{firms} 家"
            for name in columns:
                if pd.notna(row[name]):
                    label = f"{metric} 的 {name}（{where}）= {row[name]:.6f}"
                    column = f"{metric} {name} {by} {when}"
                    series = (f"{metric} {name} {group}", column, f"{metric} {by} {group} {when}")  # 各期、各组、各列
                    yield Cell(label, abs(float(row[name])), name.endswith(_MONEY), series)


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

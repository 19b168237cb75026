"""有哪些数可以给一个角色看：指标的门给的每一格、公布数、规划文本里的数；图上的坐标、标识里的一段、时刻。"""

import re
import time
import tomllib
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import duckdb
import pandas as pd

from charts.period import period_label
from etl.build import build
from etl.paths import clusters_dir, pace_file, plans_dir, tiers_file
from metrics import catalog
from metrics.disclosure.rules import load_policy
from metrics.request import RequestError
from metrics.show import show
from metrics.store import Store, open_store
from tests.access.crawl_search import Hit

_FIRST = ("scale", "growth", "concentration", "inequality", "specialization", "contribution", "bridge")  # 页上最多的
_LAST = ("peers",)  # 问一次要几分钟的
_SLOW = 5.0  # 秒；问得比这久的一张表说一声
_FEW = 3  # 家；不足的格子本来就不该给，不能拿来解释
_MONEY = "_10k_cny"
_BASES = ("ytd", "single", "rolling4", "point", "year")
_IN_WORDS = re.compile(r"(?<![\d.])(?:\d+\.\d+|\d{5,})(?![\d.])")
_AROUND = 4  # 个字：规划文本里那个数前后的
_WHOLE_PATH = re.compile(rb"[0-9Z][MLHVCQA]-?\d[\d.,\-MLHVCQAZ]{6,}$")
_ENDING = re.compile(rb"[\d.]{1,7}\0+\Z")
_PLACES = {
    "图上的坐标": [re.compile(rb'(?:\sd|points|transform|\s[xy]\d?|width|height|viewBox)="[^"<>]*$'), _WHOLE_PATH],
    "标识里的一段": [re.compile(rb"[0-9a-f]{4,}-[0-9a-f]{4}-[0-9a-f-]*$")],
    "时刻": [re.compile(rb"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:$")],
}


@dataclass(frozen=True)
class Cell:
    """A number that may be shown: its name, its value, and whether it is money in 万元 and so shown in other units.

    `lines`: the columns of a table it may stand in, each with the words that then stand in its row: a group's name in
    one quarter's column, a quarter in one group's. `row`: the group and quarter of what else stands in that row.
    `group`: whose number it is; None where no firm's figure can pass for it.
    """

    name: str
    value: float
    is_money: bool
    lines: tuple[tuple[str, frozenset[str]], ...] = ()
    row: tuple[str, frozenset[str]] = ("", frozenset())
    group: frozenset[str] | None = None


@dataclass(frozen=True)
class Said:
    """A number of a plan or a published one: exactly this text, and the words before and after it in its sentence."""

    name: str
    value: float
    before: str = ""
    after: str = ""


def by_place(hit: Hit) -> str:
    """What the bytes around say a number is: a coordinate of a picture, part of an identifier; "" if they don't.

    Eight bytes that are the last digits of a text and the zeros after it (18.5 and five zeros) are no machine's number:
    before one of those stands another, not a digit.
    """
    if hit.what.startswith("<i8 "):
        eight = int(hit.what.removeprefix("<i8 ")).to_bytes(8, "little", signed=True)
        return "一段文字的末尾" if re.search(rb"[\d.]" + re.escape(eight), hit.context) and _ENDING.match(eight) else ""
    found = re.search(b",?".join(re.escape(one.encode()) for one in hit.what), hit.context)  # 坐标 8,394.5 像带逗号的数
    if found is None:
        return ""
    before = hit.context[: found.start()]
    return next((name for name, patterns in _PLACES.items() if any(one.search(before) for one in patterns)), "")


def periods_of(data: Path) -> dict[str, str]:
    """Each way a page writes a quarter, with the quarter."""
    with duckdb.connect(str(build(data)), read_only=True) as books:
        quarters = [one for (one,) in books.execute("SELECT period FROM period_end").fetchall()]
    return {period_label(one, basis): one for basis in _BASES for one in sorted(quarters)}


def cells(
    data: Path, role: str, own: Mapping[str, Sequence[str]], words: Collection[str] | None = None
) -> Generator[list[Cell]]:
    """Everything the metrics' door shows to a role, a table at a time, the tables pages have most of first.

    A cell counts from three firms on, counted here without disclosure control. With `words` only tables that have a
    group named by them, a word for each of its dimensions.
    """
    with open_store(data) as store:
        groups = list(dict.fromkeys([(), *load_policy(data).tables]))
        counts = {by: _counts(store, by) for by in groups}
        groups = [by for by in groups if words is None or not by or any(set(group) <= {*words} for group in counts[by])]
        metrics = sorted(catalog.load(), key=lambda name: (name in _LAST, *_turn(name), name))
        for metric, by in product(metrics, groups):
            start = time.monotonic()
            with suppress(RequestError):
                table = show(store, metric, by=by, role=role, own=own)
                if (took := time.monotonic() - start) > _SLOW:
                    print(f"  门：{metric} 按 {by} 问了 {took:.0f} 秒", flush=True)
                yield list(_of_table(metric, by, table, counts[by]))


def _turn(metric: str) -> tuple[int]:
    return (_FIRST.index(metric) if metric in _FIRST else len(_FIRST),)


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
        group = tuple(str(row[one]) for one in by)
        period, basis = row.get("period"), row.get("basis")
        firms = counts.get((period, basis, *group), counts.get(group, 0))
        if firms >= _FEW:
            when, whose = f"{period}·{basis}", frozenset(group)
            where = f"{'·'.join([when, *group])}，{firms} 家"
            for name in columns:
                if pd.notna(row[name]):
                    label = f"{metric} 的 {name}（{where}）= {row[name]:.6f}"
                    lines = [(f"{metric} {name} {by} {group} {basis}", frozenset({str(period)}))]
                    if group:
                        lines += [(f"{metric} {name} {by} {when}", whose)]
                        lines += [(f"{metric} {name} {by} {basis}", whose | {str(period)})]
                    is_money = name.endswith(_MONEY)
                    beside = (f"{metric} {by} {when}", whose or frozenset({str(period)}))
                    yield Cell(label, abs(float(row[name])), is_money, tuple(lines), beside, whose)


def said(data: Path) -> Iterator[Said]:
    """Every number of the plans, and every published one: exactly as written there."""
    with duckdb.connect(str(build(data)), read_only=True) as books:
        table = books.execute("SELECT * FROM published").df()
    for row in table.to_dict("records"):
        for name, value in row.items():
            if isinstance(value, float) and value == value:
                yield Said(f"公布数 {row.get('indicator')} {row.get('period')} {name} = {value}", abs(value))
    folders = [plans_dir(data), clusters_dir(data)]
    files = [*(file for folder in folders for file in sorted(folder.glob("*.toml"))), tiers_file(data), pace_file(data)]
    for file in files:
        yield from _numbers(tomllib.loads(file.read_text(encoding="utf-8")), file.stem)


def _numbers(thing: object, where: str) -> Iterator[Said]:
    """Every number in a TOML, those inside its sentences too."""
    if isinstance(thing, dict):
        for key, value in thing.items():
            yield from _numbers(value, f"{where}.{key}")
    elif isinstance(thing, list):
        for place, value in enumerate(thing):
            yield from _numbers(value, f"{where}[{place}]")
    elif isinstance(thing, str):
        for one in _IN_WORDS.finditer(thing):
            before, after = thing[max(0, one.start() - _AROUND) : one.start()], thing[one.end() :][:_AROUND]
            yield Said(f"规划数 {where}（{thing[:20]}…）= {one[0]}", float(one[0]), before, after)
    elif isinstance(thing, int | float) and not isinstance(thing, bool):
        yield Said(f"规划数 {where} = {thing}", abs(float(thing)))

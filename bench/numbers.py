"""八百万行的数：建库随行数怎样长、占多少内存；页面要的每张指标表要多久，对手写的 DuckDB 查询。"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles

import numpy as np
import pandas as pd

from bench import by_hand
from bench.asked import PAGES, Asked
from bench.ledger import write_ledger
from bench.stopwatch import interleaved, timed
from bench.verdict import Verdict
from etl.paths import ledger_dir
from metrics.dimension import UNSTATED
from metrics.store import Store, open_store

FIRMS = {"0.8M": 20_000, "8M": 200_000}
ROUNDS = 5
_HOPELESS = 3000  # 毫秒；头一遍就这样慢的，再量几遍也过不了上限


def measure(folder: Path) -> list[Verdict]:
    """Build both ledgers, then each table warm, by turns with its floor; every table that differs from it is named."""
    small, large = (_ledger(folder, name) for name in FIRMS)
    builds = {at: [timed(_rebuild(at)) for _round in range(2 if at == small else 1)] for at in (small, large)}
    seconds = {at: [run.seconds for run in runs] for at, runs in builds.items()}
    verdicts = [
        Verdict("建库，八百万行对八十万行", seconds[large], seconds[small], 12, "秒"),
        Verdict("建库的内存峰值，八百万行", [run.peak_mb for run in builds[large]], [], 4000, "MB"),
    ]
    with open_store(large) as store:
        different = [asked.label for asked in PAGES if asked.floor and not is_same(*both(store, asked))]
        measured = {asked: _timed(store, asked) for asked in PAGES}
    verdicts.append(Verdict(_disagreement(different), [len(different)], [], 0, "张"))
    for asked, (ours, floor) in measured.items():
        if floor:
            verdicts.append(Verdict(asked.label, ours, floor, 1.3, "毫秒"))
    for asked, (ours, floor) in measured.items():
        if not floor:
            verdicts.append(Verdict(asked.label, ours, [], 300, "毫秒"))
    every = [time for asked, (ours, _floor) in measured.items() for time in ours if asked.is_on_page]
    return [*verdicts, Verdict("页面要的各表合在一起的第 95 百分位", [quantiles(every, n=20)[-1]], [], 300, "毫秒")]


def _ledger(folder: Path, name: str) -> Path:
    data = folder / f"企业季度{name}"
    if not ledger_dir(data).exists():
        write_ledger(data, FIRMS[name])
    return data


def _rebuild(data: Path) -> list[str]:
    return [sys.executable, "-m", "etl", "rebuild", "--data", str(data)]


def _timed(store: Store, asked: Asked) -> tuple[list[float], list[float]]:
    """Milliseconds of our table and of the floor's, by turns, warm."""
    if not asked.floor:
        first = _milliseconds(lambda: asked.ours(store))
        if first > _HOPELESS:
            return [first], []
        return [_milliseconds(lambda: asked.ours(store)) for _round in range(ROUNDS)], []
    return interleaved(
        lambda: _milliseconds(lambda: asked.ours(store)),
        lambda: _milliseconds(lambda: _by_hand(store, asked)),
        ROUNDS,
    )


def _by_hand(store: Store, asked: Asked) -> pd.DataFrame:
    return by_hand.table(store, asked.floor, asked.period)


def both(store: Store, asked: Asked) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Our table and the hand-written one."""
    return asked.ours(store), _by_hand(store, asked)


def is_same(ours: pd.DataFrame, floor: pd.DataFrame) -> bool:
    """Whether the two have the same rows and, in every column of the hand-written one, the same words and numbers.

    Numbers to 1e-9, relative.
    """
    names = [name for name in floor.columns if not pd.api.types.is_numeric_dtype(floor[name])]
    numbers = [name for name in floor.columns if name not in names]
    floor = floor.assign(**{name: floor[name].fillna(UNSTATED) for name in names}).sort_values(names)
    ours = ours.dropna(subset=numbers, how="all").sort_values(names)
    floor = floor.dropna(subset=numbers, how="all")
    if len(ours) != len(floor) or not np.array_equal(ours[names].to_numpy(str), floor[names].to_numpy(str)):
        return False
    return np.allclose(ours[numbers].astype(float), floor[numbers].astype(float), rtol=1e-9, atol=1e-9, equal_nan=True)


def _disagreement(different: list[str]) -> str:
    return "、".join(["与手写的得数不同的表", *different]) if different else "与手写的得数不同的表"


def _milliseconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1000

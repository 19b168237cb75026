"""一个库作缓存的键：库不变，答案就不变，哪个连接来问都一样。"""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from metrics.disclosure.figure import Panel, load_panels
from metrics.disclosure.offer import Quarter
from metrics.disclosure.roll import Cell, Firms, Roll, load_roll
from metrics.disclosure.sums import matrix, of_firms
from metrics.store import Store


class Build:
    """A store as a key: equal where data folder and build are."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._is = (str(store.data), str(store.path))

    def __hash__(self) -> int:
        return hash(self._is)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Build) and self._is == other._is


@lru_cache(maxsize=64)
def periods(build: Build) -> frozenset[str]:
    """Every quarter with figures."""
    return frozenset(str(period) for (period,) in build.store.rows("SELECT DISTINCT period FROM fact"))


@lru_cache(maxsize=64)
def roll(build: Build, period: str) -> Roll:
    """Who filed for a quarter."""
    return load_roll(build.store, period)


@lru_cache(maxsize=64)
def cells(build: Build, period: str, tables: tuple[tuple[str, ...], ...]) -> dict[Cell, Firms]:
    """The cells of a quarter's open tables."""
    return roll(build, period).cells(tables)


@lru_cache(maxsize=64)
def quarter(build: Build, period: str, tables: tuple[tuple[str, ...], ...]) -> Quarter:
    """A quarter's firms, cells, figures and their sums."""
    own, groups = roll(build, period), cells(build, period, tables)
    panels = load_panels(build.store, period)
    return Quarter(own, groups, panels, {key: _totals(own, groups, panel) for key, panel in panels.items()})


def _totals(own: Roll, groups: Mapping[Cell, Firms], panel: Panel) -> dict[Cell, tuple[float, float]]:
    """What a figure is now and what it is compared with, per cell (万元)."""
    rows = matrix([of_firms(firms) for firms in groups.values()], len(own.firms))
    now, base = (np.array([side.get(firm, 0.0) for firm in own.firms]) for side in (panel.values, panel.bases))
    return dict(zip(groups, zip((rows @ now).tolist(), (rows @ base).tolist(), strict=True), strict=True))

"""一个库作缓存的键：库不变，答案就不变，哪个连接来问都一样。"""

from functools import lru_cache

from metrics.disclosure.figure import Panel, load_panels
from metrics.disclosure.roll import Cell, Firms, Roll, load_roll
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
def panels(build: Build, period: str) -> dict[tuple[str, str], Panel]:
    """The firms of every figure of a quarter."""
    return load_panels(build.store, period)

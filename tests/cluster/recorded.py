"""夹在库与问话之间：每一句 SQL 只问一次，连同答案与秒数记下来。"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from metrics.cluster import Answer
from metrics.store import Store

Statement = tuple[str, tuple[object, ...]]


@dataclass(frozen=True)
class Kept:
    """The answer to one statement, both ways a store reads it, and how long it took."""

    rows: list[tuple[Any, ...]]
    frame: pd.DataFrame
    seconds: float

    def df(self) -> pd.DataFrame:
        """A copy: whoever asked may change it."""
        return self.frame.copy()

    def fetchall(self) -> list[tuple[Any, ...]]:
        """The rows as tuples."""
        return list(self.rows)


class Recorded:
    """A connection like the store's own that remembers what it was asked."""

    def __init__(self, store: Store) -> None:
        self.asked: dict[Statement, Kept] = {}
        self.store = replace(store, connection=self)  # type: ignore[arg-type]
        self._inner = store.connection

    def cursor(self) -> "Recorded":
        """Itself; each statement gets a cursor of its own below."""
        return self

    def execute(self, sql: str, params: Sequence[object] = ()) -> Kept:
        """The answer from memory, else from the engine."""
        statement = (sql, tuple(params))
        if statement not in self.asked:
            self.asked[statement] = self._ask(sql, params)
        return self.asked[statement]

    def close(self) -> None:
        """Close the store's own connection."""
        self._inner.close()

    def __enter__(self) -> "Recorded":
        return self

    def __exit__(self, *_exc: object) -> None:
        """What was kept stays."""

    def _ask(self, sql: str, params: Sequence[object]) -> Kept:
        with self._inner.cursor() as cursor:
            before = time.perf_counter()
            answer = cursor.execute(sql, list(params))
            rows = answer.fetchall()
            seconds = time.perf_counter() - before
            # 内嵌的库取过一遍就没有了，再问一遍；集群的答案留在手里
            frame = (answer if isinstance(answer, Answer) else cursor.execute(sql, list(params))).df()
        return Kept(rows, frame, seconds)

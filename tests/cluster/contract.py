"""契约：同一份库，同样的问话，内嵌的库与集群给同样的答案。一个 SQL 文件一行，一个指标一行。"""

import os
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pandas as pd

import metrics
from metrics.answer import sql_text
from metrics.store import open_store
from tests.cluster import difference
from tests.cluster.asked import REFUSED, Given, answers, asked, details
from tests.cluster.difference import Difference
from tests.cluster.recorded import Kept, Recorded, Statement

FOLDER = Path(metrics.__path__[0]) / "sql"
DOORS = ("DuckDB", "Spark")
_AT_ONCE = 4  # 集群一句话里多半在等，几句一起问


@dataclass
class Line:
    """What was found for one SQL file or one metric."""

    asked: int = 0
    rows: int = 0
    columns: int = 0
    largest: float = 0.0
    seconds: list[float] = field(default_factory=lambda: [0.0, 0.0])
    faults: list[str] = field(default_factory=list)

    def add(self, found: Difference, ours: float = 0.0, theirs: float = 0.0) -> None:
        """Count one comparison in."""
        self.asked += 1
        self.rows += found.rows
        self.columns = max(self.columns, found.columns)
        self.largest = max(self.largest, found.largest)
        self.seconds = [self.seconds[0] + ours, self.seconds[1] + theirs]
        self.faults += found.faults


def texts() -> dict[str, str]:
    """Every metric file's text by its name; found in the folder, so a new one is in the contract at once."""
    names = [file.relative_to(FOLDER).with_suffix("").as_posix() for file in sorted(FOLDER.rglob("*.sql"))]
    return {name: sql_text(name).strip() for name in names}


def compare(data: Path, address: str, names: Collection[str], files: dict[str, Line], tables: dict[str, Line]) -> None:
    """Ask everything of one data folder through both doors, and count what was found into the two tables."""
    os.environ.pop("CLUSTERS_SPARK", None)
    embedded = open_store(data)
    os.environ["CLUSTERS_SPARK"] = address
    clustered = open_store(data)
    ours, theirs = Recorded(embedded), Recorded(clustered)
    every = list(asked(embedded, names))
    mine, lost = answers(ours.store, every), {} if names else details(ours.store)
    with ThreadPoolExecutor(_AT_ONCE) as pool:  # 先把句子都问了，下面走集群的门时答案在手里
        list(pool.map(partial(_asked_ahead, theirs), ours.asked))
    yours, theirs_lost = answers(theirs.store, every), {} if names else details(theirs.store)
    for name, error in [*lost.items(), *theirs_lost.items()]:
        tables.setdefault(f"明细 {name}", Line()).faults.append(error)
    for metric, given in mine.items():
        for one, other in zip(given, yours[metric], strict=True):
            _table(tables.setdefault(metric, Line()), one, other)
    _statements(ours.asked, theirs.asked, files)
    for store in (embedded, clustered):
        store.close()


def _asked_ahead(connection: Recorded, statement: Statement) -> None:
    with suppress(Exception):  # 办不成的，走门时再问一遍，在那里报出来
        connection.execute(*statement)


def _table(line: Line, one: Given, other: Given) -> None:
    """Two tables of one request, or what was said instead of them."""
    if isinstance(one, pd.DataFrame) and isinstance(other, pd.DataFrame):
        line.add(difference.of_tables(one, other))
    elif not (isinstance(one, str) and isinstance(other, str) and one == other and one.startswith(REFUSED)):
        line.faults += [
            f"{door}：{given}" for door, given in ((DOORS[0], one), (DOORS[1], other)) if type(given) is str
        ]


def _statements(ours: dict[Statement, Kept], theirs: dict[Statement, Kept], files: dict[str, Line]) -> None:
    """Each statement's answers side by side, counted to every file whose text stands in it unchanged."""
    known = texts()
    for statement in {**ours, **theirs}:
        lines = [files.setdefault(name, Line()) for name, text in known.items() if text in statement[0]]
        if statement not in ours or statement not in theirs:
            found = Difference(0, 0, 0.0, ("只有一扇门问到这一句",))
            (lines or [files.setdefault("（其他语句）", Line())])[0].add(found)
            continue
        one, other = ours[statement], theirs[statement]
        found = difference.of_rows(one.rows, other.rows)
        if lines and list(one.frame.columns) != list(other.frame.columns):
            found = Difference(found.rows, found.columns, found.largest, ("列名不同", *found.faults))
        for line in lines or [files.setdefault("（其他语句）", Line())]:
            line.add(found, one.seconds, other.seconds)


def never_asked(files: dict[str, Line], tables: dict[str, Line]) -> list[str]:
    """What the contract proved nothing about: a file no metric asks for, an answer that never had a row.

    The details in `sql/records` are compared where they are asked for, but nothing hangs on them.
    """
    wanted = {name: files.get(name, Line()) for name in texts() if "/" not in name}
    wanted |= {f"show {name}": line for name, line in tables.items()}
    idle = [f"{name}：没有比成，没有哪个指标原样用到它" for name, line in wanted.items() if not line.asked]
    empty = [f"{name}：每次都是零行，等于没比" for name, line in wanted.items() if line.asked and not line.rows]
    return idle + empty

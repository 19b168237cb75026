"""账上现在算数的值：一行一行、一栏一栏，各由哪份归档说的。"""

# pyright: reportAttributeAccessIssue=false
# pyarrow.compute 的函数是运行时生成的，静态检查看不见。

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl.record import Record
from etl.write.ledger import Filing

PLACE = frozenset({"sheet", "row", "filing"})
Key = tuple[object, ...]


@dataclass(frozen=True)
class Value:
    """One value on the books and the filing it stands in."""

    value: object
    filing: str

    @property
    def text(self) -> str | None:
        """As it is shown: a decimal without trailing noughts and never in powers of ten; None for nothing."""
        if isinstance(self.value, Decimal):
            return f"{self.value.normalize():f}"
        return None if self.value is None else str(self.value)


Standing = dict[Key, dict[str, Value]]


@dataclass(frozen=True)
class Asked:
    """Keys asked about, and what passes over filings and rows that have none of them, sorted once: `wanted` is the
    values of each part of the keys that is never empty, `periods` the quarters in order, None where there are none."""

    record: Record
    keys: frozenset[Key]
    wanted: Mapping[str, pa.Array]
    periods: Sequence[str] | None


def asked_of(record: Record, keys: Collection[Key]) -> Asked:
    """What these keys ask for."""
    values = {name: {key[place] for key in keys} for place, name in enumerate(record.key)}
    wanted = {name: pa.array(sorted(map(str, each)), pa.string()) for name, each in values.items() if None not in each}
    periods = sorted(map(str, values["period"])) if "period" in values else None
    return Asked(record, frozenset(keys), wanted, periods)


def standing(record: Record, filings: Iterable[Filing], keys: Collection[Key]) -> Standing:
    """Key → column → the value that counts, of these filings in their order, for the keys asked; those without one are
    left out. A key is the tuple of `record.key`.

    Of what the build knows of a form the whole last row counts; anything else, and everything in a register, counts
    column by column as last stated by a sheet that has the column.
    """
    asked = asked_of(record, keys)
    found: Standing = {}
    for filing in filings:
        if _may_hold(filing, asked):
            overlay(found, asked, filing.page, pq.read_table(filing.rows), filing.name)
    return found


def overlay(found: Standing, asked: Asked, page: Mapping[str, Any], rows: pa.Table, name: str) -> None:
    """Put what a form of these rows states over what was found before, under the keys asked; `name` is the filing."""
    record = asked.record
    replaced = frozenset() if record.name == "register" else record.known.keys()
    columns = [each for each in rows.column_names if each not in PLACE | set(record.key)]
    told = {
        sheet["name"]: [each for each in columns if each in replaced or each in sheet["letters"]]
        for sheet in page["sheets"]
    }
    for part, wanted in asked.wanted.items():  # 先在列上筛：几万行里往往只有几行要看
        rows = rows.filter(pc.is_in(rows[part].cast(pa.string()), value_set=wanted))
    for row in rows.to_pylist():
        key = tuple(row.get(part) for part in record.key)
        if key in asked.keys:
            found[key] = found.get(key, {}) | {column: Value(row[column], name) for column in told[row["sheet"]]}


def _may_hold(filing: Filing, asked: Asked) -> bool:
    """Whether a filing may have rows of the periods asked about; its label is one period or a span, as texts sort."""
    label = filing.page.get("period")
    if asked.periods is None or not label:
        return True
    first, dash, last = str(label).partition("—")
    at = bisect_left(asked.periods, first)
    return at < len(asked.periods) and asked.periods[at] <= (last if dash else first)


def keys_of(record: Record, filing: Filing) -> Iterator[Key]:
    """The keys a filing has rows for."""
    table = pq.read_table(filing.rows, columns=list(record.key))
    yield from zip(*(table.column(name).to_pylist() for name in record.key), strict=True)

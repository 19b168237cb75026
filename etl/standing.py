"""账上现在算数的值：一行一行、一栏一栏，各由哪份归档说的。"""

# pyright: reportAttributeAccessIssue=false
# pyarrow.compute 的函数是运行时生成的，静态检查看不见。

from collections.abc import Collection, Iterable, Iterator, Mapping
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


def standing(record: Record, filings: Iterable[Filing], asked: Collection[Key]) -> Standing:
    """Key → column → the value that counts, of these filings in their order, for the keys asked; those without one are
    left out. A key is the tuple of `record.key`.

    Of what the build knows of a form the whole last row counts; anything else, and everything in a register, counts
    column by column as last stated by a sheet that has the column.
    """
    found: Standing = {}
    for filing in filings:
        if _may_hold(record, filing, asked):
            overlay(found, record, filing.page, pq.read_table(filing.rows), filing.name, asked)
    return found


def overlay(
    found: Standing, record: Record, page: Mapping[str, Any], rows: pa.Table, name: str, asked: Collection[Key]
) -> None:
    """Put what a form of these rows states over what was found before, under the keys asked; `name` is the filing."""
    replaced = frozenset() if record.name == "register" else record.known.keys()
    stated = {sheet["name"]: sheet["letters"].keys() for sheet in page["sheets"]}
    for place, part in enumerate(record.key):  # 先在列上筛：几万行里往往只有几行要看
        wanted = pa.array(sorted({str(key[place]) for key in asked if key[place] is not None}), pa.string())
        if len(wanted) and all(key[place] is not None for key in asked):
            rows = rows.filter(pc.is_in(rows[part].cast(pa.string()), value_set=wanted))
    for row in rows.to_pylist():
        key = tuple(row.get(part) for part in record.key)
        if key in asked:
            found[key] = found.get(key, {}) | {
                column: Value(row[column], name)
                for column in row
                if column not in PLACE | set(record.key) and (column in replaced or column in stated[row["sheet"]])
            }


def _may_hold(record: Record, filing: Filing, asked: Collection[Key]) -> bool:
    """Whether a filing may have rows of the periods asked about; its label is one period or a span, as texts sort."""
    if "period" not in record.key or not filing.page.get("period"):
        return True
    first, dash, last = str(filing.page["period"]).partition("—")
    place = record.key.index("period")
    return any(first <= str(key[place]) <= (last if dash else first) for key in asked)


def keys_of(record: Record, filing: Filing) -> Iterator[Key]:
    """The keys a filing has rows for."""
    table = pq.read_table(filing.rows, columns=list(record.key))
    yield from zip(*(table.column(name).to_pylist() for name in record.key), strict=True)

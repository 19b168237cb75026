"""账上现在算数的值：一行一行、一栏一栏，各由哪份归档说的。"""

# pyright: reportAttributeAccessIssue=false
# pyarrow.compute 的函数是运行时生成的，静态检查看不见。

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

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
    replaced = frozenset() if record.name == "register" else record.known.keys()
    firsts = pa.array(sorted({str(key[0]) for key in asked}), pa.string())
    for filing in filings:
        stated = {sheet["name"]: sheet["letters"].keys() for sheet in filing.page["sheets"]}
        table = pq.read_table(filing.rows)
        table = table.filter(pc.is_in(table[record.key[0]].cast(pa.string()), value_set=firsts))
        for row in table.to_pylist():
            key = tuple(row.get(name) for name in record.key)
            if key in asked:
                found[key] = found.get(key, {}) | {
                    name: Value(row[name], filing.name)
                    for name in row
                    if name not in PLACE | set(record.key) and (name in replaced or name in stated[row["sheet"]])
                }
    return found


def keys_of(record: Record, filing: Filing) -> Iterator[Key]:
    """The keys a filing has rows for."""
    table = pq.read_table(filing.rows, columns=list(record.key))
    yield from zip(*(table.column(name).to_pylist() for name in record.key), strict=True)

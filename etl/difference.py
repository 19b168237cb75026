"""两份账之间的差别：任意两份归档之后，账上的数哪些变了，从多少变到多少，是哪一份改的。"""

# pyright: reportAttributeAccessIssue=false
# pyarrow.compute 的函数是运行时生成的，静态检查看不见。

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl.record import RECORDS, Record
from etl.source import shipped_sources
from etl.write.ledger import Filing, counted, read_ledger, state_after

COLUMNS = ("period", "enterprise_id", "enterprise", "column", "old", "new", "filing")
_PLACE = frozenset({"sheet", "row", "filing"})
_Key = tuple[object, ...]


@dataclass(frozen=True)
class _Value:
    """One value on the books and the filing it stands in."""

    value: object
    filing: str


_State = dict[_Key, dict[str, _Value]]


def difference(data: Path, earlier: str, later: str) -> pa.Table:
    """What changed on the books between two states of the ledger, each named by the filing it follows ('' = empty).

    One row a value: period ('' in registers), enterprise_id, enterprise (an indicator's name and region), our column,
    `old` and `new` as text (null = nothing on the books), and `filing`: where the new value stands, or stood where it
    is gone. Undos count as of each state, so a load and its undo cancel out. Ordered by period, enterprise, column.
    Raises Refused where the ledger has no such filing.
    """
    filings = read_ledger(data)
    before, after = (counted(state_after(filings, name)) for name in (earlier, later))
    rows = [row for record in RECORDS.values() for row in _changes(record, before, after)]
    return pa.Table.from_pylist(rows, pa.schema(dict.fromkeys(COLUMNS, pa.string())))


def column_titles() -> dict[str, str]:
    """Our column → the header a clerk knows it by, from the shipped kinds."""
    return {column.name: column.headers[0] for kind in shipped_sources() for column in kind.columns}


def _changes(record: Record, before: Sequence[Filing], after: Sequence[Filing]) -> Iterator[dict[str, object]]:
    ours = [[filing for filing in state if filing.page["record"] == record.name] for state in (before, after)]
    names = [{filing.name for filing in state} for state in ours]
    # 只有两边不同的归档里写过的企业才可能变，别的不必读
    moved = {filing.name: filing for state in ours for filing in state if filing.name in names[0] ^ names[1]}
    if not moved:
        return
    touched = {key for filing in moved.values() for key in _keys(record, filing)}
    old, new = (_state(record, state, touched) for state in ours)
    for key in sorted(old.keys() | new.keys(), key=lambda each: _order(record, each)):
        yield from _compared(record, key, old.get(key, {}), new.get(key, {}))


def _compared(record: Record, key: _Key, old: dict[str, _Value], new: dict[str, _Value]) -> Iterator[dict[str, object]]:
    named = dict(zip(record.key, key, strict=True))
    firm = new.get("enterprise") or old.get("enterprise")
    for column in dict.fromkeys([*new, *old]):
        was, now = old.get(column), new.get(column)
        if (was and was.value) != (now and now.value):
            yield {
                "period": named.get("period", "") or "",
                "enterprise_id": named.get("enterprise_id"),
                "enterprise": firm.value if firm else _indicator(named),
                "column": column,
                "old": _text(was.value if was else None),
                "new": _text(now.value if now else None),
                "filing": now.filing if now and now.value is not None else was.filing if was else None,
            }


def _state(record: Record, filings: Iterable[Filing], touched: set[_Key]) -> _State:
    """What counts for each key: of what the build knows of a form the whole last row; anything else, and everything in
    a register, column by column as last stated by a sheet that has the column."""
    state: _State = {}
    replaced = frozenset() if record.name == "register" else record.known.keys()
    codes = pa.array(sorted({str(key[0]) for key in touched}), pa.string())
    for filing in filings:
        stated = {sheet["name"]: sheet["letters"].keys() for sheet in filing.page["sheets"]}
        table = pq.read_table(filing.rows)
        table = table.filter(pc.is_in(table[record.key[0]].cast(pa.string()), value_set=codes))
        for row in table.to_pylist():
            key = tuple(row.get(name) for name in record.key)
            if key not in touched:
                continue
            state[key] = state.get(key, {}) | {
                name: _Value(row[name], filing.name)
                for name in row
                if name not in _PLACE | set(record.key) and (name in replaced or name in stated[row["sheet"]])
            }
    return state


def _keys(record: Record, filing: Filing) -> Iterator[_Key]:
    table = pq.read_table(filing.rows, columns=list(record.key))
    yield from zip(*(table.column(name).to_pylist() for name in record.key), strict=True)


def _order(record: Record, key: _Key) -> tuple[str, ...]:
    named = dict(zip(record.key, key, strict=True))
    return (str(named.get("period") or ""), *(str(part or "") for part in key))


def _indicator(named: dict[str, object]) -> str:
    return " · ".join(str(named[name]) for name in ("indicator", "region", "grouping") if named.get(name))


def _text(value: object) -> str | None:
    """A value as it is shown: a decimal without trailing noughts, never in powers of ten."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return None if value is None else str(value)

"""两份账之间的差别：任意两份归档之后，账上的数哪些变了，从多少变到多少，是哪一份改的。"""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import pyarrow as pa

from etl.record import RECORDS, Record
from etl.source import shipped_sources
from etl.standing import Key, Value, keys_of, standing
from etl.write.ledger import Filing, counted, read_ledger, state_after

COLUMNS = ("period", "enterprise_id", "enterprise", "column", "old", "new", "filing")


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
    touched = {key for filing in moved.values() for key in keys_of(record, filing)}
    old, new = (standing(record, state, touched) for state in ours)
    for key in in_order(record, old.keys() | new.keys()):
        yield from compared(record, key, old.get(key, {}), new.get(key, {}))


def compared(record: Record, key: Key, old: dict[str, Value], new: dict[str, Value]) -> Iterator[dict[str, object]]:
    """A row for each column whose values under one key differ, as `difference` has them."""
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
                "old": was.text if was else None,
                "new": now.text if now else None,
                "filing": now.filing if now and now.value is not None else was.filing if was else None,
            }


def in_order(record: Record, keys: Collection[Key]) -> list[Key]:
    """These keys by period, then by firm or indicator."""
    return sorted(keys, key=lambda each: _order(record, each))


def _order(record: Record, key: Key) -> tuple[str, ...]:
    named = dict(zip(record.key, key, strict=True))
    return (str(named.get("period") or ""), *(str(part or "") for part in key))


def _indicator(named: dict[str, object]) -> str:
    return " · ".join(str(named[name]) for name in ("indicator", "region", "grouping") if named.get(name))

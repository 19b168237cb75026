"""收下会改动账上的哪些内容：金额、人数、名称、街道、集群……一格一格，从什么变成什么。"""

from collections.abc import Iterator, Sequence
from typing import Any

from etl.difference import compared, in_order
from etl.look import Look
from etl.record import RECORDS, Record
from etl.standing import Key, Standing, asked_of, overlay, standing
from etl.write.ledger import Filing

_UNTOLD = frozenset({"note"})  # 备注改了不算改数
MONEY = "_10k_cny"  # 以万元计的列名都这样结尾
Change = dict[str, object]


def restated(active: Sequence[Filing], looks: Sequence[Look]) -> list[Change]:
    """What is on the books in `active` and would read otherwise once these files are accepted in this order.

    One row a value, as `etl.difference` has it: period, enterprise_id, enterprise, column, old and new as text (None =
    nothing) and the filing of the old; `record` besides. Only of what was on the books: a firm new to them is none.
    """
    return [change for record in RECORDS.values() for change in _of_record(record, active, looks)]


def on_the_books(record: Record, active: Sequence[Filing], looks: Sequence[Look]) -> Standing:
    """What the books hold under the keys these files have rows for."""
    asked: set[Key] = set()
    for look in _given(record, looks):
        assert look.examined is not None
        rows = look.examined.rows
        asked |= set(zip(*(rows.column(name).to_pylist() for name in record.key), strict=True))
    return standing(record, [each for each in active if each.page["record"] == record.name], asked) if asked else {}


def _of_record(record: Record, active: Sequence[Filing], looks: Sequence[Look]) -> Iterator[Change]:
    old = on_the_books(record, active, looks)
    if not old:
        return
    new: Standing = dict(old)
    written: set[str] = set()
    asked = asked_of(record, old.keys())
    for look in _given(record, looks):
        assert look.examined is not None
        sheets: list[dict[str, Any]] = look.examined.page["sheets"]  # type: ignore[assignment]  # 页面上的都是 JSON
        written |= {column for sheet in sheets for column in sheet["letters"]}
        overlay(new, asked, look.examined.page, look.examined.rows, look.waiting.name)
    for key in in_order(record, old):
        for change in compared(record, key, old[key], new[key]):
            column = str(change["column"])
            # 季报上没有街道一栏，不是把街道改没了：名录上还有
            is_silent = change["new"] is None and column not in written and not column.endswith(MONEY)
            if column not in _UNTOLD and not is_silent:
                was = old[key].get(column)
                yield {**change, "filing": was.filing if was else None, "record": record.name}


def _given(record: Record, looks: Sequence[Look]) -> list[Look]:
    return [each for each in looks if each.examined and each.is_ready and each.examined.source.record is record]

"""同一家企业同一期只能有一个数：完全相同的重复行留一行，两个数的都不收。"""

# pyright: reportAttributeAccessIssue=false
# pyarrow.compute 的函数是运行时生成的，静态检查看不见。
from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.record import Record
from etl.rule import said
from etl.tidy.outcome import TidySheet
from etl.words import _

_PLACE = frozenset({"sheet", "row"})
_SAME = {"register": _("同一家企业"), "revenue": _("同一家同一期"), "indicator": _("同一指标同一地区同一期")}
_NAMED = 3  # 相同的行、不同的数都只举这么多，一张表里可能有几万行是同一家
_Row = tuple[int, dict[str, object]]


def set_duplicates_aside(
    table: pa.Table, record: Record, set_aside: np.ndarray, sheets: Mapping[str, TidySheet]
) -> list[int]:
    """Set the rows aside on their sheets whose key occurs again, with the other row and what differs named; their
    positions.

    Equal in every column: all but the first. Different in any: all of them, since nobody can know which is meant.
    `set_aside` marks positions that are out already and are not compared; `sheets` by name give letters and headers.
    """
    keys = [name for name in record.key if name in table.column_names]
    compared = table.filter(pa.array(~set_aside))
    if pc.count_distinct(compared.column(keys[0])).as_py() == compared.num_rows:  # 编号都不重复，键就不会重复
        return []
    codes, counts = np.unique(_numbered(compared, keys), return_counts=True)
    is_doubled = np.isin(_numbered(compared, keys), codes[counts > 1])
    positions = np.flatnonzero(~set_aside)[is_doubled].tolist()
    groups: dict[tuple[object, ...], list[_Row]] = {}
    for position, row in zip(positions, compared.filter(pa.array(is_doubled)).to_pylist(), strict=True):
        groups.setdefault(tuple(row[name] for name in keys), []).append((position, row))
    return sorted(at for group in groups.values() for at in _judge(group, record, sheets))


def _numbered(table: pa.Table, keys: Sequence[str]) -> np.ndarray:
    """One number for each different key."""
    number = np.zeros(len(table), dtype=np.int64)
    for name in keys:
        encoded = table.column(name).combine_chunks().dictionary_encode(null_encoding="encode")
        number = number * (len(encoded.dictionary) + 1) + encoded.indices.to_numpy(zero_copy_only=False)
    return number


def _judge(group: Sequence[_Row], record: Record, sheets: Mapping[str, TidySheet]) -> list[int]:
    first = group[0][1]
    differing = [name for name in first.keys() - _PLACE if any(row[name] != first[name] for _at, row in group)]
    rule = "duplicate_key" if differing else "duplicate_row"
    told = [(name, _values(name, group)) for name in sorted(differing, key=list(first).index)]
    aside = group if differing else group[1:]
    for _position, row in aside:
        sheet = sheets[str(row["sheet"])]
        message = ""
        if sheet.is_listed(rule):
            words: dict[str, object] = {"others": _others(group, row)}
            if differing:
                words["same"] = _SAME[record.name]
                words["told"] = "；".join(_("“{0}”有 {1}").format(sheet.headers.get(n, n), v) for n, v in told)
            firm = row.get("enterprise")
            message = (f"{firm}：" if firm else "") + said(rule, **words)
        amount = row.get("revenue_10k_cny")
        stake = abs(amount) if isinstance(amount, Decimal) else None
        key = record.key[0]
        sheet.set_aside(rule, message, int(str(row["row"])), key, str(row[key]), stake)
    return [position for position, _row in aside]


def _others(group: Sequence[_Row], row: dict[str, object]) -> str:
    others = [other for _at, other in group[: _NAMED + 1] if other is not row][:_NAMED]
    named = "、".join(_("{0} 第 {1} 行").format(other["sheet"], other["row"]) for other in others)
    more = len(group) - 1 - len(others)
    return named + (_("等 {0} 行").format(len(group) - 1) if more else "")


def _values(name: str, group: Sequence[_Row]) -> str:
    values = list(dict.fromkeys(_written(name, row[name]) for _at, row in group))
    return "、".join(values[:_NAMED]) + (_("等 {0} 种").format(len(values)) if len(values) > _NAMED else "")


def _written(name: str, value: object) -> str:
    if value is None:
        return _("空")
    if isinstance(value, Decimal):
        plain = f"{value.normalize():,f}"
        return _("{0} 万元").format(plain) if name.endswith("_10k_cny") else plain
    return str(value)

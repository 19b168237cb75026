"""同一家企业同一期只能有一个数：完全相同的重复行留一行，两个数的都不收。"""

# pyright: reportAttributeAccessIssue=false
# pyarrow.compute 的函数是运行时生成的，静态检查看不见。
from collections.abc import Mapping
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.issue import Issue
from etl.record import Record
from etl.tidy.sheet import TidySheet
from etl.words import _

_PLACE = frozenset({"sheet", "row"})
_SAME = {"register": _("同一家企业"), "revenue": _("同一家同一期"), "indicator": _("同一指标同一地区同一期")}


def find_duplicates(
    table: pa.Table, record: Record, set_aside: np.ndarray, sheets: Mapping[str, TidySheet]
) -> dict[int, Issue]:
    """Positions to set aside because their key occurs again, with the other row and what differs named.

    Equal in every column: all but the first. Different in any: all of them, since nobody can know which is meant.
    `set_aside` marks positions that are out already and are not compared; `sheets` by name give letters and headers.
    """
    keys = [name for name in record.key if name in table.column_names]
    compared = table.select(keys).filter(pa.array(~set_aside))
    if pc.count_distinct(compared.column(keys[0])).as_py() == compared.num_rows:  # 编号都不重复，键就不会重复
        return {}
    places: dict[tuple[object, ...], list[int]] = {}
    columns = [table.column(name).to_pylist() for name in keys]
    for position, key in enumerate(zip(*columns, strict=True)):
        if not set_aside[position]:
            places.setdefault(key, []).append(position)
    found: dict[int, Issue] = {}
    for positions in places.values():
        if len(positions) > 1:
            found |= _judge(table.take(positions).to_pylist(), positions, record, sheets)
    return found


def _judge(
    rows: list[dict[str, object]], positions: list[int], record: Record, sheets: Mapping[str, TidySheet]
) -> dict[int, Issue]:
    differing = [name for name in rows[0].keys() - _PLACE if any(row[name] != rows[0][name] for row in rows)]
    found: dict[int, Issue] = {}
    for position, row in list(zip(positions, rows, strict=True))[0 if differing else 1 :]:
        others = "、".join(_("{0} 第 {1} 行").format(o["sheet"], o["row"]) for o in rows if o is not row)
        sheet = sheets[str(row["sheet"])]
        message = _("与 {0} 完全相同，只收一行。").format(others)
        if differing:
            told = "；".join(_told(name, rows, sheet) for name in sorted(differing, key=list(rows[0]).index))
            message = _("与 {0} 是{1}，却不一样：{2}。都没有收；请只留正确的一行。").format(
                others, _SAME[record.name], told
            )
        firm = row.get("enterprise")
        found[position] = Issue(
            "duplicate_key" if differing else "duplicate_row",
            f"{firm}：{message}" if firm else message,
            "error" if differing else "note",
            sheet.name,
            f"{sheet.letters[record.key[0]]}{row['row']}",
            int(str(row["row"])),
            sheet.headers[record.key[0]],
            str(row[record.key[0]]),
        )
    return found


def _told(name: str, rows: list[dict[str, object]], sheet: TidySheet) -> str:
    values = dict.fromkeys(_written(name, row[name]) for row in rows)
    return _("“{0}”有 {1}").format(sheet.headers.get(name, name), "、".join(values))


def _written(name: str, value: object) -> str:
    if value is None:
        return _("空")
    if isinstance(value, Decimal):
        plain = f"{value.normalize():,f}"
        return _("{0} 万元").format(plain) if name.endswith("_10k_cny") else plain
    return str(value)

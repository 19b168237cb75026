"""同一家企业同一期只能有一个数：完全相同的重复行留一行，两个数的都不收。"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.issue import Issue
from etl.record import Record
from etl.words import _

_PLACE = frozenset({"sheet", "row"})


def find_duplicates(table: pa.Table, record: Record, set_aside: np.ndarray) -> dict[int, Issue]:
    """Positions to set aside because their key occurs again, with the other cell named.

    Equal in every column: all but the first. Different in any: all of them, since nobody can know which is meant.
    `set_aside` marks positions that are out already and are not compared.
    """
    keys = [name for name in record.key if name in table.column_names]
    repeated = table.select(keys).append_column("times", pa.array(~set_aside)).filter(pa.array(~set_aside))
    if pc.max(repeated.group_by(keys).aggregate([("times", "count")]).column("times_count")).as_py() in (None, 1):
        return {}
    places: dict[tuple[object, ...], list[int]] = {}
    columns = [table.column(name).to_pylist() for name in keys]
    for position, key in enumerate(zip(*columns, strict=True)):
        if not set_aside[position]:
            places.setdefault(key, []).append(position)
    found: dict[int, Issue] = {}
    values = [name for name in table.column_names if name not in _PLACE]
    for key, positions in places.items():
        if len(positions) > 1:
            rows = [tuple(table.column(name)[position].as_py() for name in values) for position in positions]
            found |= _judge(table, key, positions, is_same=len(set(rows)) == 1)
    return found


def _judge(table: pa.Table, key: tuple[object, ...], positions: list[int], *, is_same: bool) -> dict[int, Issue]:
    where = [(table.column("sheet")[at].as_py(), table.column("row")[at].as_py()) for at in positions]
    found: dict[int, Issue] = {}
    for at, (sheet, row) in list(zip(positions, where, strict=True))[1 if is_same else 0 :]:
        others = "、".join(
            f"{other_sheet} 第 {other} 行" for other_sheet, other in where if (other_sheet, other) != (sheet, row)
        )
        if is_same:
            message = _("与 {0} 完全相同，只收一行。").format(others)
            found[at] = Issue("duplicate_row", message, "note", sheet, "", row, "", str(key[0]))
        else:
            message = _("与 {0} 是同一家同一期，数却不同，都没有收；请只留正确的一行。").format(others)
            found[at] = Issue("duplicate_key", message, "error", sheet, "", row, "", str(key[0]))
    return found

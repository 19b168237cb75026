"""依法不公布的数：哪一格是、凭哪一条规则，图与字都照一个说法。表里的两列由取数的门写上。"""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from charts.words import WITHHELD

CELLS, RULE = "suppressed_columns", "suppressed"  # 与 metrics.disclosure.guard 同名


def is_withheld(record: Mapping[Any, Any], column: str) -> bool:
    """Whether this row's cell is empty because it is withheld; never in a table for a role without control."""
    return column in str(record.get(CELLS) or "").split()


def why_empty(record: Mapping[Any, Any], column: str) -> object:
    """The rule where the cell is withheld, else the row's own `reason`, None where it gives none."""
    return record.get(RULE) if is_withheld(record, column) else record.get("reason")


def count_withheld(table: pd.DataFrame, column: str) -> int:
    """How many cells of a column are withheld."""
    return int(withheld_cells(table, column).sum())


def withheld_cells(table: pd.DataFrame, column: str) -> pd.Series:
    """Which cells of a column are withheld; none in a table for a role without control."""
    if CELLS not in table:
        return pd.Series(False, index=table.index, dtype=bool)
    return pd.Series([column in str(names).split() for names in table[CELLS]], index=table.index, dtype=bool)


def rule_of(table: pd.DataFrame) -> str:
    """The first rule by which something in the table is withheld, `依法不公布（企业不足）`; "" where nothing is."""
    found = [rule for rule in table[RULE] if isinstance(rule, str) and rule] if RULE in table else []
    return found[0] if found else ""


def marked(record: Mapping[Hashable, Any]) -> dict[Any, Any]:
    """The row with WITHHELD in the withheld cells, so that whatever words them says so."""
    gone = str(record.get(CELLS) or "").split()
    return {**record, **dict.fromkeys(gone, WITHHELD)}

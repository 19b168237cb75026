"""隐去了多少：每张开放的表有几格、隐去几格、隐去的金额占多少。只给管规则的人看，不给受控的角色。"""

import numpy as np
import pandas as pd

from metrics.disclosure import build
from metrics.disclosure.build import Build
from metrics.disclosure.released import pattern
from metrics.disclosure.rules import load_policy
from metrics.store import Store

COLUMNS = ["period", "dimensions", "cells", "by_rule", "hidden", "hidden_cells_pct", "hidden_value_pct"]


def loss(store: Store, period: str) -> pd.DataFrame:
    """One row per open table of a quarter's cumulative revenue, `dimensions` joined by ",", the total under "".

    cells: those with enterprises; by_rule: hidden by a rule of their own; hidden: with those hidden for their sake;
    hidden_cells_pct and hidden_value_pct: their share of the table's cells and of its value (%). No data, no rows.
    Raises StoreError as guard does.
    """
    policy = load_policy(store.data)
    if period not in build.periods(Build(store)):
        return pd.DataFrame(columns=COLUMNS)
    found = pattern(store, policy, period)
    amounts = np.abs(build.roll(Build(store), period).amounts)
    rows: dict[tuple[str, ...], list[tuple[float, bool, bool]]] = {}
    for key, firms in build.cells(Build(store), period, policy.tables).items():
        own = (float(amounts[list(firms)].sum()), key in found.primary, key in found.hidden)
        rows.setdefault(tuple(dimension for dimension, _value in key), []).append(own)
    return pd.DataFrame([_row(period, table, cells) for table, cells in sorted(rows.items())], columns=COLUMNS)


def _row(period: str, table: tuple[str, ...], cells: list[tuple[float, bool, bool]]) -> dict[str, object]:
    value = sum(amount for amount, _primary, _hidden in cells)
    lost = sum(amount for amount, _primary, is_hidden in cells if is_hidden)
    hidden = sum(is_hidden for _amount, _primary, is_hidden in cells)
    return {
        "period": period,
        "dimensions": ",".join(table),
        "cells": len(cells),
        "by_rule": sum(is_primary for _amount, is_primary, _hidden in cells),
        "hidden": hidden,
        "hidden_cells_pct": hidden / len(cells) * 100,
        "hidden_value_pct": lost / value * 100 if value else 0.0,
    }

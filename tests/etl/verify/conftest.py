"""手写几行收得下的数，和它们所在的那张表：对照的各步共用。"""

from collections.abc import Callable
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

from etl.tidy.outcome import TidySheet
from etl.verify.history import Past

FIRMS = "甲乙丙丁戊"
MONEY = pa.decimal128(20, 6)
LETTERS = {
    "enterprise_id": "A",
    "enterprise": "B",
    "revenue_10k_cny": "C",
    "prior_reported_10k_cny": "D",
    "growth_reported_pct": "E",
    "employees": "F",
}


@pytest.fixture
def rows() -> Callable[..., pa.Table]:
    """One row for each firm from row 2 on: 营业收入, and further columns by name."""

    def make(values, *, period="2026Q3", **more) -> pa.Table:
        count = len(values)
        columns = {
            "enterprise_id": list(FIRMS)[:count],
            "enterprise": [f"{firm}公司" for firm in FIRMS[:count]],
            "period": [period] * count,
            "revenue_10k_cny": money(values),
            "sheet": ["表"] * count,
            "row": pa.array(range(2, 2 + count), pa.int32()),
        }
        given = {name: money(cells) if name.endswith("_10k_cny") else cells for name, cells in more.items()}
        return pa.table(columns | given)

    return make


def money(values) -> pa.Array:
    """万元, None where unknown."""
    return pa.array([None if value is None else Decimal(str(value)) for value in values], MONEY)


@pytest.fixture
def sheets() -> dict[str, TidySheet]:
    """The one sheet they stand on."""
    return {"表": TidySheet("表", letters=dict(LETTERS), headers={name: name for name in LETTERS})}


@pytest.fixture
def past() -> Callable[..., Past]:
    """What the books know of five rows; None = nothing."""

    def make(*, year_before=(), so_far=(), quarter_before=()) -> Past:
        def five(values):
            known = [np.nan if value is None else float(value) for value in values]
            return np.array(known + [np.nan] * (5 - len(known)))

        return Past(five(year_before), five(so_far), five(quarter_before))

    return make

"""最小的归档：不经读表，直接写进账本。"""

from datetime import datetime, timedelta

import pyarrow as pa
import pytest

from etl.paths import BEIJING
from etl.write.filing import digest, write_filing
from etl.write.ledger import writer

MORNING = datetime(2026, 10, 15, 9, 0, tzinfo=BEIJING)


@pytest.fixture(scope="session")
def morning():
    """Nine in the morning of 2026-10-15 in Beijing."""
    return MORNING


@pytest.fixture
def file_load(data, tmp_path):
    """Write a load of one revenue figure: 甲's 2026Q3. Minutes are counted from nine; returns the filing's name."""

    def write(value="1", *, minutes=0, is_demo=False):
        original = tmp_path / "季报.XLSX"
        original.write_text(f"{value}", encoding="utf-8")
        rows = pa.table(
            {
                "enterprise_id": ["甲"],
                "period": ["2026Q3"],
                "revenue_10k_cny": pa.array([int(value)], pa.decimal128(20, 6)),
            }
        )
        page = {"kind": "load", "file": "季报.XLSX", "record": "revenue", "is_demo": is_demo, "period": "2026Q3"}
        with writer(data):
            return write_filing(
                data,
                {**page, "sha256": digest(original), "accepted_by": "李四"},
                MORNING + timedelta(minutes=minutes),
                original=original,
                rows=rows,
                source_text="title = '季报'",
            )

    return write

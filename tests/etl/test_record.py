"""每种记录有哪些列：来源说明没接的列也在，空着。"""

from datetime import date
from decimal import Decimal

import pyarrow as pa

from etl.record import RECORDS


def test_a_table_gets_every_known_column_in_order_and_keeps_the_others():
    """只写了编号和收入的表，补齐各列，多出来的列排在后面。"""
    revenue = RECORDS["revenue"]
    table = pa.table(
        {
            "profit_10k_cny": pa.array([1], pa.decimal128(20, 6)),
            "revenue_10k_cny": pa.array([Decimal(2)], pa.decimal128(20, 6)),
            "enterprise_id": ["甲"],
            "sheet": ["表"],
            "row": pa.array([3], pa.int32()),
        }
    )
    filled = revenue.filled(table)
    assert filled.column_names == ["sheet", "row", *revenue.known, "profit_10k_cny"]
    [row] = filled.to_pylist()
    assert (row["enterprise_id"], row["revenue_10k_cny"], row["prior_reported_10k_cny"]) == ("甲", Decimal(2), None)


def test_an_empty_table_has_the_right_types():
    """一行也没有，列的类型照样对，建库时合得起来。"""
    schema = RECORDS["register"].filled(pa.table({})).schema
    assert schema.field("founded").type == pa.date32()
    assert schema.field("row").type == pa.int32()
    assert pa.array([date(2020, 1, 1)], schema.field("founded").type).to_pylist() == [date(2020, 1, 1)]


def test_what_a_record_needs_is_among_what_it_knows():
    """必不可少的列、做键的列，都是用得着的列。"""
    for record in RECORDS.values():
        assert {*record.needed, *record.key} <= record.known.keys()

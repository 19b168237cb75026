"""charts/twin.py：图的孪生表。"""

import pandas as pd

from charts.twin import Column, shown, twin

TABLE = pd.DataFrame(
    {
        "period": ["2026Q3", "2025Q4"],
        "basis": ["ytd", "year"],
        "cluster": ["软件", None],
        "revenue_10k_cny": [1_234_567.89, None],
        "comparable_pct": [12.25, -0.04],
    }
)
COLUMNS = [
    Column("period", "报告期", "period"),
    Column("cluster", "集群"),
    Column("revenue_10k_cny", "营业收入", "amount"),
    Column("comparable_pct", "同比（可比口径）", "percent"),
]


def test_headers_carry_units_and_numbers_stay_numbers():
    """给机器的表：亿元、百分数都是数，不知道的空着，不舍入。"""
    table = twin(TABLE, COLUMNS)
    assert list(table) == ["报告期", "集群", "营业收入（亿元）", "同比（可比口径，%）"]
    assert table.iloc[0].tolist() == ["2026年1-9月", "软件", 123.456789, 12.25]
    assert table["营业收入（亿元）"].isna().tolist() == [False, True]


def test_the_readers_table_is_rounded_as_on_the_chart():
    """给人看的表：与图上的字一致，不知道的写 —。"""
    table = shown(TABLE, COLUMNS)
    assert table.to_numpy().tolist() == [["2026年1-9月", "软件", "123.5", "12.3"], ["2025年", "—", "—", "0.0"]]


def test_unit_and_column_choice_leave_everything_else_out():
    """只有点了名的列出门。"""
    assert list(twin(TABLE.assign(enterprise_id="1"), COLUMNS[:1])) == ["报告期"]


def test_a_withheld_cell_says_so_and_the_others_stay_numbers():
    """依法不公布的格子写明，旁边的照旧是数；不知道的仍是空。"""
    table = pd.DataFrame(
        {
            "cluster": ["甲", "乙", "丙"],
            "revenue_10k_cny": [12_000.0, None, None],
            "suppressed_columns": ["", "revenue_10k_cny", ""],
        }
    )
    found = twin(table, [Column("cluster", "集群"), Column("revenue_10k_cny", "营业收入", "amount")])
    assert list(found["营业收入（亿元）"]) == [1.2, "—（依法不公布）", None]

"""由行推出的表：一段一段年份地算，与一次算完一样；各组合计与逐家的合计相等。"""

import duckdb
import pytest

from etl import derived
from etl.build import build, rebuild
from etl.firm_sum import JOINED_DIMENSIONS, SUMMED_DIMENSIONS

HEADER = ["统一社会信用代码", "企业名称", "报告期", "营业收入（万元）", "上年同期（万元）"]


@pytest.fixture
def five_years(load, firms, tmp_path):
    """Two firms over five years; the second misses a quarter and then files nothing for a year."""
    rows = []
    for year in range(2021, 2026):
        for quarter in range(1, 5):
            rows.append([firms[0], "甲", f"{year}Q{quarter}", year * quarter / 10, year * quarter / 11])
            if year != 2024 and (year, quarter) != (2022, 2):
                rows.append([firms[1], "乙", f"{year}Q{quarter}", quarter * 7, quarter * 6])
    load([HEADER, *rows])
    return tmp_path / "data"


def rows_of(file, table):
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.sql(f"SELECT * FROM {table} ORDER BY ALL").fetchall()


def test_years_worked_out_one_by_one_give_the_same_facts(five_years, monkeypatch):
    """近四季度、同比、上一季都跨年：一年一段与五年一段，一行不差。"""
    whole = {table: rows_of(build(five_years), table) for table in ("fact", "group_sum")}
    monkeypatch.setattr(derived, "_ROWS_AT_ONCE", 1)
    piecemeal = rebuild(five_years)
    assert {table: rows_of(piecemeal, table) for table in whole} == whole
    assert len(whole["fact"]) > 100


def test_the_groups_of_every_dimension_add_up_to_all_firms(five_years):
    """没有人填的维度也有一组未归类；不交叉的维度，各组之和就是全部。"""
    with duckdb.connect(str(build(five_years)), read_only=True) as connection:
        sums = dict(
            connection.sql("SELECT dimension, sum(revenue_10k_cny) FROM group_sum GROUP BY dimension").fetchall()
        )
        [(total,)] = connection.sql("SELECT sum(revenue_10k_cny) FROM fact").fetchall()
    assert sums == dict.fromkeys(("", *SUMMED_DIMENSIONS, *(f"{name}*" for name in JOINED_DIMENSIONS)), total)


def test_the_quarter_before_is_known_across_a_new_year(five_years, firms):
    """一季度的上一季是上年四季度：2025Q1 甲的单季之前是 2024Q4 的 202.4。"""
    with duckdb.connect(str(build(five_years)), read_only=True) as connection:
        sql = "SELECT quarter_before_10k_cny FROM fact WHERE enterprise_id = ? AND period = ? AND basis = 'single'"
        [(before,)] = connection.execute(sql, [firms[0], "2025Q1"]).fetchall()
        [(missing,)] = connection.execute(sql, [firms[1], "2022Q4"]).fetchall()
    assert float(before) == 202.4
    assert missing is None

"""逐家的几步与它们的合计：企业多的库才做，一段一段年份地做与一次做完一样。"""

import duckdb
import pytest

from etl import derived, firm_sum
from etl.build import build, rebuild

HEADER = ["统一社会信用代码", "企业名称", "报告期", "营业收入（万元）", "上年同期（万元）"]
SUMS = ("roster_sum", "tier_step_sum", "pool_step_sum", "rank_sum", "cell_sum", "firm_history")


@pytest.fixture
def three_years(load, firms, tmp_path):
    """Two firms over three years; the second misses the last year."""
    rows = []
    for year in (2023, 2024, 2025):
        for quarter in range(1, 5):
            rows.append([firms[0], "甲", f"{year}Q{quarter}", year * quarter * 2, year * quarter])
            if year < 2025:
                rows.append([firms[1], "乙", f"{year}Q{quarter}", quarter * 7, quarter * 6])
    load([HEADER, *rows])
    return tmp_path / "data"


def tables(file, names):
    with duckdb.connect(str(file), read_only=True) as connection:
        return {name: connection.sql(f"SELECT * FROM {name} ORDER BY ALL").fetchall() for name in names}


def test_a_small_build_has_the_steps_and_no_sums(three_years):
    """收一张报表不必多花工夫：名单由视图现算，合计空着。"""
    found = tables(build(three_years), (*SUMS, "roster", "tier_step"))
    assert [name for name, rows in found.items() if not rows] == list(SUMS)


def test_years_one_by_one_give_the_same_sums_as_all_at_once(three_years, monkeypatch):
    """上年、上一期都跨年：一年一段与一次做完，一行不差；名单存成了表，与视图现算的一样。"""
    live = tables(build(three_years), ("roster", "tier_step", "pool_step"))
    monkeypatch.setattr(firm_sum, "FEWEST_ROWS", 0)
    whole = tables(rebuild(three_years), (*SUMS, *live))
    monkeypatch.setattr(derived, "_ROWS_AT_ONCE", 1)
    assert tables(rebuild(three_years), (*SUMS, *live)) == whole
    assert {name: sorted(map(repr, whole[name])) for name in live} == {
        name: sorted(map(repr, rows)) for name, rows in live.items()
    }
    assert all(whole[name] for name in SUMS)


def test_the_sums_of_all_firms_are_those_of_the_steps(three_years, monkeypatch):
    """空名字的维度是全部企业：家数与逐家的行数相等。"""
    monkeypatch.setattr(firm_sum, "FEWEST_ROWS", 0)
    with duckdb.connect(str(rebuild(three_years)), read_only=True) as connection:
        for step in ("roster", "tier_step", "pool_step"):
            [(firms,)] = connection.sql(f"SELECT sum(firms) FROM {step}_sum WHERE dimension = ''").fetchall()
            [(rows,)] = connection.sql(f"SELECT count(*) FROM {step}").fetchall()
            assert firms == rows

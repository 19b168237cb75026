"""比较本身不是摆设：该报的都报，不该报的不报。"""

import math
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from tests.cluster.difference import of_rows, of_tables, relative


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (None, None, 0.0),
        (None, 0, math.inf),
        (None, "", math.inf),
        (3, 3, 0.0),
        (3, 4, math.inf),
        (1_000_000_000, 1_000_000_001, math.inf),
        (True, 1, math.inf),
        (True, True, 0.0),
        ("规上", "规下", math.inf),
        (date(2026, 9, 30), date(2026, 9, 30), 0.0),
        (Decimal("1.500000"), Decimal("1.5"), 0.0),
        (1.0, 1.0 + 1e-12, pytest.approx(1e-12, rel=1e-3)),
        (100.0, 101.0, pytest.approx(1 / 101)),
        (0.0, 1e-30, 1.0),
        (math.nan, math.nan, 0.0),
        (math.nan, 1.0, math.inf),
        (math.nan, None, math.inf),
        ("1", 1, math.inf),
    ],
)
def test_two_cells_differ_by(one, other, expected):
    """数看相对差；家数、文字、是否、空格不许差分毫，零与空也不是一回事。"""
    assert relative(one, other) == expected


def test_rows_that_tie_may_stand_either_way():
    """同名次的两行谁先谁后两家各随其便，不算不同。"""
    ours = [("2026Q3", "甲", 1.0), ("2026Q3", "乙", 2.0)]
    assert of_rows(ours, ours[::-1]).faults == ()
    assert of_rows(ours, ours[::-1]).largest == 0.0


def test_a_missing_row_and_a_wrong_figure_are_found():
    """少一行、差一格都报，报的是那一行。"""
    ours = [("甲", 1.0), ("乙", 2.0)]
    assert of_rows(ours, ours[1:]).faults[0] == "行数 2 与 1"
    assert of_rows(ours, [("甲", 1.0), ("乙", 2.0 + 1e-8)]).faults == ("('乙', 2.0) 与 ('乙', 2.00000001)",)
    assert of_rows(ours, [("甲", 1.0), ("乙", 2.0 + 1e-12)]).faults == ()


def test_tables_keep_their_order_and_their_columns():
    """指标表逐行比，次序也算；列名不同就是不同；空格不管内存里是什么。"""
    table = pd.DataFrame({"who": ["甲", "乙"], "share": [0.5, float("nan")]})
    assert of_tables(table, table.copy()).faults == ()
    assert of_tables(table, table.astype(object).where(table.notna(), None)).faults == ()
    assert of_tables(table, table.iloc[::-1]).faults != ()
    assert of_tables(table, table.rename(columns={"share": "part"})).faults != ()


def test_a_remainder_that_is_rounding_is_zero_in_a_table_only():
    """指标表里“各部分减合计”的尾数算零；语句的答案里不算，十亿分之一的真数也不算。"""
    one, other = pd.DataFrame({"rest": [2.7e-15]}), pd.DataFrame({"rest": [-8.9e-16]})
    assert of_tables(one, other).faults == ()
    assert of_rows([(2.7e-15,)], [(-8.9e-16,)]).faults != ()
    assert of_tables(one * 1e6, other * 1e6).faults != ()

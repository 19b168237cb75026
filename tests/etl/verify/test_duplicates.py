"""同一家企业同一期只能有一个数。"""

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

from etl.record import RECORDS
from etl.tidy.sheet import TidySheet
from etl.verify.duplicates import set_duplicates_aside

LETTERS = {"enterprise_id": "B", "indicator": "A"}
HEADERS = {"enterprise_id": "信用代码", "indicator": "指标", "revenue_10k_cny": "营业收入", "note": "备注"}


@pytest.fixture
def judged():
    """Position → (rule, cell, value, message) for rows of (sheet, row, firm, revenue, note)."""

    def run(rows, *, out=(), record="revenue"):
        table = pa.table(
            {
                "enterprise_id": pa.array([firm for _s, _r, firm, _v, _n in rows], pa.string()),
                "revenue_10k_cny": pa.array([value for *_p, value, _n in rows], pa.decimal128(20, 6)),
                "note": pa.array([note for *_p, note in rows], pa.string()),
                "period": pa.array(["2026Q3"] * len(rows), pa.string()),
                "sheet": pa.array([sheet for sheet, *_rest in rows], pa.string()),
                "row": pa.array([row for _s, row, *_rest in rows], pa.int32()),
            }
        )
        is_out = np.array([position in out for position in range(len(rows))], dtype=bool)
        sheets = {name: TidySheet(name, letters=LETTERS, headers=HEADERS) for name in ("一", "二")}
        found = {}
        for at in set_duplicates_aside(table, RECORDS[record], is_out, sheets):
            sheet, row, *_rest = rows[at]
            [issue] = sheets[sheet].aside[row]
            found[at] = issue.rule, issue.cell, issue.value, issue.message
        return found

    return run


def test_the_same_row_twice_is_kept_once(judged):
    """完全相同的两行留第一行，说出与哪一行相同。"""
    rows = [("一", 3, "甲", Decimal(5), None), ("一", 4, "乙", Decimal(5), None), ("二", 3, "甲", Decimal(5), None)]
    assert judged(rows) == {2: ("duplicate_row", "B3", "甲", "与 一 第 3 行 完全相同，只收一行。")}


def test_two_figures_for_one_firm_are_both_set_aside(judged):
    """同一家同一期两个数：两行都不收，把两个数都说出来。"""
    rows = [("一", 3, "甲", Decimal("350"), None), ("一", 9, "甲", Decimal("1360.5"), None)]
    assert judged(rows) == {
        0: (
            "duplicate_key",
            "B3",
            "甲",
            "与 一 第 9 行 是同一家同一期，却不一样：“营业收入”有 350 万元、1,360.5 万元。都没有收；请只留正确的一行。",
        ),
        1: (
            "duplicate_key",
            "B9",
            "甲",
            "与 一 第 3 行 是同一家同一期，却不一样：“营业收入”有 350 万元、1,360.5 万元。都没有收；请只留正确的一行。",
        ),
    }


def test_three_rows_of_which_two_agree_are_all_set_aside(judged):
    """三行里两行相同一行不同，也不能靠多数定。"""
    rows = [("一", n, "甲", Decimal(value), None) for n, value in ((3, 1), (4, 1), (5, 2))]
    assert {at: rule for at, (rule, *_rest) in judged(rows).items()} == dict.fromkeys(range(3), "duplicate_key")


def test_a_difference_in_another_column_counts(judged):
    """数相同备注不同，说的是备注，空着的写“空”。"""
    rows = [("一", 3, "甲", Decimal(1), "已审"), ("一", 4, "甲", Decimal(1), None)]
    assert "“备注”有 已审、空。" in judged(rows)[0][3]


def test_a_row_that_is_out_already_is_not_compared(judged):
    """已经搁置的行（比如数写错了）不再拿来比。"""
    rows = [("一", 3, "甲", Decimal(1), None), ("一", 4, "甲", None, None)]
    assert judged(rows, out=[1]) == {}


def test_no_duplicates(judged):
    """各家一行，什么也不说。"""
    assert judged([("一", 3, "甲", Decimal(1), None), ("一", 4, "乙", Decimal(1), None)]) == {}


def test_the_register_has_one_row_per_firm_whatever_the_period(judged):
    """名录一企一行，话里不说“同一期”。"""
    rows = [("一", 3, "甲", None, "a"), ("一", 4, "甲", None, "b")]
    assert "是同一家企业，却不一样" in judged(rows, record="register")[0][3]


def test_of_many_equal_rows_only_a_few_are_named(judged):
    """一百行是同一家：话里只举三行和一共多少行，不会越写越长。"""
    found = judged([("一", n, "甲", Decimal(n), None) for n in range(1, 101)])
    assert len(found) == 100
    assert found[50][3] == (
        "与 一 第 1 行、一 第 2 行、一 第 3 行等 99 行 是同一家同一期，却不一样："
        "“营业收入”有 1 万元、2 万元、3 万元等 100 种。都没有收；请只留正确的一行。"
    )

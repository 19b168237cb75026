"""算式念出来，照着按计算器，得的就是印着的答案。"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.formula import sentence
from metrics.catalog import Column
from metrics.working import Line

RATE = Column("comparable_pct", "同比增速", "%", 1, "high")
RATIO = "{now_10k_cny} ÷ {then_10k_cny} − 1"


def line(formula=RATIO, column=RATE, reason="", **values):
    return Line("2026Q3", "ytd", "", column, formula, values, reason)


def test_large_amounts_are_told_in_100m():
    """183.2 ÷ 164.0 − 1 = 11.7 %."""
    told = sentence(line(now_10k_cny=1832000, then_10k_cny=1640000, comparable_pct=11.7073))
    assert told == "同比增速 = 183.2000亿元 ÷ 164.0000亿元 − 1 = 11.7%"


def test_one_small_amount_puts_the_whole_line_in_10k():
    """Never two units in one line."""
    told = sentence(line(now_10k_cny=1832000, then_10k_cny=9000.5, comparable_pct=20254.2))
    assert told.startswith("同比增速 = 1,832,000.00万元 ÷ 9,000.50万元 − 1 = ")


def test_an_unknown_is_a_dash_with_its_reason():
    """Never 0."""
    told = sentence(line(now_10k_cny=5, then_10k_cny=float("nan"), comparable_pct=None, reason="缺基期"))
    assert told == "同比增速 = 5.00万元 ÷ — − 1 = —（缺基期）"


def test_two_signs_never_meet():
    """a + (−b) is a − b, a − (−b) is a + b; a leading negative keeps its brackets."""
    total = Column("c_10k_cny", "本期", "万元", 2)
    told = sentence(line("{a_10k_cny} + {b_10k_cny}", total, a_10k_cny=9, b_10k_cny=-4, c_10k_cny=5))
    assert told == "本期 = 9.00万元 − 4.00万元 = 5.00万元"
    told = sentence(line("{a_10k_cny} − {b_10k_cny}", total, a_10k_cny=-9, b_10k_cny=-4, c_10k_cny=-5))
    assert told == "本期 = （−9.00万元） + 4.00万元 = −5.00万元"


def test_a_target_is_told_in_its_own_unit():
    """The unit of a target stands in its row, not in the column."""
    gap = Column("gap", "差距", "见单位列", 2)
    told = sentence(line("{value} − {target_value}", gap, value=49.27, target_value=200, gap=-150.73, unit="亿元"))
    assert told == "差距 = 49.27 − 200 = −150.73亿元"


@given(st.integers(1, 10**9), st.integers(100, 10**9))
def test_the_printed_numbers_give_the_printed_answer(now, then):
    """Recomputed from what is on the card: within half of the last printed digit and the rounding of the inputs."""
    answer = (now / then - 1) * 100
    told = sentence(line(now_10k_cny=now, then_10k_cny=then, comparable_pct=answer))
    first, second, printed = re.findall(r"−?[\d,.]+(?=亿元|万元|%)", told)
    number = lambda text: float(text.replace(",", "").replace("−", "-"))  # noqa: E731
    assert number(printed) == pytest.approx((number(first) / number(second) - 1) * 100, abs=0.0501)

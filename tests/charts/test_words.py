"""charts/words.py：数怎么念。"""

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts import words


@pytest.mark.parametrize(
    ("value_10k_cny", "text"),
    [
        (492_700, "49.3"),
        (92_700, "9.27"),
        (12_345_000, "1,234.5"),
        (99_949, "9.99"),
        (99_960, "10.0"),  # 9.996 亿先舍入成 10.00，就不再是“10 以下”
        (100_000, "10.0"),
        (123_500, "12.4"),  # 12.35：四舍五入向上，二进制浮点与逢五取偶都会给 12.3 或 12.4 不定
        (122_500, "12.3"),  # 12.25：逢五取偶会给 12.2
        (50, "0.01"),  # 0.005
        (49, "0.00"),
        (-49, "0.00"),  # 不写 −0.00
        (-11_000, "−1.10"),
        (0, "0.00"),
        (Decimal("1234567.891234"), "123.5"),
        (np.float64("nan"), "—"),
        (None, "—"),
        (pd.NA, "—"),
        (float("inf"), "—"),
    ],
)
def test_amounts_are_shown_in_100m_with_one_decimal_and_two_below_ten(value_10k_cny, text):
    """rules §13：亿元一位小数，10 以下两位；先算后舍入。"""
    assert words.amount_100m(value_10k_cny) == text


def test_signed_amounts_carry_plus_and_true_minus_and_zero_neither():
    """差额要带正负号；负号是 U+2212，不是连字符。"""
    assert [words.amount_100m(value, is_signed=True) for value in (240_000, -150_000, 0)] == ["+24.0", "−15.0", "0.00"]


@pytest.mark.parametrize(
    ("value", "text"), [(0.05, "0.1%"), (0.25, "0.3%"), (2.35, "2.4%"), (-0.04, "0.0%"), (None, "—")]
)
def test_percentages_round_half_up_on_the_written_decimal(value, text):
    """2.35 存成二进制是 2.34999…；按写出来的十进制四舍五入仍是 2.4。"""
    assert words.percent(value) == text


@pytest.mark.parametrize(
    ("growth", "text"),
    [
        (12.9, "同比增长12.9%"),
        (-3.2, "同比下降3.2%"),
        (0, "同比持平"),
        (-0.04, "同比基本持平"),
        (0.049, "同比基本持平"),
        (0.05, "同比增长0.1%"),
        (179, "同比增长1.79倍"),  # 国家统计局 2021：增长1.79倍 = +179 %
        (100, "同比增长1倍"),
        (1000, "同比增长10倍"),
        (99.94, "同比增长99.9%"),
        (None, "同比—"),
    ],
)
def test_growth_in_prose_never_says_a_negative_increase(growth, text):
    """rules §13：下降写“同比下降X%”，0 写持平，舍入成 0 写基本持平；§2.5：一倍以上说倍数。"""
    assert words.change(growth) == text


def test_differences_of_rates_agree_with_the_shown_rates():
    """12.25 与 12.04 显示为 12.3 与 12.0，文字里就说提高 0.3 个百分点（未舍入之差是 0.21）。"""
    assert words.rate_change(12.25, 12.04, "上半年") == "较上半年提高0.3个百分点"
    assert words.rate_change(12.04, 12.25, "上半年") == "较上半年回落0.3个百分点"
    assert words.rate_change(12.04, 12.0, "上半年") == "与上半年持平"
    assert words.rate_change(None, 12.0, "上半年") == "—"


def test_pull_and_pace_say_which_way_without_signs():
    """负的拉动写“下拉”；快慢用词说，不用负号。"""
    assert [words.pull(value) for value in (4.2, -1.1, 0.04, None)] == [
        "拉动增长4.2个百分点",
        "下拉1.1个百分点",
        "影响不大",
        "拉动—",
    ]
    assert words.pace(82.3, 75) == "快于时间进度7.3个百分点"
    assert words.pace(67.8, 75) == "慢于时间进度7.2个百分点"
    assert words.pace(75.04, 75) == "与时间进度持平"


def test_missing_says_why_when_it_knows():
    """不公布与没有填报是两回事，都不是零。"""
    assert [words.missing(reason) for reason in ("依法不公布", None, float("nan"), " ")] == [
        "—（依法不公布）",
        "—",
        "—",
        "—",
    ]


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6))
def test_a_shown_amount_is_never_further_than_half_its_last_place(value_10k_cny):
    """舍入误差不超过末位的一半：0.05 亿元，10 以下 0.005。"""
    text = words.amount_100m(value_10k_cny)
    shown = Decimal(text.replace("−", "-").replace(",", ""))
    exact = value_10k_cny / 10_000
    assert abs(shown - exact) <= (Decimal("0.005") if abs(shown) < 10 else Decimal("0.05"))
    assert ("." in text, len(text.rpartition(".")[2])) == (True, 2 if abs(shown) < 10 else 1)


@given(st.decimals(min_value=-1000, max_value=1000, places=4))
def test_opposite_numbers_are_worded_alike_but_for_the_sign(value):
    """四舍五入对正负对称：相反数的字只差一个负号。"""
    assert words.number(-value, 1) == ("" if words.rounded(value, 1) == 0 else "−") * (value > 0) + words.number(
        abs(value), 1
    )
    assert words.rounded(value, 1) == value.quantize(Decimal("0.1"), ROUND_HALF_UP)

"""数的各种写法。"""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.tidy.number import UNKNOWN_MARKS, parse_number, parse_percent


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12345.6", "12345.6"),
        (" 12,345.60 ", "12345.60"),
        ("1,234,567", "1234567"),
        ("１２，３４５．６０", "12345.60"),
        ("(350)", "-350"),
        ("（350）", "-350"),
        ("（1,350.5）", "-1350.5"),
        ("-350", "-350"),
        ("−350", "-350"),
        ("－350", "-350"),
        ("+350", "350"),
        ("¥350", "350"),
        ("￥350", "350"),
        ("0", "0"),
        ("0.00", "0.00"),
        (".5", "0.5"),
        ("1.5E+3", "1500"),
        ("1 234.5", "1234.5"),
    ],
)
def test_a_number_is_read_however_it_is_written(text, value):
    """千分位、全角、括号与各种负号都是数，一位不差。"""
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", " ", "—", "——", "-", "--", "/", "无", "未报", "…", "……", "N/A", "缺"])
def test_nothing_said_is_unknown_and_not_zero(text):
    """“—”“/”“未报”是未知，不是零。"""
    assert parse_number(text) is None


@pytest.mark.parametrize(
    "text",
    ["1,5", "12,34", "1.2.3", "1234.5万元", "1.2亿", "12%", "约350", "350元", "=1+1", "3-5", "(350", "零", "1e9999"],
)
def test_what_is_not_surely_a_number_is_refused(text):
    """「1,5」可能是一点五也可能是十五；带单位的、约数、公式都不猜。"""
    with pytest.raises(ValueError, match=re.escape(text)):
        parse_number(text)


@pytest.mark.parametrize(("text", "value"), [("12.5%", "12.5"), ("12.5", "12.5"), ("12.5％", "12.5"), ("-3%", "-3")])
def test_a_percentage_may_bear_its_sign(text, value):
    """12.5% 与 12.5 是同一个数。"""
    assert parse_percent(text) == Decimal(value)


def test_an_unknown_percentage_is_unknown():
    """增速写“—”是未知。"""
    assert parse_percent("—") is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_what_is_written_is_read_back(value):
    """任何数写成普通、千分位、全角、会计括号四种样子，读回来都是它自己。"""
    fullwidth = str.maketrans("0123456789.-", "０１２３４５６７８９．－")
    accounting = f"({-value:,})" if value < 0 else f"{value:,}"
    written = [f"{value}", f"{value:,}", f"{value}".translate(fullwidth), accounting]
    assert [parse_number(text) for text in written] == [value] * 4


def test_no_unknown_mark_is_also_a_number():
    """未知的写法里没有一个能当数读。"""
    assert {mark for mark in UNKNOWN_MARKS if parse_number(mark) is not None} == set()

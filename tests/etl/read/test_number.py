"""数字写成文字。"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.read.number import number_text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (795.9621000000001, "795.9621"),
        (3.0, "3"),
        (100000.0, "100000"),
        (0.1 + 0.2, "0.3"),
        (-2.8114, "-2.8114"),
        (-0.0, "0"),
        (0.00001, "0.00001"),
        (0.00012345, "0.00012345"),
        (123456789012345.0, "123456789012345"),
        (1234567890123456.0, "1234567890123456"),
        (9.199999900000005e17, "9.199999900000005e+17"),
        (1.5e-13, "1.5e-13"),
        (float("nan"), "NaN"),
        (float("inf"), "INF"),
        (float("-inf"), "-INF"),
    ],
)
def test_a_number_reads_as_excel_shows_it(number, text):
    """15 significant digits in plain decimals; codes too long for a number keep their exponent."""
    assert number_text(number) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_no_digit_that_excel_keeps_is_lost(number):
    """Below 1e15 the text is the number to 15 digits, above it reads back as the very same number."""
    expected = float(f"{number:.15g}") if abs(number) < 1e15 else number
    assert float(number_text(number)) == expected


@given(st.floats(min_value=1e-12, max_value=9.9e14))
def test_ordinary_numbers_have_no_exponent(number):
    """From 1e-12 to 1e15 there are only digits and a point."""
    assert set(number_text(number)) <= set("0123456789.")
    assert Decimal(number_text(number)) == Decimal(f"{number:.15g}")

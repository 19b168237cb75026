"""charts/measure.py：量与单位。"""

import pytest

from charts.measure import measure


def test_10k_become_100m_for_the_mark_and_the_text_alike():
    """万元只在一处换成亿元。"""
    amount = measure("amount")
    assert (amount.drawn(1_234_567.891), amount.text(1_234_567.891), amount.unit) == (123.4568, "123.5", "亿元")


def test_unknown_is_not_drawn_at_zero():
    """不知道就是不知道。"""
    assert [measure(kind).drawn(None) for kind in ("amount", "percent", "points", "count")] == [None] * 4


def test_an_unknown_kind_names_the_known_ones():
    """写错的量不默默当作别的。"""
    with pytest.raises(ValueError, match="amount、amount_100m、percent、points、count"):
        measure("money")

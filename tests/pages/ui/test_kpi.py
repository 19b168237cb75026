"""几个大数：不公布的数不带一个也不公布的涨跌。"""

import pytest
import streamlit as st

from charts.words import SUPPRESSED
from pages.ui.kpi import Kpi, kpi_row


@pytest.fixture
def shown(monkeypatch):
    """The deltas and what they are against, figure by figure."""
    asked = []
    monkeypatch.setattr(
        st, "metric", lambda _label, _value, delta, **more: asked.append((delta, more["delta_description"]))
    )
    return asked


def test_a_withheld_change_is_not_said_twice(shown):
    """The figure says it already; a narrow card would cut the second one."""
    kpi_row([Kpi("去掉最大五家（亿元）", SUPPRESSED, SUPPRESSED, "同比，可比口径")])
    assert shown == [(None, None)]


def test_a_known_change_and_a_plain_basis_stay(shown):
    """With a change its basis; without one the basis alone."""
    kpi_row([Kpi("营业收入（亿元）", "1.0", "+3.0%", "同比，可比口径"), Kpi("基尼系数", "0.7", "", "0为一样大")])
    assert shown == [("+3.0%", "同比，可比口径"), (None, "0为一样大")]

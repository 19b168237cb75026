"""图在页上的排法：一张占满，没有就不留空。"""

from typing import Any

import pytest
import streamlit as st

from pages.ui import figure_block

FIGURE: Any = object()


@pytest.fixture
def drawn(monkeypatch):
    """Which figures were drawn, and into how many columns the page was cut."""
    seen = {"figures": [], "columns": []}
    monkeypatch.setattr(figure_block, "figure_block", lambda _figure, key, part="": seen["figures"].append((key, part)))
    cut = st.columns
    monkeypatch.setattr(st, "columns", lambda count, **more: seen["columns"].append(count) or cut(count, **more))
    return seen


def test_a_single_figure_takes_the_whole_width(drawn):
    """The others being withheld must not leave half the page empty."""
    figure_block.figure_columns([("a", None), ("b", FIGURE)], {"b": "结构"})
    assert drawn == {"figures": [("b", "结构")], "columns": []}


def test_without_figures_no_empty_columns_are_left(drawn):
    """Nothing drawn, nothing cut."""
    figure_block.figure_columns([("a", None)])
    assert drawn == {"figures": [], "columns": []}


def test_several_figures_stand_in_two_columns_in_their_order(drawn):
    """The first half on the left."""
    figure_block.figure_columns([(key, FIGURE) for key in "abc"])
    assert drawn == {"figures": [("a", ""), ("b", ""), ("c", "")], "columns": [2]}

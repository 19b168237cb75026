"""页上的表：手机上首列收窄、折行，旁边看得到数。"""

import pandas as pd
import pytest
import streamlit as st

from pages.ui import table

FIRMS = pd.DataFrame({"企业": ["济南泉城数字科技股份有限公司"] * 20, "营业收入（亿元）": [1.5] * 20})


@pytest.fixture
def shown(monkeypatch):
    """What the grid is asked to draw."""
    asked = {}
    monkeypatch.setattr(st, "dataframe", lambda frame, **more: asked.update(more, frame=frame))
    return asked


def test_on_a_phone_a_wordy_first_column_is_narrow_and_wrapped(shown, monkeypatch):
    """120 pixels, rows high enough for two lines, eight in sight, whatever width the page asked for."""
    monkeypatch.setattr(table, "_is_narrow", lambda: True)
    table.show_table(FIRMS, "firms", rows=16, columns={"企业": st.column_config.Column(pinned=True, width=256)})
    assert shown["column_config"]["企业"]["width"] == 120
    assert shown["column_config"]["企业"]["pinned"] is True
    assert (shown["row_height"], shown["height"]) == (66, 66 * 8 + 38)


def test_on_a_phone_a_sentence_in_the_first_column_is_not_cut(shown, monkeypatch):
    """Twenty-eight characters at seven a line: four lines high, although the page asked for three."""
    monkeypatch.setattr(table, "_is_narrow", lambda: True)
    table.show_table(FIRMS.assign(企业="字" * 28), "errors", lines=3)
    assert shown["row_height"] == table._ROW + table._LINE * 3


def test_on_a_phone_a_short_first_column_stays_as_it_is(shown, monkeypatch):
    """报告期 and 街道 need no wrapping."""
    monkeypatch.setattr(table, "_is_narrow", lambda: True)
    table.show_table(FIRMS.assign(企业="燕山街道"), "places")
    assert "width" not in {name for name, value in shown["column_config"]["企业"].items() if value is not None}
    assert shown["row_height"] == 36


def test_on_a_desk_nothing_is_wrapped(shown):
    """No word from the browser is a wide window."""
    table.show_table(FIRMS, "firms", rows=16)
    assert (shown["row_height"], shown["height"]) == (36, 36 * 16 + 38)

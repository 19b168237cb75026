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


def written(shown, column):
    """What a styled grid writes in a column, row by row."""
    cells = shown["frame"]._translate(False, False)["body"]
    place = shown["frame"].columns.get_loc(column)
    return [[cell["display_value"] for cell in row if cell["type"] == "td"][place] for row in cells]


def test_a_negative_number_has_a_true_minus_and_stays_a_number(shown):
    """−1,234.6 by the header's unit, halves away from zero; the cell itself is −1234.56, for sorting and copying."""
    frame = pd.DataFrame({"集群": list("甲乙丙"), "同比增速（%）": [-1234.56, 0.05, None]}, index=[3, 3, 5])
    table.show_table(frame, "growth")
    assert written(shown, "同比增速（%）") == ["−1,234.6", "0.1", "—"]
    assert shown["frame"].data["同比增速（%）"].tolist()[:2] == [-1234.56, 0.05]
    assert shown["column_config"]["同比增速（%）"]["type_config"]["format"] is None  # 网格的格式会盖过写好的字


def test_a_table_without_negative_numbers_is_handed_over_as_it_is(shown):
    """The grid writes those itself, with thousands."""
    table.show_table(FIRMS, "firms")
    assert isinstance(shown["frame"], pd.DataFrame)
    assert shown["column_config"]["营业收入（亿元）"]["type_config"]["format"] == "%,.2f"


def test_a_number_without_a_unit_has_the_decimals_the_page_says(shown):
    """稳健分数 −4.25 with one decimal."""
    table.show_table(pd.DataFrame({"企业": ["甲"], "稳健分数": [-4.25]}), "odd", decimals={"稳健分数": 1})
    assert written(shown, "稳健分数") == ["−4.3"]


def test_numbers_beside_withheld_ones_have_a_true_minus_too(shown):
    """Such a column is text."""
    frame = pd.DataFrame({"集群": ["甲", "乙"], "差距（百分点）": [-4.25, "—（依法不公布）"]})
    table.show_table(frame, "growth")
    assert shown["frame"]["差距（百分点）"].tolist() == ["−4.3", "—（依法不公布）"]

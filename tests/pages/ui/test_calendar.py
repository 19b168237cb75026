"""填报日历一块：单独画出来，点得开，抄得走。"""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.page_words import open_everything, text
from tests.pages.small_data import enterprise


def block(**asked: str) -> AppTest:
    """The block alone, for one quarter."""

    def page() -> None:
        import streamlit as st

        from pages.ui import cached
        from pages.ui.calendar import calendar_block

        calendar_block(cached.source(), st.query_params["collect"])

    at = AppTest.from_function(page, default_timeout=60)
    for key, value in asked.items():
        at.query_params[key] = value
    at.run()
    if at.exception:
        raise AssertionError(at.exception[0].message)
    return at


def frames(at: AppTest) -> Iterator[list[str]]:
    for frame in at.dataframe:
        yield list(frame.value.columns)


@pytest.mark.usefixtures("demo")
def test_the_block_names_who_is_missing_and_what_to_send():
    """一句话、各街道、没报的企业、催报名单都在；八个季度点开才有。"""
    at = block(collect="2026Q3")
    assert "应报8家，已报7家" in text(at).replace("\\", "")
    assert len(list(frames(at))) == 2
    open_everything(at)
    assert enterprise(7) in at.code[0].value
    assert len(list(frames(at))) == 4


@pytest.mark.usefixtures("demo")
def test_one_subdistrict_shows_its_own_firms_only():
    """选了报齐的街道：没有催报名单，说都报齐了。"""
    at = block(collect="2026Q3", place="智远街道")
    assert "这里都报齐了。" in text(at)
    assert not open_everything(at).code


@pytest.mark.usefixtures("empty")
def test_an_empty_ledger_says_what_to_do_first():
    """还没有名录：说先收名录。"""
    assert "先收一份企业名录" in text(block(collect="2026Q3"))

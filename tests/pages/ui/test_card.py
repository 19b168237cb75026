"""口径卡：点开才算，算式、公布的算例与背后的填报都在。"""

import pytest

from metrics import catalog
from metrics.working import Number
from pages.ui import cached
from pages.ui.card import _lines
from tests.pages.page_words import open_everything, open_page, text

pytestmark = pytest.mark.usefixtures("demo")


def test_a_closed_card_computes_nothing(monkeypatch):
    """The page costs no more than one line for it."""
    monkeypatch.setattr("metrics.working.lines", lambda *_args: pytest.fail("没有点开就算了"))
    assert "口径卡" in " ".join(each.label for each in open_page("overview").expander)


def test_an_opened_card_shows_the_formula_with_the_numbers_of_the_page():
    """Nine firms, 147,180 万元: the same sum as in the sentence above it, and the published examples hold."""
    said = text(open_everything(open_page("overview")))
    assert "营业收入 = 9家本期营业收入之和 = 14.7180亿元" in said
    assert "公布过的算例" in said
    assert "不一致" not in said


def test_the_working_of_growth_gives_the_growth_on_the_page():
    """147,180 ÷ 133,800 − 1 = 10.0 %, with the numbers put in."""
    told = list(_lines(cached.source(), Number("growth", "2026Q3", "ytd"))["算式"])
    assert told[0] == "同比增速（可比口径） = 14.7180亿元 ÷ 13.3800亿元 − 1 = 10.0%"


def test_an_opened_card_lists_the_filings_behind():
    """Nine firms filed 2026Q3, ten a year before; both files are named."""
    frames = [each.value for each in open_everything(open_page("overview")).dataframe]
    behind = next(frame for frame in frames if "归档" in frame.columns)
    assert list(behind["企业（家）"]) == [9, 10]
    assert list(behind["报告期"]) == ["2026年1-9月", "2025年1-9月"]


@pytest.mark.parametrize("page", ["overview", "clusters", "gaps", "enterprises"])
def test_every_page_with_opened_cards_stands(page):
    """No exception with all cards open at once."""
    at = open_everything(open_page(page))
    assert not at.exception
    assert "口径" in text(at)


@pytest.mark.parametrize("name", list(catalog.load()))
def test_every_metric_has_a_card_that_can_be_drawn(name):
    """A period of the data and one of the future: lines or none, no exception."""
    origin = cached.source()
    for period in ("2026Q3", "2031Q1"):
        lines = _lines(origin, Number(name, period))
        assert list(lines.columns) == ["报告期", "组", "算式"]

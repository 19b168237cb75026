"""研究者的每一页：不公布的照实说不公布，不说缺数、缺基期，也不拿剩下的说最大。"""

import pytest

from tests.pages.conftest import signed_in
from tests.pages.page_words import open_page, text

WRONG = ("缺上年同期数", "本期没有上年同期数", "还评不了星", "历史太短", "暂无数据", "参照为依法")


@pytest.fixture
def researcher(monkeypatch):
    monkeypatch.setattr("pages.ui.viewer.current_user", lambda *_asked: signed_in("researcher"))


@pytest.mark.usefixtures("demo", "researcher")
@pytest.mark.parametrize("name", ["overview", "clusters", "structure", "gaps", "benchmarks"])
def test_what_is_withheld_is_never_said_to_be_missing(name):
    """Ten firms, half the cells withheld: every page says so, and no sentence blames the data."""
    said = text(open_page(name))
    assert "依法不公布" in said
    assert [word for word in WRONG if word in said] == []


@pytest.mark.usefixtures("demo", "researcher")
def test_the_largest_is_the_largest_of_those_shown():
    """The shares of sub-districts: some are withheld, so the title says among which the largest is."""
    said = text(open_page("structure"))
    assert "谁最大" in said
    assert "：依法不公布。" in said


@pytest.mark.usefixtures("demo", "researcher")
def test_every_target_is_counted_once():
    """Lights shown and lights withheld add up to the targets under way."""
    at = open_page("gaps")
    total = int(text(at).split("在期目标")[1].split("项")[0])
    assert sum(int(metric.value) for metric in at.metric if metric.delta is not None or metric.value.isdigit()) == total


@pytest.mark.usefixtures("demo", "researcher")
def test_a_controlled_reader_is_told_that_figures_may_be_rounded():
    """Below every page: what +3.0% may stand for."""
    assert "先舍入再给" in text(open_page("overview", in_frame=True))


@pytest.mark.usefixtures("demo")
def test_a_leader_is_not_told_of_rounding():
    """Nothing a leader sees is rounded."""
    assert "先舍入再给" not in text(open_page("overview", in_frame=True))

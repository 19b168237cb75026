"""受控的角色来早了：页面说在算什么，不给数，也不自己算；算好了就打开。"""

import shutil

import pytest

from etl.paths import disclosure_file, released_dir
from metrics.disclosure.prepare import prepare
from metrics.disclosure.released import pattern
from metrics.disclosure.rules import load_policy
from metrics.store import open_store
from pages.ui import cached
from pages.ui.prepared import NotPreparedError
from tests.pages.conftest import signed_in
from tests.pages.page_words import open_page, text

WAITING = "正在为这一版数据计算哪些数可以公开：8期中算好了0期，约需1分钟。"
PAGES = ["overview", "clusters", "structure", "gaps", "benchmarks"]


@pytest.fixture
def unprepared(data):
    """The small data, published to the last quarter, nothing worked out yet."""
    rules = disclosure_file(data).read_text(encoding="utf-8")
    assert 'through = ""' in rules
    (data / "disclosure.toml").write_text(rules.replace('through = ""', 'through = "2026Q3"'), encoding="utf-8")
    shutil.rmtree(released_dir(data))
    return data


@pytest.fixture
def as_role(monkeypatch):
    def sign_in(role, **scope):
        monkeypatch.setattr("pages.ui.viewer.current_user", lambda *_asked: signed_in(role, **scope))

    return sign_in


@pytest.mark.parametrize("role", ["researcher", "public"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_comes_too_early_says_so_and_shows_nothing(unprepared, as_role, role, name):
    """One sentence; no figure, table or chart, and nothing was worked out or written down by the page."""
    as_role(role)
    at = open_page(name)
    assert WAITING in text(at)
    assert not at.metric
    assert not at.dataframe
    assert not at.get("arrow_vega_lite_chart")
    assert not (released_dir(unprepared) / "versions").exists()


@pytest.mark.usefixtures("unprepared")
def test_who_needs_no_control_does_not_wait(as_role):
    """A leader's overview stands at once."""
    as_role("leader")
    at = open_page("overview")
    assert at.metric
    assert "正在为这一版数据计算" not in text(at)


def test_the_page_opens_once_everything_is_worked_out(unprepared, as_role):
    """The same page session, run again after the work is done."""
    as_role("researcher")
    at = open_page("overview")
    with open_store(unprepared) as store:
        prepare(store)
    assert not at.metric
    assert at.run().metric


def test_the_latest_quarter_is_told_as_soon_as_it_is_worked_out(unprepared, as_role):
    """Nine firms, without the seventh: 44600 × 3 × 1.1 = 147180 万元; nothing else is worked out by the page."""
    as_role("researcher")
    assert "已经算好的" not in text(open_page("overview"))
    with open_store(unprepared) as store:
        pattern(store, load_policy(unprepared), "2026Q3")
    at = open_page("overview")
    assert "8期中算好了1期" in text(at)
    assert "已经算好的：2026年1-9月营业收入全区14.7亿元" in text(at)
    assert sorted(one.name for one in released_dir(unprepared).iterdir()) == ["2026Q3", "versions"]


def test_a_clerk_reads_the_own_part_while_the_district_is_worked_out(unprepared, monkeypatch):
    """Figures of one's own sub-district need no control; those of the district are refused until they are ready."""
    monkeypatch.setattr("pages.ui.cached.viewer", lambda: signed_in("clerk", subdistrict=("智远街道",)))
    origin = cached.source()
    assert len(cached.table(origin, "scale", "2026Q3", (), cached.where({"subdistrict": ["智远街道"]})))
    with pytest.raises(NotPreparedError):
        cached.table(origin, "scale", "2026Q3")
    assert not (released_dir(unprepared) / "versions").exists()


@pytest.mark.usefixtures("unprepared")
def test_rules_that_can_not_be_read_close_the_page(unprepared, as_role):
    """Nothing is shown; the rules and their parameters are not told either."""
    (unprepared / "disclosure.toml").write_text("[rules]\ncount = 三\n", encoding="utf-8")
    as_role("researcher")
    at = open_page("overview")
    assert "披露控制的规则读不出来，这一页不能给；原因已记入日志，请告诉管理员。" in text(at)
    assert not at.metric

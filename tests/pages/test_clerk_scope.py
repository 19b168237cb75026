"""填报员的上报页：只有自己放的表、自己那一口的企业；收下由审核员。"""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from access.current import User
from etl.accept import approve, propose
from etl.inbox import receive, waiting
from etl.source import find_source
from pages.books.own import is_theirs, may_accept, may_propose, scope_of
from pages.books.templates import _written
from tests.pages.conftest import signed_in
from tests.pages.dropping import HEADERS, LINES, late_row, opened
from tests.pages.page_words import open_everything, open_page, text
from tests.pages.small_data import SUBDISTRICTS, credit_code, enterprise, workbook

MINE = {"subdistrict": (SUBDISTRICTS[1],)}  # 第 1、4、7 家
OTHERS = [number for number in range(10) if number % 3 != 1]


@pytest.fixture
def as_clerk(data, monkeypatch):
    """张三, in charge of 千佛山街道."""
    monkeypatch.setattr("pages.ui.viewer.current_user", lambda *_asked: signed_in("clerk", **MINE))
    return data


def put(data, tmp_path, rows, *, name="补报.xlsx", by="张三", scope=None):
    file = workbook(tmp_path / "dropped.xlsx", LINES, [HEADERS, *rows])
    whose = MINE if scope is None else scope
    return receive(data, name, file.read_bytes(), SUBDISTRICTS[1], by=by, scope=whose)[0]


def others_in(said):
    return [number for number in OTHERS if enterprise(number) in said or credit_code(number) in said]


def test_the_clerk_sees_the_own_drop_and_waits_for_the_reviewer(as_clerk, tmp_path):
    """The firm 7 is new; no total before and after, no button to accept, no other firm anywhere."""
    put(as_clerk, tmp_path, [late_row()])
    at = open_everything(opened())
    said = text(at)
    assert "本期首报1家" in said
    assert "放好了，等审核员收下。" in said
    assert not [button for button in at.button if button.label.startswith("收下")]
    assert not [frame for frame in at.dataframe if "收下之后" in frame.value]
    assert others_in(said) == []


def test_others_drops_are_not_in_the_clerks_inbox(as_clerk, tmp_path):
    """Of the same sub-district by name, by a colleague, from the command line: none is shown."""
    put(as_clerk, tmp_path, [late_row()], by="李四")
    put(as_clerk, tmp_path, [late_row(2e4 + 1)], by="", scope={})
    put(as_clerk, tmp_path, [late_row(2e4 + 2)], scope={"subdistrict": tuple(SUBDISTRICTS)})
    assert "收件箱是空的" in text(opened())
    assert len(waiting(as_clerk)) == 3


def test_a_row_of_another_sub_district_is_refused_on_the_page(as_clerk, tmp_path):
    """With its cell; what the books know of the firm stays there."""
    put(as_clerk, tmp_path, [late_row(), [credit_code(2), "某某公司", 1.0, 1.0]])
    at = open_everything(opened())
    assert "第 6 行的企业在智远街道，不在您负责的千佛山街道" in text(at)
    assert enterprise(2) not in text(at)


@pytest.mark.parametrize("part", ["calendar", "templates", "corrections"])
def test_the_other_parts_name_the_own_firms_only(as_clerk, part):
    """Calendar, templates, corrections."""
    assert as_clerk
    assert others_in(text(open_everything(open_page("upload", collect="2026Q3", part=part)))) == []


def test_the_calendar_counts_the_own_firms(as_clerk):
    """Three firms in 千佛山街道, of which the seventh is missing."""
    assert as_clerk
    said = text(open_page("upload", collect="2026Q3", part="calendar"))
    assert "应报3家" in said
    assert enterprise(7) in said


def test_a_template_of_the_own_part_holds_no_other_firm(data):
    """Last year's figures stand in it: every cell of every sheet, hidden ones too."""
    book = load_workbook(BytesIO(_written(find_source("季度营收"), data, "2026Q3", MINE)))
    said = "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    assert enterprise(4) in said
    assert others_in(said) == []


def test_who_may_do_what_with_what_is_ready():
    """One person: the reviewer accepts; two: the clerk proposes, the reviewer approves; the demonstration does all."""
    clerk, reviewer = signed_in("clerk", **MINE), signed_in("reviewer")
    everybody = User("演示", "demo", {}, "", "127.0.0.1", is_demo=True)
    assert [may_accept(user, 1) for user in (clerk, reviewer, everybody)] == [False, True, True]
    assert [may_accept(user, 2) for user in (clerk, reviewer, everybody)] == [False, False, False]
    assert [may_propose(user, 2) for user in (clerk, reviewer, everybody)] == [True, False, True]
    assert scope_of(clerk) == MINE
    assert scope_of(everybody) == {}


def test_a_clerk_whose_part_was_changed_sees_no_earlier_drop(data, tmp_path):
    """The file shows rows that are no longer one's own."""
    item = put(data, tmp_path, [late_row()])
    assert is_theirs(signed_in("clerk", **MINE), item)
    assert not is_theirs(signed_in("clerk", subdistrict=(SUBDISTRICTS[2],)), item)
    assert not is_theirs(signed_in("clerk"), item)
    assert is_theirs(signed_in("reviewer"), item)


@pytest.mark.parametrize("other", ["张 三", "张　三", " 张三 ", "张\u200b三"])
def test_the_same_name_spelt_otherwise_is_the_same_person(data, tmp_path, other):
    """In the demonstration whoever signs types a name: a blank in it makes no second person."""
    (data / "settings.toml").write_text("[approval]\npersons = 2\n", encoding="utf-8")
    item = put(data, tmp_path, [late_row()], scope={})
    propose(data, [item.key], "张三", {})

    [account] = approve(data, [item.key], other)
    assert account.filing is None
    assert "自己报审的不能自己批准" in account.issues[0].message

"""留痕页。"""

from functools import partial

import pytest

from access.audit import record
from access.audit_file import audit_dir
from pages.ui.links import PAGES
from tests.pages.conftest import signed_in
from tests.pages.page_words import english, open_page, text
from tests.pages.small_data import SUBDISTRICTS


@pytest.fixture
def trail(demo_folder, tmp_path, monkeypatch):
    """A trail of three lines over the small data."""
    for entry in demo_folder.iterdir():
        if entry.name != "access":
            (tmp_path / entry.name).symlink_to(entry)
    monkeypatch.setenv("CLUSTERS_DATA", str(tmp_path))
    for event, who in (("登录.成功", "张三"), ("看企业", "张三"), ("登录.失败", "李四")):
        record(event, who, data=tmp_path, address="127.0.0.1")
    return tmp_path


@pytest.mark.usefixtures("trail")
def test_every_act_stands_there_newest_first():
    """Who, what, from where."""
    table = open_page("trail").dataframe[0].value
    assert list(table["做了什么"]) == ["登录.失败", "看企业", "登录.成功"]
    assert list(table["谁"]) == ["李四", "张三", "张三"]
    assert set(table["从哪里"]) == {"127.0.0.1"}


@pytest.mark.usefixtures("trail")
def test_one_persons_acts_can_be_picked_out():
    """By the beginning of the name."""
    at = open_page("trail")
    at.text_input(key="trail_who").set_value("张三").run()
    assert set(at.dataframe[0].value["谁"]) == {"张三"}


def test_what_a_line_adds_is_said_in_words(trail):
    """How somebody signed in, as what, how long a lock holds, how far what was given out is noted: in Chinese."""
    noted = partial(record, user="张三", data=trail, address="127.0.0.1")
    noted("登录.成功", origin="local", as_role="researcher")
    noted("登录.成功", origin="oidc", as_role="leader")
    noted("登录.失败", locked_seconds=0)
    noted("登录.失败", locked_seconds=900)
    noted("披露.已给出", count=21, digest="d22d98")
    told = list(open_page("trail").dataframe[0].value["详情"])[:5]
    assert told == ["21份；摘要d22d98", "锁定900秒", "—", "统一身份认证；领导", "本机账号；研究者"]


def test_a_changed_line_is_said_in_red(trail):
    """One byte in the middle of the file."""
    file = next(one for one in audit_dir(trail).glob("*") if one.suffix != ".json")
    file.write_bytes(file.read_bytes().replace("李四".encode(), "李五".encode()))
    assert "留痕被动过" in text(open_page("trail"))


@pytest.mark.usefixtures("trail")
def test_the_page_is_chinese():
    """Nothing but addresses in Latin letters."""
    assert english(open_page("trail")) == []


def test_it_is_closed_to_who_may_not_see_it(real):
    """A reviewer who opens the address is told so, and no line is on the page."""
    record("登录.成功", "张三", data=real, address="127.0.0.1")
    at = open_page("trail")
    assert "这一页不对“审核员”开放。" in text(at)
    assert not at.dataframe


@pytest.mark.usefixtures("trail")
def test_where_nothing_is_found_the_page_says_what_to_do():
    """Nobody called 王五: the reason and the next step, no table; Chinese throughout."""
    at = open_page("trail")
    at.text_input(key="trail_who").set_value("王五").run()
    assert "这几天没有这样的事。" in text(at)
    assert "放宽日期，或清空条件。" in text(at)
    assert not at.dataframe
    assert english(at) == []


def test_an_empty_trail_is_no_error(demo_folder, tmp_path, monkeypatch):
    """Nothing has been written down yet: neither a broken chain nor a table."""
    for entry in demo_folder.iterdir():
        if entry.name != "access":
            (tmp_path / entry.name).symlink_to(entry)
    monkeypatch.setenv("CLUSTERS_DATA", str(tmp_path))
    at = open_page("trail")
    assert "这几天没有这样的事。" in text(at)
    assert not at.error
    assert english(at) == []


@pytest.mark.usefixtures("trail")
def test_it_is_the_administrators_first_page_and_opens_by_its_own_name(monkeypatch):
    """The navigation of who looks after the trail has this page only; /trail opens it as well as the bare address."""
    monkeypatch.setattr("pages.ui.viewer.current_user", lambda *_asked: signed_in("admin"))
    at = open_page("overview", in_frame=True)
    assert set(at.session_state[PAGES]) == {"trail"}
    assert at.title[0].value == "留痕"
    again = open_page("trail", in_frame=True)
    assert again.title[0].value == "留痕"
    assert english(again) == []


@pytest.mark.usefixtures("trail")
@pytest.mark.parametrize("role", ["leader", "reviewer", "clerk", "researcher", "public"])
def test_nobody_else_has_a_link_to_it(monkeypatch, role):
    """The frame lists it for no other role; who types the address anyway is turned away in words."""
    scope = {"subdistrict": (SUBDISTRICTS[0],)} if role == "clerk" else {}
    monkeypatch.setattr("pages.ui.viewer.current_user", lambda *_asked: signed_in(role, **scope))
    at = open_page("overview", in_frame=True)
    assert "trail" not in at.session_state[PAGES]
    assert english(at) == []
    assert "这一页不对" in text(open_page("trail"))

"""留痕页。"""

import pytest

from access.audit import record
from access.audit_file import audit_dir
from tests.pages.page_words import english, open_page, text


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

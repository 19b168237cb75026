"""收到一半刷新网页、关掉再来：办到哪里了、是谁、什么时候，回来都说得出。"""

from datetime import datetime

import pytest

from etl.account import FileAccount
from etl.issue import Issue
from etl.paths import BEIJING
from pages.books import ongoing
from pages.books.acceptance import told_lines
from tests.pages.dropping import accepted, drop, late_row, opened
from tests.pages.page_words import text


@pytest.fixture(autouse=True)
def nothing_going_on(monkeypatch):
    monkeypatch.setattr(ongoing, "_deeds", [])


def test_what_is_still_being_done_is_said_on_return(data):
    """王敏按了收下，还没办完：另开一页，说是谁、几份、还在办。"""
    ongoing.begin(data, "王敏", "收下", 3)
    assert "王敏" in text(opened())
    assert "按了“收下”（3份），还在办；办完这里会说" in text(opened())


def test_what_ended_meanwhile_is_said_on_return(data):
    """办完时页面已经不在了：回来看得到结果，一句不少。"""
    deed = ongoing.begin(data, "王敏", "收下", 1)
    ongoing.end(deed, ["补报.xlsx：已收下，1行 = 收1 + 搁置0。"])
    said = text(opened())
    assert "您离开之后：王敏" in said
    assert "补报.xlsx：已收下，1行 = 收1 + 搁置0。" in said.replace("\\", "")


def test_what_was_told_is_not_told_again(data, tmp_path):
    """按的人自己已经看到了结果：不再说一遍；账上最近一次收下一直看得到。"""
    drop(data, tmp_path, [late_row()])
    assert "已收下，1行 = 收1" in text(accepted(opened())).replace("\\", "")
    said = text(opened())
    assert "您离开之后" not in said
    assert f"账上最近一次：{datetime.now(BEIJING):%Y-%m-%d}" in said.replace("\\", "")
    assert "王敏收下1份，共1行；要撤回请到“数据”页。" in said


def test_another_folder_is_another_story(data, tmp_path):
    """别的数据目录里办的事，不在这里说。"""
    ongoing.begin(tmp_path / "别处", "王敏", "收下", 3)
    assert "还在办" not in text(opened())
    assert data


def test_many_files_taken_are_told_in_one_sentence():
    """五份收下、一份没有：一句合计，一句说没有收的为什么，不是六条。"""

    taken = [FileAccount(f"{n}.xlsx", f"归档{n}", "季度营收", "2026Q3", 10, 9, 1) for n in range(5)]
    stopped = FileAccount("坏.xlsx", None, issues=[Issue("reason_missing", "要写理由。")])
    assert told_lines([*taken, stopped], "已收下") == [
        "已收下5份，一共50行 = 收45 + 搁置5。要撤回哪一份，请到“数据”页。",
        "坏.xlsx：没有收。要写理由。",
    ]


def test_many_files_a_colleague_took_first_are_told_in_one_sentence():
    """两个人同时收同一批，后到的听一句话，不是十几句。"""
    held = Issue("already_filed", "这个文件已经收过（归档1），不重复收。", "warning")
    accounts = [FileAccount(f"{n}.xlsx", f"归档{n}", issues=[held]) for n in range(4)]
    assert told_lines(accounts, "已收下") == ["4份已经收过，不重复收：0.xlsx、1.xlsx、2.xlsx、3.xlsx。"]

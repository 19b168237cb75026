"""四十份一起收：一样的问题答一次，一样的理由写一次，点一行就看那一份。"""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from etl.giveback import annotated
from etl.inbox import waiting
from etl.look import look
from etl.ranked import LEVELS
from etl.write.ledger import read_ledger
from pages.books.state import findings
from tests.pages.dropping import HEADERS, drop, late_row, opened, press
from tests.pages.page_words import text
from tests.pages.small_data import credit_code, enterprise, revenue

STRANGE = ["统一社会信用代码", "单位", *HEADERS[2:]]


def row(number):
    return [credit_code(number), enterprise(number), revenue(number, "2026Q3"), revenue(number, "2025Q3")]


@pytest.fixture
def three(data, tmp_path):
    """Two files with the same strange header, and one with another."""
    drop(data, tmp_path, [row(1)], name="甲.xlsx", headers=STRANGE)
    drop(data, tmp_path, [row(2)], name="乙.xlsx", headers=STRANGE)
    drop(data, tmp_path, [row(3)], name="丙.xlsx", headers=["统一社会信用代码", "单位的名称", *HEADERS[2:]])
    return data


def test_the_same_question_is_answered_for_all_files_at_once(three):
    """“单位”是企业名称：勾上“也这样答”，两份一起答了；问得不一样的丙不动，接着就看丙。"""
    at = opened()
    assert "3份要回答" in text(at)
    [box] = [box for box in at.checkbox if "也这样答" in box.label]
    assert box.label == "另外1份里问的一样，也这样答"
    box.check()
    ask = next(box for box in at.selectbox if "单位" in box.label and "表头" in box.label)
    ask.select("企业名称")
    press(at, "按这样读")
    answered = {item.name: item.choices.mapping for item in waiting(three)}
    assert answered == {"甲.xlsx": {"单位": "enterprise"}, "乙.xlsx": {"单位": "enterprise"}, "丙.xlsx": {}}
    assert at.selectbox(key="file_in_sight").value == next(i.key for i in waiting(three) if i.name == "丙.xlsx")


def test_without_the_tick_only_the_file_in_sight_is_answered(three):
    """没有勾：只答这一份。"""
    at = opened()
    next(box for box in at.selectbox if "单位" in box.label and "表头" in box.label).select("企业名称")
    press(at, "按这样读")
    assert sum(bool(item.choices.mapping) for item in waiting(three)) == 1


def test_one_reason_does_for_all_that_have_none_of_their_own(data, tmp_path):
    """两份都有提醒：共同的一句管没有另写的；另写了的，账上留另写的。"""
    wrong = ["合计", "", 1, 1]
    drop(data, tmp_path, [late_row(), wrong], name="甲.xlsx")
    drop(data, tmp_path, [row(1), wrong], name="乙.xlsx")
    at = opened()
    at.text_input(key="signed_by").set_value("王敏")
    at.text_input(key="reason_for_all").set_value("合计行是手填的")
    own = next(box for box in at.text_input if box.label.startswith("甲.xlsx有"))
    own.set_value("街道已核")
    press(at.run(), "收下")
    told = {each.page["file"]: each.page["reason"] for each in read_ledger(data)[-2:]}
    assert told == {"甲.xlsx": "街道已核", "乙.xlsx": "合计行是手填的"}


def test_what_can_be_answered_comes_before_what_must_be_sent_back(data, tmp_path):
    """要回答的排在拒收的前面：答得了的先答。"""
    drop(data, tmp_path, [row(1)], name="要问.xlsx", headers=STRANGE)
    drop(data, tmp_path, [["不是代码", "甲", 1, 1]], name="拒收.xlsx")
    table = next(frame.value for frame in opened().dataframe if "涉及金额（万元）" in frame.value)
    assert list(table["文件"]) == ["要问.xlsx", "拒收.xlsx"]


def test_the_marked_workbook_counts_as_the_page_does(data, tmp_path):
    """合计对不上一条提醒、名录没有的企业一条提示、合计行不算：页面上的条数与退回件清单上的一个样。"""
    drop(data, tmp_path, [row(1), [credit_code(88), "名录外的公司", 100, 90], ["合计", "", 1, 1]])
    item = waiting(data)[0]
    at = opened()
    [found] = look(data, [item], expected_period="2026Q3")
    told = {level: len(findings(found, [level])) for level in LEVELS}
    book = load_workbook(BytesIO(annotated(item.path, item.name, found.account.issues, found.account.rows_kept)))
    listed = "，".join(f"{LEVELS[level]}{number}条" for level, number in told.items())
    assert book["问题清单"]["A2"].value == f"共{sum(told.values())}条：{listed}"
    pills = next(group for group in at.button_group if group.label == "看哪些")
    shown = [f"{LEVELS[level]}{number}条" for level, number in told.items() if number]
    assert list(pills.options) == shown
    assert "涉及金额＝拒收和提醒涉及的各行金额之和" in text(at)

"""数据上报页：没有浏览器，一步一步走。"""

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from etl.giveback import annotated
from etl.inbox import receive, waiting
from etl.look import look
from etl.write.ledger import read_ledger, undo
from tests.pages.dropping import HEADERS, LINES, MESSAGE, accepted, drop, late_row, opened, press
from tests.pages.page_words import english, open_everything, open_page, text
from tests.pages.small_data import enterprise, workbook


@pytest.mark.usefixtures("data")
def test_an_empty_inbox_says_what_to_do():
    """No grid, no button, one sentence."""
    at = opened()
    assert "收件箱是空的。把表格拖到下面" in text(at)
    assert not [button for button in at.button if button.label.startswith("收下")]


def test_what_the_system_understood_is_shown_column_by_column(data, tmp_path):
    """Their header beside our column, how it is known, and the first rows."""
    drop(data, tmp_path, [late_row()])
    at = opened()
    assert "认作季度营收，2026年1-9月，单位万元；1行 = 收1 + 搁置0。" in text(at)
    columns = next(frame.value for frame in at.dataframe if "他们的表头" in frame.value)
    assert list(columns["他们的表头"]) == HEADERS
    assert set(columns["怎么认得的"]) == {"认得"}
    rows = next(frame.value for frame in at.dataframe if "C 营业收入本期累计" in frame.value)
    assert list(rows["B 企业名称"]) == [enterprise(7)]


def test_a_wrong_code_is_named_with_its_cell_and_goes_back_marked(data, tmp_path):
    """Row 5 is the first row of data: the bad code stands in A5, and the marked workbook has a comment there."""
    row = late_row()
    drop(data, tmp_path, [[row[0][:-1] + ("0" if row[0][-1] != "0" else "1"), *row[1:]], late_row()])
    at = opened()
    table = next(frame.value for frame in at.dataframe if MESSAGE in frame.value)
    found = table[table["位置"] == "表!A5"].iloc[0]
    assert found["级别"] == "拒收"
    assert "校验位" in found[MESSAGE]
    assert "下载标注好的表" in text(at)
    item = waiting(data)[0]
    marked = load_workbook(BytesIO(annotated(item.path, item.name, look(data, [item])[0].account.issues)))
    assert "校验位" in marked["表"]["A5"].comment.text
    assert "问题清单" in marked.sheetnames[0]


def test_a_strange_header_is_asked_about_and_read_as_answered(data, tmp_path):
    """“单位” is none of ours: the clerk says it is the firm's name, and the file can be accepted."""
    drop(data, tmp_path, [late_row()], headers=["统一社会信用代码", "单位", *HEADERS[2:]])
    at = opened()
    assert "1份要回答" in text(at)
    ask = next(box for box in at.selectbox if "单位" in box.label and "表头" in box.label)
    assert "企业名称" in ask.options
    ask.select("企业名称")
    press(at, "按这样读")
    assert waiting(data)[0].choices.mapping == {"单位": "enterprise"}
    assert "认作季度营收" in text(at)
    columns = next(frame.value for frame in at.dataframe if "他们的表头" in frame.value)
    assert list(columns["怎么认得的"])[1] == "这次选的"


def test_another_period_than_the_one_collected_is_asked_about(data, tmp_path):
    """The sheet says 2026年1-6月, the page collects 2026年1-9月: nothing is assumed."""
    drop(data, tmp_path, [late_row()], lines=[LINES[0], "报告期：2026年1-6月", LINES[2]])
    at = opened()
    assert "1份要回答" in text(at)
    assert not [button for button in at.button if button.label.startswith("收下")]


def test_the_headlines_are_shown_before_anything_is_written(data, tmp_path):
    """Nine of ten are on the books; with the tenth there are ten firms, and the ledger is as it was."""
    before = [one.name for one in read_ledger(data)]
    drop(data, tmp_path, [late_row()])
    at = opened()
    table = next(frame.value for frame in at.dataframe if "收下之后" in frame.value)
    firms = table[table["2026年1-9月"] == "填报企业（家）"].iloc[0]
    assert (firms["现在"], firms["收下之后"], firms["变化"]) == ("9", "10", "+1")
    assert "本期首报1家" in text(at)
    assert [one.name for one in read_ledger(data)] == before


def test_a_real_form_among_demonstration_data_is_said_to_end_it(data, tmp_path):
    """Without the words 演示数据 it is a real form: the demonstration is over once it is accepted."""
    drop(data, tmp_path, [late_row()], lines=["企业营业收入", *LINES[1:]])
    at = opened()
    assert "收下之后演示数据退出，看板从此要登录" in text(at)
    assert not [button for button in at.button if button.label.startswith("收下")]


def test_a_firm_with_two_figures_in_one_drop_stops_the_acceptance(data, tmp_path):
    """20,000 in one file, 21,000 in the other: one of them has to go first."""
    drop(data, tmp_path, [late_row()])
    drop(data, tmp_path, [late_row(21000.0)], name="再报.xlsx")
    at = opened()
    assert "有1家企业在两份里报了不同的数" in text(at)
    assert not [button for button in at.button if button.label.startswith("收下")]


def test_a_period_in_a_column_is_asked_about_too(data, tmp_path):
    """The rows say 2026年1-6月 while 2026年1-9月 is collected."""
    drop(data, tmp_path, [[*late_row(), "2026年1-6月"]], headers=[*HEADERS, "报告期"], lines=[LINES[0], LINES[2]])
    assert "1份要回答" in text(opened())


def test_nobody_accepts_without_a_name(data, tmp_path):
    """The books keep names, so without one nothing is written."""
    drop(data, tmp_path, [late_row()])
    before = len(read_ledger(data))
    at = press(opened(), "收下")
    assert "请写明是谁经手的" in text(at)
    assert len(read_ledger(data)) == before


def test_a_warning_needs_a_reason_which_the_filing_keeps(data, tmp_path):
    """The total row is off by one: a warning. Without a reason nothing is accepted, with one the filing holds it."""
    drop(data, tmp_path, [late_row(), ["合计", "", 20001, 20700]])
    at = accepted(opened(), reason="")
    assert "要写明为什么可以收" in text(at)
    assert waiting(data)
    accepted(opened(), reason="合计行是街道手填的")
    page = read_ledger(data)[-1].page
    assert (page["accepted_by"], page["reason"]) == ("王敏", "合计行是街道手填的")
    assert waiting(data) == []


def test_books_that_moved_under_the_clerks_eyes_stop_the_acceptance(data, tmp_path):
    """Another clerk withdraws a filing between look and click: nothing is accepted, and the page says why."""
    drop(data, tmp_path, [late_row()])
    at = opened()
    at.text_input(key="signed_by").set_value("王敏")
    at.run()
    other = read_ledger(data)[-1].name
    undo(data, other, "李工", now=datetime.now(UTC))
    before = len(read_ledger(data))
    press(at, "收下")
    assert "您看过之后，账上又有了新的" in text(at)
    assert len(read_ledger(data)) == before
    assert waiting(data)


def test_with_two_persons_one_proposes_and_another_approves(data, tmp_path):
    """The setting asks for two; the proposer can't approve, another can, and the filing names both."""
    (data / "settings.toml").write_text("[approval]\npersons = 2\n", encoding="utf-8")
    drop(data, tmp_path, [late_row()])
    at = opened()
    at.text_input(key="signed_by").set_value("王敏")
    press(at.run(), "报审")
    assert "由王敏于" in text(at)
    press(at, "批准")
    assert "自己报审的不能自己批准" in text(at)
    at.text_input(key="signed_by").set_value("李工")
    press(at.run(), "批准")
    page = read_ledger(data)[-1].page
    assert (page["proposed_by"], page["approved_by"]) == ("王敏", "李工")


def test_an_accepted_file_can_be_withdrawn_with_a_reason(data, tmp_path):
    """Ten firms after acceptance, nine again after the undo; the history has the reason."""
    drop(data, tmp_path, [late_row()])
    accepted(opened())
    assert "填报企业（家） 10" in _figures(open_page("overview", period="2026Q3"))
    at = open_page("filings")
    at.selectbox[0].select_index(0)
    at.text_input[0].set_value("街道来电，填错了")
    at.text_input[1].set_value("李工")
    press(at, "撤回")
    assert "街道来电，填错了" in text(open_page("filings"))
    assert "填报企业（家） 9" in _figures(open_page("overview", period="2026Q3"))


def _figures(at):
    return "\n".join(f"{metric.label} {metric.value}" for metric in at.metric)


def test_the_same_file_twice_is_said_and_not_loaded_again(data, tmp_path):
    """Accepted once, dropped again: it is recognised by its bytes."""
    content = drop(data, tmp_path, [late_row()]).path.read_bytes()
    accepted(opened())
    before = len(read_ledger(data))
    receive(data, "再报.xlsx", content, "智远街道")
    at = opened()
    assert "1份已收过" in text(at)
    assert not [button for button in at.button if button.label.startswith("收下")]
    assert len(read_ledger(data)) == before


def test_a_zip_is_dropped_as_its_files(data, tmp_path):
    """Two workbooks in one archive wait each for itself."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for place in range(2):
            file = workbook(tmp_path / f"{place}.xlsx", LINES, [HEADERS, late_row(20000.0 + place)])
            archive.write(file, file.name)
    receive(data, "全部.zip", content.getvalue(), "")
    assert "收件箱里有2份文件" in text(opened())


def test_a_file_can_be_put_aside_and_is_not_lost(data, tmp_path):
    """Out of the list, still on the disk."""
    item = drop(data, tmp_path, [late_row()])
    at = opened()
    press(at, "移出收件箱")
    assert waiting(data) == []
    kept = list((data / "inbox" / "discarded").rglob("original*"))
    assert [one.stat().st_size > 0 for one in kept] == [True]
    assert item.sha256


@pytest.mark.parametrize("name", ["![图](http://例.com/a.png).xlsx", "=1+1.xlsx", "<b>名</b>.xlsx", "a\u202exslx.xlsx"])
def test_a_hostile_name_is_inert_text(data, tmp_path, name):
    """No link, image, formula or turned-round text comes of a file's name."""
    drop(data, tmp_path, [late_row()], name=name)
    at = opened()
    assert not any("](" in one.value.replace("\\", "") and "http://例" in one.value for one in at.markdown)
    assert "\u202e" not in text(at)


def test_everything_on_the_page_is_chinese(data, tmp_path):
    """With the corrections opened, findings and preview shown."""
    drop(data, tmp_path, [late_row(), ["合计", "", 20001, 20700]])
    assert english(open_everything(opened())) == []

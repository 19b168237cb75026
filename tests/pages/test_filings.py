"""数据页。"""

from datetime import date

import pytest

from etl.build import build
from etl.load import load_files
from etl.write.ledger import read_ledger, undo
from tests.pages.page_words import open_everything, open_page, text
from tests.pages.small_data import credit_code, enterprise, workbook, write_data


@pytest.mark.usefixtures("demo")
def test_rows_in_are_rows_kept_and_rows_set_aside():
    """Ten register rows, 10 × 7 + 9 form rows and 3 published: 92 in, 92 kept, none set aside."""
    assert "在用10份，共92行：收下92行，搁置0行。" in text(open_page("filings"))


@pytest.mark.usefixtures("demo")
def test_every_filing_stands_in_the_table_newest_first():
    """Kind, period in words and row account of each file."""
    table = open_page("filings").dataframe[0].value
    assert list(table["文件"][:2]) == ["公布数.xlsx", "季报2026Q3.xlsx"]
    assert list(table["报告期"][1:3]) == ["2026年1-9月", "2026年1-6月"]
    assert list(table["总行数"]) == list(table["收下"] + table["搁置"])


def test_nothing_to_deal_with_is_said(tmp_path, monkeypatch):
    """Every firm has filed and no row was set aside, so there is no empty grid."""
    monkeypatch.setenv("CLUSTERS_DATA", str(write_data(tmp_path, periods=["2026Q1"])))
    assert "没有要处理的问题。" in text(open_page("filings"))


def test_an_undone_filing_stays_on_the_books(tmp_path, monkeypatch):
    """After an undo the filing is there as 已撤回 and the undo has a line of its own."""
    data = write_data(tmp_path, periods=["2026Q1"])
    monkeypatch.setenv("CLUSTERS_DATA", str(data))
    undo(data, next(one.name for one in read_ledger(data) if one.page["file"].startswith("季报")), "测试")
    build(data)
    table = open_page("filings").dataframe[0].value
    assert "已撤回" in set(table["状态"])
    assert list(table["状态"]).count("撤回") == 1


def test_a_row_set_aside_is_listed_with_its_reason(tmp_path, monkeypatch):
    """Two lines with one code and two values: the file is kept, both rows are out and named with what to do.

    The message is longer than its column, so the rows are high enough (over 64 pixels) for the grid to wrap it.
    """
    data = write_data(tmp_path, periods=["2026Q1"])
    monkeypatch.setenv("CLUSTERS_DATA", str(data))
    headers = ["统一社会信用代码", "企业名称", "营业收入本期累计", "营业收入上年同期累计"]
    rows = [[credit_code(n), enterprise(n), 3000 + place, 2900] for place, n in enumerate([0, 1, 2, 2])]
    lines = ["季报（演示数据）", "报告期：2026年1-6月", "计量单位：万元"]
    load_files([workbook(tmp_path / "重复.xlsx", lines, [headers, *rows])], data)
    build(data)
    at = open_page("filings")
    assert "搁置2行" in text(at)
    table = at.dataframe[1].value
    assert list(table["位置"]) == ["A7", "A8"]
    assert at.dataframe[1].proto.row_height > 64
    assert table["问题与办法"].str.contains("都没有收；请只留正确的一行").all()


@pytest.mark.usefixtures("demo")
def test_another_day_can_be_chosen_here_and_stands_in_the_address():
    """The day goes into ?as_of, which every page reads."""
    at = open_page("filings")
    at.date_input(key="known_on_input").set_value(date(2020, 1, 1)).run()
    assert at.query_params["as_of"] == "2020-01-01"
    said = text(at)
    assert "还没有收到任何报表" not in said
    assert "到2020年1月1日为止，一份报表也没有收过；最早的一份是" in said
    assert "选那天或以后的日子才有数" in said


@pytest.mark.usefixtures("demo")
def test_who_is_missing_and_who_was_late_stands_on_the_page():
    """Seven of eight filed; the missing firm by name, with what it earned a year before."""
    at = open_everything(open_page("filings"))
    said = text(at)
    assert "2026年1-9月，应报8家，已报7家，填报率87.5%，还差1家。" in said
    assert any("济南辛视科技有限公司" in str(frame.value.to_dict()) for frame in at.dataframe)

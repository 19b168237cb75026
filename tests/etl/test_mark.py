"""暗记：发出去的模板认得准，系统自己加的表不当作报表。"""

import openpyxl
import pytest

from etl.commands import main
from etl.issue import Issue
from etl.mark import MARK_SHEET, Mark, is_own_sheet, mark_of, source_digest
from etl.read.workbook import read_workbook
from etl.recognise import recognise
from etl.source import find_source


@pytest.fixture
def template(tmp_path):
    """An empty quarterly template of the third quarter."""
    file = tmp_path / "模板.xlsx"
    arguments = ["template", "季度营收", "-o", str(file), "--period", "2026Q3", "--data", str(tmp_path / "data")]
    assert main(arguments) == 0
    return file


def test_a_template_says_what_it_is(template):
    """暗记写着种类、版本、报告期、街道和来源说明的摘要。"""
    digest = source_digest(find_source("季度营收").text)
    assert mark_of(read_workbook(template)) == Mark("季度营收", "2", "2026Q3", "", digest)


def test_the_mark_decides_where_the_headers_do_not(template):
    """表头被改得只像名录，暗记仍说它是季度营收：拒收时说缺营业收入，不会当名录收下。"""
    book = openpyxl.load_workbook(template)
    for cell in book.worksheets[0][3]:
        if cell.value not in ("统一社会信用代码*", "企业名称*", "所属街道"):
            cell.value = None
    book.save(template)
    book.close()
    assert recognise(read_workbook(template)).title == "季度营收"


def test_a_torn_or_visible_mark_is_no_mark(template):
    """取消隐藏或删了几行的暗记不算数，照表头认。"""
    book = openpyxl.load_workbook(template)
    book[MARK_SHEET]["A2"] = "别的"
    book.save(template)
    assert mark_of(read_workbook(template)) is None
    book[MARK_SHEET]["A2"] = "种类"
    book[MARK_SHEET].sheet_state = "visible"
    book.save(template)
    book.close()
    assert mark_of(read_workbook(template)) is None


def test_a_clerks_own_sheet_of_that_name_is_still_read(make_sheet):
    """只有系统写的那一页跳过；经办自己也叫「问题清单」「模板信息」的表照读。"""
    assert is_own_sheet(make_sheet([["问题清单：季报.xlsx"]], name="问题清单"))
    assert not is_own_sheet(make_sheet([["统一社会信用代码", "企业名称"]], name="问题清单"))
    assert not is_own_sheet(make_sheet([["统一社会信用代码"]], name=MARK_SHEET, is_visible=False))
    assert not is_own_sheet(make_sheet([], name="问题清单"))


def test_an_unknown_kind_in_the_mark_leaves_it_to_the_headers(template):
    """暗记写的种类这里没有：照表头认。"""
    book = openpyxl.load_workbook(template)
    book[MARK_SHEET]["B2"] = "没有这种"
    book.save(template)
    book.close()
    assert recognise(read_workbook(template)).title == "季度营收"
    assert not isinstance(mark_of(read_workbook(template)), Issue)

"""该问的才问：用得上的表才问表头，一张也用不上时只问最像的一张。"""

from etl.heading import HeaderMatch, SheetLook
from etl.mapping import Suggestion
from etl.question import header_questions
from etl.source import find_source

SOURCE = find_source("季度营收")
SALES = Suggestion("revenue_10k_cny", "营业收入", 80)
NOTE = Suggestion("note", "备注", 40)


def sheet(name, *matches, is_used=False):
    return SheetLook(name, is_used, matches=tuple(matches))


def asked(*sheets):
    return [(question.sheet, question.header, question.options) for question in header_questions(sheets, SOURCE)]


def test_a_header_much_like_a_missing_column_is_asked():
    """像一列还没有着落的：问，可以选不取。"""
    strange = HeaderMatch("甲", "C", "营业额", suggestions=(SALES, NOTE))
    assert asked(sheet("甲", strange, is_used=True)) == [("甲", "营业额", ("revenue_10k_cny", "note", ""))]


def test_a_header_like_a_column_already_found_is_not_asked():
    """像的那一列已经有了，别的又不怎么像：不问。"""
    found = HeaderMatch("甲", "B", "营业收入", "revenue_10k_cny", "营业收入", "exact")
    key = HeaderMatch("甲", "A", "统一社会信用代码", "enterprise_id", "统一社会信用代码", "exact")
    name = HeaderMatch("甲", "D", "企业名称", "enterprise", "企业名称", "exact")
    strange = HeaderMatch("甲", "C", "营业额", suggestions=(SALES, NOTE))
    assert asked(sheet("甲", key, found, name, strange, is_used=True)) == []


def test_of_sheets_that_are_no_use_the_likeliest_is_asked_about():
    """有用得上的表，就不问别的表；一张也用不上，只问最像的那张。"""
    strange = HeaderMatch("甲", "C", "营业额", suggestions=(SALES,))
    weak = HeaderMatch("乙", "C", "营收", suggestions=(Suggestion("revenue_10k_cny", "营业收入", 70),))
    assert [each[0] for each in asked(sheet("乙", weak), sheet("甲", strange))] == ["甲"]
    assert asked(sheet("乙", weak), sheet("甲", is_used=True)) == []

"""每张表认出了什么：合并的两行表头、看不见的表、认不出表头的表，都说得出。"""

from pathlib import Path

from etl.heading import Known, sheet_looks
from etl.source import find_source
from etl.tidy.workbook import tidy_workbook

TITLE = ["报告期：2026年1-9月", None, None, "单位：万元"]


def looks(make_book, *sheets, known=None):
    source, book = find_source("季度营收"), make_book(*sheets)
    tidy = tidy_workbook(book, Path("季报.xlsx"), source, {}, None) if known else None
    return sheet_looks(book, source, tidy, known or Known(), [source])


def test_a_two_row_header_is_read_as_one(make_sheet, make_book):
    """两行表头上下连着认，说的是下面那一行。"""
    rows = [
        TITLE,
        ["统一社会信用代码", "企业名称", "营业收入", None],
        [None, None, "本期累计", "上年同期累计"],
        ["91370102MA0000001W", "甲", 5, 4],
    ]
    [sheet] = looks(make_book, make_sheet(rows, merged=[(1, 2, 1, 3)]))
    assert (sheet.header_row, [match.header for match in sheet.matches][2:]) == (
        3,
        ["营业收入本期累计", "营业收入上年同期累计"],
    )
    assert sheet.first_rows == (("91370102MA0000001W", "甲", "5", "4"),)


def test_a_hidden_sheet_is_named_and_an_empty_one_is_not(make_sheet, make_book):
    """隐藏的表说没有读；新建时自带的空白表不提。"""
    found = looks(make_book, make_sheet([["x"]], name="底稿", is_visible=False), make_sheet([], name="Sheet2"))
    assert [(sheet.name, sheet.is_used, bool(sheet.why_skipped)) for sheet in found] == [("底稿", False, True)]


def test_a_sheet_without_a_known_header_shows_its_likeliest_row(make_sheet, make_book):
    """一个表头都不认得：把字最多的一行当表头列出来，供人指认。"""
    rows = [["某区报表"], ["主体编码", "主体字号", "进账"], ["91370102MA0000001W", "甲", 5]]
    [sheet] = looks(make_book, make_sheet(rows))
    assert (sheet.header_row, [(match.header, match.how) for match in sheet.matches]) == (
        2,
        [("主体编码", "unknown"), ("主体字号", "unknown"), ("进账", "unknown")],
    )


def test_a_sheet_with_one_known_word_shows_the_whole_header(make_sheet, make_book):
    """两行表头里只有“去年同期”认得：列出来的是整个表头，不是那半行。"""
    rows = [
        ["某街道报表"],
        ["序号", "信用编码", "企业", "营业额", None],
        [None, None, None, "本期累计", "去年同期"],
        [1, "91370102MA0000001W", "甲", 5, 4],
    ]
    [sheet] = looks(make_book, make_sheet(rows, merged=[(1, 3, 1, 4)]))
    assert (sheet.header_row, sheet.is_used) == (3, False)
    first = {match.header: match.suggestions[0].column for match in sheet.matches if match.suggestions}
    assert first == {
        "信用编码": "enterprise_id",
        "企业": "enterprise",
        "营业额本期累计": "revenue_10k_cny",
        "营业额去年同期": "prior_reported_10k_cny",
    }


def test_how_a_header_is_known(make_sheet, make_book):
    """本来认得、上次定的、这次选的、不取的，分得清。"""
    rows = [TITLE, ["统一社会信用代码", "企业名称", "营业收入", "序号"], ["91370102MA0000001W", "甲", 5, 1]]
    known = Known(chosen={"营业收入": "revenue_10k_cny"}, remembered={"企业名称": "enterprise"})
    [sheet] = looks(make_book, make_sheet(rows), known=known)
    assert [match.how for match in sheet.matches] == ["exact", "remembered", "chosen", "ignored"]

"""猜：最像哪种报表的排在前面；认不得的表头，最像的一行列出来。"""

import pytest

from etl.guess import guessed_header, likely_titles
from etl.source import find_source, shipped_sources


@pytest.mark.parametrize(
    ("header", "first"),
    [
        (["信用编码", "企业", "营业额累计", "利润总数"], "季度营收"),
        (["信用编码", "企业", "所在街道名", "所属集群名", "成立时间"], "企业名录"),
        (["指标名", "地区名", "数据", "计量单位名"], "指标填报"),
    ],
)
def test_the_likeliest_kind_comes_first(make_sheet, make_book, header, first):
    """表头一个也没有写对，也排得出最像哪种。"""
    book = make_book(make_sheet([["某表"], header, ["x"] * len(header)]))
    titles = likely_titles(book, shipped_sources())
    assert (titles[0], len(titles)) == (first, 3)


def test_a_title_above_is_not_taken_for_half_a_header(make_sheet):
    """标题行不会和表头拼成两行表头。"""
    rows = [["某区季度报表"], ["信用编码", "企业", "营业额"], ["91370102MA0000001W", "甲", 5]]
    found = guessed_header(make_sheet(rows), [find_source("季度营收")])
    assert found is not None
    assert (found[0], [raw for _plain, raw in found[1].values()]) == (1, ["信用编码", "企业", "营业额"])


def test_a_sheet_of_numbers_has_no_header(make_sheet):
    """只有数的表：没有哪一行像表头。"""
    assert guessed_header(make_sheet([[1, 2, 3], [4, 5, 6]]), shipped_sources()) is None

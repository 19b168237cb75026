"""表头在哪、每列是什么。"""

import pytest

from etl.tidy.header import SEARCHED_ROWS, find_header, nearest_headers, plain

FIELDS = {"代码": "id", "名称": "name", "收入": "now", "收入本期": "now", "收入上年同期": "prior", "备注": "note"}
IGNORED = frozenset({"序号", "收入增速"})
BLANK = ["", "", "", ""]


def found(rows, merges=()):
    """(first row, last row, field → column) of the header found, rows and columns from 0."""
    header = find_header(rows, merges, FIELDS, IGNORED)
    return header and (header.first_row, header.last_row, header.mapped)


@pytest.mark.parametrize("row", [0, 1, 12, SEARCHED_ROWS - 1])
def test_the_header_may_stand_anywhere_in_the_first_thirty_rows(row):
    """上面有几行都行，只要在前三十行里。"""
    rows = [*[["说明"]] * row, ["名称", "代码", "收入"], ["甲", "1", "2"]]
    assert found(rows) == (row, row, {"name": 0, "id": 1, "now": 2})


def test_a_header_below_the_thirtieth_row_is_not_looked_for():
    """三十一行以后的不算。"""
    assert found([*[BLANK] * SEARCHED_ROWS, ["名称", "代码", "收入"]]) is None


def test_columns_may_stand_in_any_order_and_among_strangers():
    """列的左右次序不论，不认识的列记下来。"""
    header = find_header([["收入", "电话", "代码", "名称"]], (), FIELDS, IGNORED)
    assert header is not None
    assert header.mapped == {"now": 0, "id": 2, "name": 3}
    assert header.unknown == (1,)


def test_a_merged_two_row_header_is_read_together():
    """“收入”合并三格，下面“本期、上年同期、增速”：连起来认。"""
    rows = [["代码", "名称", "收入", "", ""], ["", "", "本期", "上年同期", "增速"], ["1", "甲", "2", "3", "4"]]
    merges = [(0, 2, 0, 4), (0, 0, 1, 0), (0, 1, 1, 1)]
    assert found(rows, merges) == (0, 1, {"id": 0, "name": 1, "now": 2, "prior": 3})


def test_a_two_row_header_without_merge_information_is_read_the_same():
    """xls、csv 里没有合并信息，上面一行只在第一格有字，也一样认。"""
    rows = [["代码", "名称", "收入", "", ""], ["", "", "本期", "上年同期", "增速"], ["1", "甲", "2", "3", "4"]]
    assert found(rows) == (0, 1, {"id": 0, "name": 1, "now": 2, "prior": 3})


@pytest.mark.parametrize("merges", [[(0, 2, 0, 3)], []])
def test_the_second_row_belongs_to_the_header_even_if_it_maps_no_more(merges):
    """只有“本期、增速”两列时，下面一行仍是表头，不是数据。"""
    rows = [["代码", "名称", "收入", ""], ["", "", "本期", "增速"], ["1", "甲", "2", "3"]]
    assert found(rows, merges) == (0, 1, {"id": 0, "name": 1, "now": 2})


@pytest.mark.parametrize("unit_row", [["", "", "", "单位：万元"], ["", "", "", "", "单位：万元"]])
def test_a_unit_line_over_the_last_columns_is_no_upper_header(unit_row):
    """单位写在备注列或表格右边的上方，是单位行，不是两行表头的上一行。"""
    rows = [["季报"], unit_row, ["代码", "名称", "收入", "备注", "序号"], ["1", "甲", "2", "", "3"]]
    assert found(rows) == (2, 2, {"id": 0, "name": 1, "now": 2, "note": 3})


def test_a_merged_title_above_is_no_upper_header():
    """整行合并的标题不和表头连起来认。"""
    rows = [["季报", "", ""], ["代码", "名称", "收入"]]
    assert found(rows, [(0, 0, 0, 2)]) == (1, 1, {"id": 0, "name": 1, "now": 2})


def test_of_two_headers_the_upper_one_counts():
    """同样的表头重复一遍（打印的续表），认上面的。"""
    rows = [["代码", "名称", "收入"], ["1", "甲", "2"], ["代码", "名称", "收入"]]
    assert found(rows) == (0, 0, {"id": 0, "name": 1, "now": 2})


def test_the_row_that_names_most_columns_is_the_header():
    """标题里碰巧有一个表头的词，也不会被当成表头。"""
    rows = [["收入", "", ""], ["代码", "名称", "收入"]]
    assert found(rows) == (1, 1, {"id": 0, "name": 1, "now": 2})


def test_two_columns_of_one_name_are_a_clash():
    """两列都叫“收入”：记下冲突，由人去定。"""
    header = find_header([["代码", "收入", "收入"]], (), FIELDS, IGNORED)
    assert header is not None
    assert header.clashes == ((1, 2),)


def test_no_header_at_all():
    """一个表头的词也没有，就是没有。"""
    assert found([["甲", "乙"], ["1", "2"]]) is None
    assert found([]) is None


@pytest.mark.parametrize(
    "written",
    [
        "营业收入",
        "营业 收入",
        "营业收入（万元）",
        "营业收入(亿元)*",
        "＊营业收入：",
        "营业\n收入",
        "营业收入（必填）",
        "营业收入（％）",
    ],
)
def test_headers_are_compared_without_dress(written):
    """空格、换行、全角、括号里的单位、星号、冒号都不计较。"""
    assert plain(written) == "营业收入"


def test_the_unit_of_a_column_may_stand_in_its_group_header():
    """“收入（亿元）”合并在上面，下面两列都是亿元。"""
    rows = [["代码", "收入（亿元）", ""], ["", "本期", "上年同期"]]
    header = find_header(rows, [(0, 1, 0, 2)], FIELDS, IGNORED)
    assert header is not None
    assert [header.units(column) for column in (0, 1, 2)] == [[], ["亿元"], ["亿元"]]


def test_the_nearest_headers_are_named_as_they_are_written():
    """缺列时说出表里相近的写法，最像的在前。"""
    header = find_header([["代码", "营业 收入额（万元）", "利润"]], (), FIELDS, IGNORED)
    assert header is not None
    assert nearest_headers("营业收入", header) == ["营业 收入额（万元）"]


def test_a_header_over_two_columns_is_that_of_neither():
    """一格横跨两列写着“营业收入”：哪一列都不算，下面那行才是；不说成两列重名。"""
    rows = [["代码", "营业收入", ""], ["", "本期", "上年同期"]]
    fields = {"代码": "enterprise_id", "营业收入": "revenue_10k_cny"}
    header = find_header(rows, [(0, 1, 0, 2)], fields, frozenset())
    assert header is not None
    assert (header.mapped, header.clashes) == ({"enterprise_id": 0}, ())


def test_a_column_only_checked_that_comes_twice_is_left_out():
    """两列“同比”：都不看；只有一列时照认。"""
    fields = {"代码": "enterprise_id", "同比": "growth_reported_pct"}
    checked = frozenset({"growth_reported_pct"})
    once = find_header([["代码", "同比"]], [], fields, frozenset(), checked)
    twice = find_header([["代码", "同比", "同比"]], [], fields, frozenset(), checked)
    assert once is not None
    assert twice is not None
    assert once.mapped == {"enterprise_id": 0, "growth_reported_pct": 1}
    assert (twice.mapped, twice.clashes) == ({"enterprise_id": 0}, ())

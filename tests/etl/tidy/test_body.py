"""表头以下的每一行是什么。"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.tidy.body import split_rows

A, B = "91370102MA0000001W", "91370102MA00000020"
HEADER = ["代码", "名称", "地区", "收入"]


@pytest.fixture(scope="module")
def split(make_sheet):
    """(rows of data, row → rule) below the header, row numbers as in the spreadsheet."""

    def run(rows, *, key=0, header=HEADER, has_totals=True):
        sheet = make_sheet([header, *rows])
        data, aside = split_rows(sheet, 1, key, frozenset(header), has_totals=has_totals)
        return [int(row) + 1 for row in data], {row + 1: rule for row, rule in aside.items()}

    return run


def test_each_row_is_data_or_has_a_reason(split):
    """数据、空行、小计、续表头、合计、说明，各归各。"""
    rows = [
        [A, "甲", "济南", 1],
        [None, None, None, None],
        [None, "济南小计", None, 1],
        HEADER,
        [B, "乙", "青岛", 2],
        ["合计", None, None, 3],
        ["注：1. 累计数。"],
        ["  2. “—”表示未报。"],
        ["填表人：张三", None, "审核人：李四", None],
    ]
    assert split(rows) == (
        [2, 6],
        {
            4: "total_row",
            5: "repeated_header",
            7: "total_row",
            8: "note_row",
            9: "note_row",
            10: "note_row",
        },
    )


@pytest.mark.parametrize("name", ["合计", "总 计", "合\u3000计：", "小计", "历下区小计", "软件类合计", "全区", "共计"])
def test_totals_by_their_many_names(split, name):
    """合计、小计写在代码列或名称列，中间有空格、后面有冒号，都认。"""
    assert split([[name, None, None, 9]]) == ([], {2: "total_row"})
    assert split([[None, name, None, 9]]) == ([], {2: "total_row"})


def test_a_total_stands_anywhere(split):
    """合计行在最上面、中间、最下面都不当企业。"""
    assert split([["合计", None, None, 3], [A, "甲", None, 1], ["小计", None, None, 1], [B, "乙", None, 2]]) == (
        [3, 5],
        {2: "total_row", 4: "total_row"},
    )


def test_regions_named_as_sums_are_data_where_rows_are_indicators(split):
    """指标填报里“全市”“全省”是地区，不是合计行。"""
    rows = [["软件业务收入", "全市", "软件", 1], ["营业收入合计", "全省", None, 2]]
    assert split(rows, header=["指标", "地区", "产业", "数值"], has_totals=False) == ([2, 3], {})


def test_a_firm_without_a_code_is_data_to_be_complained_of(split):
    """没有代码的企业要报错，不能当说明悄悄丢掉。"""
    rows = [
        [None, "甲公司", "济南", 1],
        [None, "注塑机械公司", "济南", 1],
        ["待办", "乙公司", "济南", 1],
        ["1.", "丙公司", "济南", 1],
    ]
    assert split(rows) == ([2, 3, 4, 5], {})


def test_a_code_alone_is_data(split):
    """只填了代码的行是没报数的企业，不是说明。"""
    assert split([[A], [A, "甲"]]) == ([2, 3], {})


def test_a_header_repeated_in_two_rows_is_recognised(split):
    """打印的续表把两行表头再印一遍：两行都认。"""
    header = ["代码", "名称", "收入", "本期", "上年同期"]
    rows = [["代码", "名称", "收入", None, None], [None, None, None, "本期", "上年同期"], [A, "甲", None, 1, 2]]
    assert split(rows, header=header) == ([4], {2: "repeated_header", 3: "repeated_header"})


def test_a_header_with_as_many_words_of_its_own_is_still_one(split):
    """续表的表头旁写了“第2页”“续”：一半是表头的词，还是表头；只有一个词是，就不是。"""
    header = ["代码", "名称", "收入", "备注"]
    rows = [["代码", "名称", "第2页", "续"], [A, "名称", 1, "续"]]
    assert split(rows, header=header) == ([3], {2: "repeated_header"})


def test_a_firm_named_like_a_header_word_is_data(split):
    """名称里有一个表头的词，不算重复的表头。"""
    assert split([[A, "名称", "济南", 1]]) == ([2], {})


def test_blanks_are_no_row(split):
    """只有空格的行和空行一样，不计数。"""
    assert split([[A, "甲", None, 1], [" ", "\u3000", None, None]]) == ([2], {})


@given(
    st.lists(
        st.lists(
            st.sampled_from([None, "", " ", "合计", "注：", "甲", A, "代码", "名称", 1, 2.5]), min_size=4, max_size=4
        ),
        max_size=12,
    )
)
def test_every_filled_row_is_in_exactly_one_heap(split, rows):
    """不管表怎么乱：有字的行 = 数据 + 有原因的，不重不漏。"""
    data, aside = split(rows)
    filled = {n for n, row in enumerate(rows, 2) if any(str(cell).strip() for cell in row if cell is not None)}
    assert sorted([*data, *aside]) == sorted(filled)

"""工作表部件里的一行。"""

import pytest

from etl.read.cell_kind import ERROR, UNCACHED
from etl.read.row_part import ImpossibleAddress, last_column, marks, may_have_marks, row_number

BLANK = b'<c r="XFD1" s="3"/>'


def test_a_row_states_its_number_or_not():
    """没有行号的行合法，有的报表软件就这样写。"""
    assert row_number(b' spans="1:2" r="15">') == 15
    assert row_number(b" r='15'/>") == 15
    assert row_number(b'><c r="A7"><v>1</v></c>') == 0


@pytest.mark.parametrize("row", [b' r="-1">', b' r="">', b' r="abc">'])
def test_a_nonsense_row_number_is_an_error(row):
    """-1 行不存在。"""
    with pytest.raises(ImpossibleAddress):
        row_number(row)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (b'<c r="A1"><v>1</v></c><c r="C1"><v>1</v></c>', 2),
        (b'<c r="A1"><v>1</v></c>' + BLANK, 0),
        (b'<c r="A1"><v>1</v></c><c r="D1" s="1"></c>', 0),
        (b'<c r="B1" t="inlineStr"><is><r><rPr><charset val="1"/><color rgb="0"/></rPr><t>a</t></r></is></c>', 1),
        (b"<c><v>1</v></c><c/><c><v>1</v></c>", 2),
        (BLANK, -1),
        (b"", -1),
    ],
)
def test_the_last_column_is_that_of_the_last_cell_with_content(cells, column):
    """整行涂色的空格子不是内容；富文本里的 color、charset 不是单元格。"""
    assert last_column(b' r="1">' + cells + b"</row>", 1) == column


@pytest.mark.parametrize(
    "cell", [b'<c r="A2"><v>1</v></c>', b'<c r="11"><v>1</v></c>', b'<c r="ABCDE1"><v>1</v></c>', b"</c>"]
)
def test_an_impossible_address_is_an_error(cell):
    """单元格写着别的行号，或地址根本不存在。"""
    with pytest.raises(ImpossibleAddress):
        last_column(b' r="1">' + cell + b"</row>", 1)


def test_error_cells_are_marked_with_their_text():
    """读取程序把它们读成空。"""
    row = b'><c r="A1"><v>1</v></c><c r="B1" t="e"><f>A1/0</f><v>#DIV/0!</v></c><c t=\'e\'><v>#N/A</v></c></row>'
    assert list(marks(row)) == [(1, ERROR, "#DIV/0!"), (2, ERROR, "#N/A")]


@pytest.mark.parametrize(
    ("cell", "formula"),
    [
        (b'<c r="B1"><f>A1&amp;"&lt;"</f></c>', '=A1&"<"'),
        (b'<c r="B1"><f>SUM(A1)</f><v></v></c>', "=SUM(A1)"),
        (b'<c r="B1"><f>SUM(A1)</f><v/></c>', "=SUM(A1)"),
        (b'<c r="B1"><f t="shared" si="0"/></c>', "="),
        (b'<c r="B1" t="str"><f>A1</f></c>', "=A1"),
    ],
)
def test_a_formula_without_a_stored_value_is_marked(cell, formula):
    """程序写出、从没在 Excel 里打开过的公式没有值。"""
    assert list(marks(b'><c r="A1" s="1"/>' + cell + b"</row>")) == [(1, UNCACHED, formula)]


@pytest.mark.parametrize(
    "cell", [b"<c><f>1+1</f><v>2</v></c>", b'<c t="str"><f>IF(A1=1,"",1)</f><v></v></c>', b"<c><v>2</v></c>"]
)
def test_a_formula_that_was_computed_is_not_marked(cell):
    """算出来是空文字，也是算过了。"""
    assert list(marks(b">" + cell + b"</row>")) == []


def test_the_quick_look_misses_nothing():
    """Error cells in either quotes, formulas in either form."""
    assert all(map(may_have_marks, [b'<c t="e">', b"<c t='e'>", b"<f>1</f>", b'<f si="0"/>']))
    assert not may_have_marks(b'<c r="F1" t="s"><v>1</v></c>')


def test_a_hostile_row_takes_no_quadratic_time():
    """一百万个没有写完的标签，一眼就过。"""
    row = b">" + b"<c <f " * 1_000_000 + b't="e"'
    assert list(marks(row)) == []
    assert last_column(b">" + b"<c r=" * 1_000_000, 1) == -1

"""行变成表。"""

from etl.read.cell_kind import ERROR, TEXT
from etl.read.table import tables


def test_rows_and_columns_keep_their_addresses():
    """开头的空行空列留着：第 i 行就是表里的第 i+1 行。"""
    text, _number, kind = tables([["", ""], ["", "甲"]], {})
    assert text.to_pydict() == {"A": [None, None], "B": [None, "甲"]}
    assert kind.to_pydict() == {"A": [0, 0], "B": [0, TEXT]}


def test_trailing_empty_rows_and_columns_are_cut_off():
    """末尾的空行空列不算内容。"""
    text, _number, kind = tables([["甲", ""], ["", ""]], {})
    assert text.to_pydict() == {"A": ["甲"]}
    assert kind.shape == (1, 1)


def test_a_sheet_without_cells_has_no_columns():
    """空表不是一张一行的表。"""
    text, _number, kind = tables([], {})
    assert text.shape == kind.shape == (0, 0)


def test_an_error_beyond_the_read_area_is_not_lost():
    """错误值在最右下角时，读取程序量出的范围够不着它。"""
    text, _number, kind = tables([["甲"]], {2: {1: (ERROR, "#REF!")}})
    assert text.to_pydict() == {"A": ["甲", None], "B": [None, None], "C": [None, "#REF!"]}
    assert kind.column("C").to_pylist() == [0, ERROR]

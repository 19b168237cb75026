""".ods 里的错误值。"""

import pytest

from etl.read import limits
from etl.read.cell_kind import ERROR
from etl.read.document_part import document_marks, may_have_errors

BAD = '<table:table-cell calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell>'


def content(rows):
    return [f'<office:d><table:table table:name="营收">{rows}</table:table></office:d>'.encode()]


def test_errors_are_marked_where_they_stand():
    """重复的行与格只写一次，地址要把它们数进去。"""
    rows = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        '<table:table-row><table:table-cell table:number-columns-repeated="3"/><table:covered-table-cell/>'
        f"{BAD}</table:table-row>"
    )
    assert document_marks(content(rows)) == {"营收": {4: {2: (ERROR, "#REF!")}}}


def test_the_quick_look_sees_an_error_across_chunks():
    """在任何一个字节处断开都看得见。"""
    data = content(f"<table:table-row>{BAD}</table:table-row>")[0]
    assert all(may_have_errors([data[:at], data[at:]]) for at in range(len(data)))
    assert not may_have_errors([b"<table:table-cell/>"])


def test_repeated_errors_beyond_the_limit_are_refused(monkeypatch):
    """一格重复一百万次，不该变成一百万条标记。"""
    monkeypatch.setattr(limits, "MARKS", 9)
    many = BAD.replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="10"')
    with pytest.raises(ValueError, match="#REF!"):
        document_marks(content(f"<table:table-row>{many}</table:table-row>"))


def test_nonsense_repeats_are_refused():
    """The number of repeats must be a number."""
    with pytest.raises(ValueError, match="x"):
        document_marks(content('<table:table-row table:number-rows-repeated="x"/>'))

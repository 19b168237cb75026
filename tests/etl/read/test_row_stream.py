"""部件切成行。"""

import pytest

from etl.read import limits
from etl.read.row_stream import BrokenSheet, split_rows


def split(*chunks):
    pieces = list(split_rows(chunks))
    return [row for rows, _rest in pieces for row in rows], b"".join(rest for _rows, rest in pieces)


def test_rows_are_joined_across_chunks(worksheet):
    """在任何一个字节处断开，结果都一样。"""
    xml = worksheet('<row r="1"><c/></row><row r="2"/>', "<mergeCells/>").encode()
    whole = split(xml)
    assert whole[0] == [b' r="1"><c/></row>', b' r="2"/>']
    assert b"<mergeCells/>" in whole[1]
    root_end = xml.index(b"<sheetData>")
    assert all(split(xml[:at], xml[at:])[0] == whole[0] for at in range(root_end, len(xml)))


def test_a_namespace_prefix_is_taken_off():
    """有的软件给每个标签都加前缀。"""
    xml = b'<x:worksheet xmlns:x="u"><x:sheetData><x:row r="1"><x:c/></x:row></x:sheetData></x:worksheet>'
    assert split(xml)[0] == [b' r="1"><c/></row>']


def test_a_chart_sheet_has_no_rows():
    """图表页不是工作表，也要读到底，好让每一块都查过。"""
    chunks = iter([b"<chartsheet>", b"</chartsheet>"])
    assert list(split_rows(chunks)) == []
    assert next(chunks, None) is None


def test_an_empty_sheet_has_no_rows():
    """<sheetData/> is a sheet nobody wrote in."""
    assert split(b"<worksheet><sheetData/></worksheet>") == ([], b"")


def test_a_part_that_ends_early_is_damaged():
    """压缩包完好、里面的内容却没写完：不能只收前一半。"""
    with pytest.raises(BrokenSheet) as caught:
        split(b'<worksheet><sheetData><row r="1"></row>')
    assert caught.value.reason == "damaged"


def test_a_row_without_end_is_not_collected(monkeypatch):
    """一行最多留 16 MB 在内存里。"""
    monkeypatch.setattr(limits, "ROW_BYTES", 100)
    with pytest.raises(BrokenSheet) as caught:
        split(b"<worksheet><sheetData><row>", b"a" * 101)
    assert caught.value.reason == "text"

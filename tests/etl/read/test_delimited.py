"""分隔符文本。"""

import pytest

from etl.read.delimited import BrokenQuotes, decode, delimiter_of, is_text, rows_of


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_chinese_text_is_decoded_whatever_its_encoding(encoding):
    """Excel 在中文 Windows 上存的是 GB18030，「Unicode 文本」是 UTF-16。"""
    assert decode("企业名称,营业收入\n甲,1".encode(encoding)) == "企业名称,营业收入\n甲,1"


@pytest.mark.parametrize("data", [b"\x00\x01\x02", b"abc\x00def", b"\xff\xff\xff\xff", b"\xff\xfea"])
def test_binary_is_no_text(data):
    """A NUL byte, or bytes that are no character in any of the encodings."""
    assert decode(data) is None
    assert not is_text(data)


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [("a,b\n1,2", ","), ("a;b\n1,5;2,5", ";"), ("标题，含逗号\na\tb\n1\t2", "\t"), ("一列\n甲", ",")],
)
def test_the_delimiter_is_the_one_most_lines_have(text, delimiter):
    """全角逗号不是分隔符；没有分隔符就是一列。"""
    assert delimiter_of(text) == delimiter


def test_quoted_cells_may_hold_delimiters_and_line_ends():
    """引号里的逗号与换行是内容。"""
    assert list(rows_of('甲,"1,234\n元"\n乙,2\n')) == [["甲", "1,234\n元"], ["乙", "2"]]


def test_quotes_that_do_not_match_are_refused_with_their_line():
    """否则后面的所有行都成了一格，悄悄少掉。"""
    with pytest.raises(BrokenQuotes) as caught:
        list(rows_of('a,b\n1,"2\n3,4\n'))
    assert caught.value.line == 2

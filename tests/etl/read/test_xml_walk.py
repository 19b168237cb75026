"""走一遍 XML。"""

import pytest

from etl.read.xml_walk import walk


def test_elements_and_texts_are_called_back():
    """In the order of the file."""
    seen = []
    walk(
        [b'<a x="1">', "甲</a>".encode()],
        lambda name, attributes: seen.append((name, attributes)),
        seen.append,
        seen.append,
    )
    assert seen == [("a", {"x": "1"}), "甲", "a"]


@pytest.mark.parametrize("chunks", [[b"<a>"], [b"<a></b>"], [b""], [b"<a", b" x", b">"]])
def test_broken_xml_and_endless_tags_are_errors(chunks):
    """一个标签横跨整块，正常的文件没有。"""
    with pytest.raises(ValueError, match=r"."):
        walk(chunks, lambda _name, _attributes: None)

"""压缩包里的一个部件。"""

import io
import time
import zipfile
from pathlib import Path

import pytest

from etl.read.part import CHUNK, PartRefused, checked_chunks


def check(content, seconds=60.0):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/a.xml", content)
    archive = zipfile.ZipFile(stream)
    return b"".join(checked_chunks(archive, "xl/a.xml", Path("季报.xlsx"), time.monotonic() + seconds))


def refused(content, seconds=60.0):
    with pytest.raises(PartRefused) as caught:
        check(content, seconds)
    assert "季报.xlsx" in caught.value.issue.message
    assert "xl/a.xml" in caught.value.issue.message
    return caught.value.issue.rule


@pytest.mark.parametrize(
    "content", ['<?xml version="1.0" encoding="UTF-8"?><a>甲</a>', "\ufeff<a>甲!</a>", "", "<![CDATA[a]]>"]
)
def test_a_good_part_comes_through_whole(content):
    """Byte for byte."""
    assert check(content) == content.encode()


@pytest.mark.parametrize("before", [0, CHUNK - 5])
@pytest.mark.parametrize("what", ['<!DOCTYPE l [<!ENTITY a "b">]>', '<!DOCTYPE a SYSTEM "http://x/">', "<!ENTITY"])
def test_document_types_and_entities_are_refused(before, what):
    """实体能把两千字节变成两吉字节，也能去读别的文件；断在两块之间也看得见。"""
    assert refused(" " * before + what) == "E_XML_DTD"


@pytest.mark.parametrize("content", ["<a/>".encode("utf-16"), b'<?xml version="1.0" encoding="GBK"?><a/>', b"<\0a\0"])
def test_other_encodings_are_refused(content):
    """读取程序会把它们读成乱码。"""
    assert refused(content) == "E_XML_ENCODING"


@pytest.mark.parametrize("character", [b"\x00", b"\x01", b"\x0b", b"\x1f"])
def test_control_characters_are_refused(character):
    """XML 不允许，读取程序却放过去。"""
    assert refused(b"<a>" + character + b"</a>") == "E_DAMAGED"


def test_a_part_that_takes_too_long_is_refused():
    """检查也有时限。"""
    assert refused("<a/>", seconds=-1) == "E_READER_TIMEOUT"


def test_a_missing_or_damaged_part_is_refused():
    """The check sum does not match; the name does not exist."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.xml", "<a>1234</a>")
    damaged = zipfile.ZipFile(io.BytesIO(stream.getvalue().replace(b"1234", b"1235", 1)))
    for part in ("a.xml", "", "b.xml"):
        with pytest.raises(PartRefused) as caught:
            list(checked_chunks(damaged, part, Path("季报.xlsx"), time.monotonic() + 60))
        assert caught.value.issue.rule == "E_DAMAGED"

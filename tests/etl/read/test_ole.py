"""OLE 复合文件。"""

import struct

from etl.read.ole import has_stream, stream_bytes


def test_a_stream_is_found_and_read(compound):
    """The bytes come back, padded to whole sectors by the writer."""
    data = compound("Workbook", b"abc" * 3000)
    assert has_stream(data, "Workbook")
    assert not has_stream(data, "Book")
    assert stream_bytes(data, "Workbook").startswith(b"abc" * 3000)
    assert stream_bytes(data, "Book") == b""


def test_a_name_inside_the_content_is_no_stream(compound):
    """单元格里写着 EncryptedPackage 不等于文件加了密。"""
    data = compound("Workbook", b"x" + "EncryptedPackage".encode("utf-16-le") + b"\0\0")
    assert not has_stream(data, "EncryptedPackage")


def test_a_damaged_file_has_no_streams(compound):
    """截断、指向文件之外、绕圈的链都不会出错，也不会没完。"""
    data = compound("Workbook", b"abc" * 3000)
    assert stream_bytes(data[:600], "Workbook") == b""
    assert stream_bytes(data[:30] + b"\xff\xff" + data[32:], "Workbook") == b""
    assert stream_bytes(data[:48] + struct.pack("<I", 99999) + data[52:], "Workbook") == b""
    table = data.rindex(struct.pack("<3I", 1, 2, 3))
    circling = data[:table] + struct.pack("<I", 0) + data[table + 4 :]
    assert len(stream_bytes(circling, "Workbook")) <= len(data)

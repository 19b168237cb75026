"""压缩包的目录。"""

import io
import struct
import warnings
import zipfile
from pathlib import Path

import pytest

from etl.read import limits
from etl.read.archive import archive_issues, directory_bytes, has_huge_directory, open_archive

PATH = Path("季报.xlsx")


def packed(*members, method=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", method) as archive:
        warnings.simplefilter("ignore")  # 同名部件是故意的
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def rules(data):
    archive = open_archive(data)
    assert archive
    return [issue.rule for issue in archive_issues(PATH, data, archive)]


def test_an_ordinary_archive_has_no_issues():
    """Nothing to say."""
    assert rules(packed(("xl/workbook.xml", b"<a/>"), ("xl/styles.xml", b"<b/>"))) == []


@pytest.mark.parametrize("second", ["xl/sheet1.xml", "XL/Sheet1.xml", "xl\\sheet1.xml", "/xl/sheet1.xml"])
def test_two_members_of_one_name_are_refused(second):
    """预览读前一个、导入读后一个，看到的就不是存下的。"""
    assert rules(packed(("xl/sheet1.xml", b"1"), (second, b"2"))) == ["E_ZIP_DUPLICATE"]


def test_names_outside_the_archive_are_refused():
    """../ 开头的名字想写到别处去。"""
    assert rules(packed(("../../etc/passwd", b""))) == ["E_ZIP_PATH"]


def test_unusual_compression_is_refused():
    """工作簿只用两种压缩方法，别的读取程序不一定都认得。"""
    assert rules(packed(("a.xml", b"1"), method=zipfile.ZIP_BZIP2)) == ["E_ZIP_METHOD"]


def test_encrypted_members_are_refused():
    """The flag stands in the directory."""
    data = bytearray(packed(("a.xml", b"1")))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert rules(bytes(data)) == ["E_ENCRYPTED"]


def test_a_member_that_unpacks_too_large_is_refused_before_unpacking():
    """11 MB 的空格压成 11 kB：看目录里写的大小就够了。"""
    assert rules(packed(("a.xml", b" " * 11 * limits.MB))) == ["E_ZIP_BOMB"]


def test_too_much_in_all_is_refused(monkeypatch):
    """每个部件都不大，合起来太大。"""
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 100)
    assert rules(packed(("a.xml", b"1" * 60), ("b.xml", b"2" * 60))) == ["E_ZIP_BOMB"]


def test_members_that_share_bytes_are_refused():
    """目录里两个部件指向同一段数据：十兆字节能冒充两吉字节。"""
    data = packed(("a.xml", b"same"), ("b.xml", b"same"))
    second = data.rindex(b"PK\x01\x02")
    shared = data[: second + 42] + struct.pack("<I", 0) + data[second + 46 :]
    assert rules(shared) == ["E_ZIP_BOMB"]


def test_thousands_of_members_are_refused():
    """正常的工作簿只有几十个部件。"""
    data = packed(*((f"{number}.bin", b"") for number in range(limits.ZIP_MEMBERS + 1)))
    assert rules(data) == ["E_ZIP_MEMBERS"]


def test_a_huge_directory_is_never_read(monkeypatch):
    """目录读进内存之前，先看它多大。"""
    data = packed(("a.xml", b""), ("b.xml", b""))
    assert directory_bytes(data) == 2 * (46 + 5)
    monkeypatch.setattr(limits, "ZIP_DIRECTORY_BYTES", 100)
    assert has_huge_directory(data)
    assert open_archive(data) is None


def test_a_directory_that_does_not_fit_is_damage():
    """目录指的位置上没有部件。"""
    data = packed(("a.xml", b"1234567890"), ("b.xml", b"1"))
    assert open_archive(data[:40] + data[45:]) is None
    assert open_archive(data[:-30]) is None

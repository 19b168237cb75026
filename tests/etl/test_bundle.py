"""压缩包：几份文件就是几份；名字只是名字，中文的也读得对；是文档的压缩包不拆。"""

import io
import zipfile

import pytest

from etl.bundle import files_of, shown_name
from etl.issue import Refused


def zipped(files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def test_a_file_that_is_no_archive_is_itself():
    """不是压缩包：就是它自己。"""
    assert list(files_of("甲/季报.xlsx", b"abc")) == [("季报.xlsx", b"abc")]


@pytest.mark.parametrize("inside", ["xl/workbook.xml", "[Content_Types].xml", "mimetype", "content.xml"])
def test_a_document_is_not_taken_apart(inside):
    """工作簿、文档本身也是压缩包：不拆，原样交给读表的一步。"""
    content = zipped({inside: b"x"})
    assert list(files_of("季报.xlsx", content)) == [("季报.xlsx", content)]


def test_names_in_a_chinese_windows_zip_are_read():
    """中文 Windows 压的包，名字是 GBK 编码，也读得出来。"""
    content = zipped({"aaaa.xlsx": b"1"}).replace(b"aaaa", "甲乙".encode("gbk"))
    assert list(files_of("包.zip", content)) == [("甲乙.xlsx", b"1")]


def test_an_archive_in_an_archive_is_not_taken_apart():
    """压缩包里的压缩包不再往里拆：当一份文件，读表时再说它不是表格。"""
    inner = zipped({"甲.xlsx": b"1"})
    assert list(files_of("包.zip", zipped({"里面.zip": inner}))) == [("里面.zip", inner)]


def test_a_locked_archive_is_refused():
    """加了密码的压缩包：请去掉密码。"""
    content = bytearray(zipped({"甲.xlsx": b"1"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Refused) as caught:
        list(files_of("包.zip", bytes(content)))
    assert [issue.rule for issue in caught.value.issues] == ["bundle_locked"]


def test_a_member_whose_bytes_are_wrong_is_refused():
    """包里有一份坏了：说包坏了，不给半份。"""
    content = zipped({"甲.xlsx": b"1" * 50}).replace(zipped({"甲.xlsx": b"1" * 50})[14:18], b"\0\0\0\0")
    with pytest.raises(Refused) as caught:
        list(files_of("包.zip", content))
    assert [issue.rule for issue in caught.value.issues] == ["bundle_damaged"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("..\\..\\季报.xlsx", "季报.xlsx"),
        ("/etc/passwd", "passwd"),
        ("报\u202e\x00xslx.exe", "报xslx.exe"),
        ("..", "无名文件"),
        ("长" * 300 + ".xlsx", "长" * 114 + "….xlsx"),
    ],
)
def test_a_name_is_only_a_name(name, shown):
    """路径、控制符、改变方向的字符都不留；太长的截短，后缀还在。"""
    assert shown_name(name) == shown

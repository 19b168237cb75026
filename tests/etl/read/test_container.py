"""按内容认文件。"""

from pathlib import Path

import pytest

from etl.issue import Issue
from etl.read import limits
from etl.read.container import container_of, too_large


def refused(data, name="季报.xlsx"):
    found = container_of(Path(name), data)
    assert isinstance(found, Issue)
    assert name in found.message
    return found.rule, found.message


def test_the_name_plays_no_part(book, old_book):
    """.et、.xls、.csv 都可能是别的东西，只看内容。"""
    assert container_of(Path("a.et"), book("", name="a.et").read_bytes()) == "xlsx"
    assert container_of(Path("a.et"), old_book(b"", name="b.et").read_bytes()) == "xls"
    assert container_of(Path("a.xlsx"), "企业,营收\n甲,1".encode("gb18030")) == "csv"


def test_part_names_may_have_backslashes(pack, book_parts, worksheet):
    """有的老软件打的包用反斜杠，Excel 也认。"""
    parts = {name.replace("/", "\\"): part for name, part in book_parts({"营收": worksheet("")}).items()}
    path = pack(parts)
    assert container_of(path, path.read_bytes()) == "xlsx"


def test_an_opendocument_and_a_macro_workbook_are_told_apart(pack, book_parts, worksheet):
    """By the parts inside."""
    document = pack({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"})
    assert container_of(document, document.read_bytes()) == "ods"
    macros = pack(book_parts({"营收": worksheet("")}) | {"xl/vbaProject.bin": b""})
    assert container_of(macros, macros.read_bytes()) == "xlsm"


def test_an_empty_file_is_refused():
    """0 字节。"""
    rule, message = refused(b"")
    assert rule == "E_EMPTY_FILE"
    assert "重新导出" in message


@pytest.mark.parametrize(
    "start", ["<html><table>", "\ufeff<!DOCTYPE html>", "<div><table><tr>", "MIME-Version: 1.0\n", "  <TABLE border=1>"]
)
def test_a_web_page_is_refused_with_how_to_save_it(start):
    """有的政务系统把网页表格存成 .xls。"""
    rule, message = refused(start.encode(), "导出.xls")
    assert rule == "E_NOT_XLSX"
    assert "另存为" in message


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7", "PDF 文档"),
        (b"Rar!\x1a", "RAR 压缩包"),
        (b"\x89PNG\r\n", "图片"),
        (b"<?xml version='1.0'?><Workbook/>", "XML 文本"),
        (bytes(range(256)) * 10, "不是能识别的电子表格"),
    ],
)
def test_other_kinds_of_file_are_refused_by_name(data, kind):
    """说出它是什么，免得人猜。"""
    rule, message = refused(data)
    assert rule == "E_NOT_XLSX"
    assert kind in message


def test_password_protected_workbooks_are_refused(compound, record, old_book):
    """新式的加密工作簿是一个含 EncryptedPackage 的 OLE 文件；旧式的有一条口令记录。"""
    assert refused(compound("EncryptedPackage", b""))[0] == "E_ENCRYPTED"
    assert refused(old_book(b"", before=record(0x2F, b"\0" * 6)).read_bytes())[0] == "E_ENCRYPTED"


def test_other_documents_are_refused(pack, compound):
    """Word 文档、普通压缩包、二进制工作簿。"""
    assert refused(pack({"word/document.xml": b""}).read_bytes())[0] == "E_NOT_XLSX"
    assert refused(pack({"xl/workbook.bin": b""}).read_bytes())[0] == "E_NOT_XLSX"
    assert refused(compound("WordDocument", b""))[0] == "E_NOT_XLSX"


def test_damaged_workbooks_are_refused(book, pack, compound):
    """截断的压缩包、少了目录部件的工作簿、没有工作簿流的旧文件。"""
    whole = book('<row r="1"><c r="A1"><v>1</v></c></row>').read_bytes()
    assert refused(whole[: len(whole) * 6 // 10])[0] == "E_DAMAGED"
    assert refused(pack({"xl/styles.xml": b""}).read_bytes())[0] == "E_DAMAGED"
    assert refused(compound("Unknown", b""))[0] == "E_DAMAGED"


def test_the_size_limit_names_both_sizes():
    """上限本身可以。"""
    assert too_large(Path("季报.xlsx"), limits.FILE_BYTES) is None
    found = too_large(Path("季报.xlsx"), limits.FILE_BYTES + limits.MB)
    assert found
    assert found.rule == "E_TOO_LARGE"
    assert "21.0 MB" in found.message
    assert "20 MB" in found.message

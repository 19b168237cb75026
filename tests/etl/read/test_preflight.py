"""读之前的结构检查。"""

import zipfile

import pytest

from etl.issue import Refused
from etl.read import limits
from etl.read.cell_kind import ERROR
from etl.read.preflight import inspect, unpack

CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


def look(path, container="xlsx"):
    data = path.read_bytes()
    return inspect(path, container, data, unpack(path, container, data))


def rules(path, container="xlsx"):
    with pytest.raises(Refused) as caught:
        look(path, container)
    assert all(path.name in issue.message for issue in caught.value.issues)
    return [issue.rule for issue in caught.value.issues]


def test_an_ordinary_workbook_passes_with_its_marks(book):
    """错误值的位置随结构一起带出来。"""
    found = look(book('<row r="2"><c r="A2" t="e"><v>#N/A</v></c></row>'))
    assert found.marks == {"营收": {0: {1: (ERROR, "#N/A")}}}
    assert found.notes == ()


def test_every_problem_of_a_file_is_told_at_once(pack, book_parts, worksheet):
    """两张表、一个样式部件、宏，各有各的问题，一次说完。"""
    far = worksheet('<row r="1"><c r="XFD1"><v>1</v></c></row>')
    parts = book_parts({"一": far, "二": "<worksheet><sheetData>"})
    parts |= {"xl/styles.xml": b"<!DOCTYPE a>", "xl/vbaProject.bin": b""}
    assert rules(pack(parts)) == ["E_MACRO", "E_TOO_MANY_COLS", "E_DAMAGED", "E_XML_DTD"]


def test_a_bad_directory_stops_everything_else(pack, book_parts):
    """目录都不对，部件就不去解开了。"""
    assert rules(pack(book_parts({"一": "<!DOCTYPE a>"}) | {"../a": b""})) == ["E_ZIP_PATH"]


def test_a_giant_shared_text_is_refused(book):
    """一段一兆字节的文字，被一千个格子共用，就是一吉字节。"""
    shared = b"<sst><si><t>" + b"a" * (limits.SHARED_STRING_BYTES + 1) + b"</t></si></sst>"
    assert rules(book(CELL, **{"xl/sharedStrings.xml": shared})) == ["E_TEXT_TOO_LONG"]


def test_many_shared_texts_are_fine(book):
    """合起来再长也是正常的：只有单独一段不许超过一兆。"""
    shared = (
        b"<sst>" + b"<si><t>" * 0 + b"".join(b"<si><t>%d</t></si>" % number for number in range(100000)) + b"</sst>"
    )
    assert look(book(CELL, **{"xl/sharedStrings.xml": shared})).marks == {"营收": {}}


def test_too_many_sheets_are_refused(pack, book_parts, worksheet):
    """一百张以上不是填报用的工作簿。"""
    assert rules(pack(book_parts({f"表{number}": worksheet("") for number in range(101)}))) == ["E_TOO_MANY_SHEETS"]


def test_macros_in_a_macro_workbook_are_only_noted(book):
    """.xlsm 光明正大地带宏，只读值。"""
    found = look(book(CELL, name="季报.xlsm", **{"xl/vbaProject.bin": b""}), "xlsm")
    assert [note.rule for note in found.notes] == ["W_MACRO"]


def test_an_encrypted_opendocument_is_refused(pack):
    """加密写在清单里。"""
    parts = {"mimetype": b"", "content.xml": b"<a/>", "META-INF/manifest.xml": b"<manifest:encryption-data/>"}
    assert rules(pack(parts, "季报.ods"), "ods") == ["E_ENCRYPTED"]


def test_errors_of_an_opendocument_are_marked(pack):
    """内容部件里标着错误的格子。"""
    content = (
        '<office:d><table:table table:name="营收"><table:table-row><table:table-cell calcext:value-type="error">'
        "<text:p>#REF!</text:p></table:table-cell></table:table-row></table:table></office:d>"
    )
    assert look(pack({"content.xml": content.encode()}), "ods").marks == {"营收": {0: {0: (ERROR, "#REF!")}}}
    assert rules(pack({"content.xml": content[:-5].encode()}), "ods") == ["E_DAMAGED"]


def test_old_workbooks_and_text_have_no_parts_to_look_at(old_book, tmp_path):
    """.xls 只找错误值；文本什么也没有。"""
    assert look(old_book(b""), "xls").marks == {}
    text = tmp_path / "季报.csv"
    text.write_text("a,b")
    assert look(text, "csv").marks == {}


def test_too_many_errors_in_an_old_workbook_are_refused(old_book, record, monkeypatch):
    """与新式工作簿同一个上限。"""
    monkeypatch.setattr(limits, "MARKS", 0)
    assert rules(old_book(record(0x205, b"\0\0\0\0\0\0\x17\x01")), "xls") == ["E_UNCACHED_FORMULAS"]


def test_the_check_of_a_member_lie_is_damage(book):
    """目录里写的大小比实际小：解开时对不上校验和。"""
    path = book(CELL)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    at = data.index(size.to_bytes(4, "little"), data.index(b"PK\x01\x02"))
    data[at : at + 4] = (size - 40).to_bytes(4, "little")
    path.write_bytes(data)
    assert rules(path) == ["E_DAMAGED"]

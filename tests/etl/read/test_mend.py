"""无害却读不了的工作簿，换成读得了的副本。"""

import io
import zipfile

from etl.read import limits
from etl.read.mend import recoded, without_rows_below

SHEET = '<?xml version="1.0" encoding="UTF-16"?><worksheet><c>历下</c></worksheet>'


def archive(parts):
    """A zip of these parts, in memory."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return zipfile.ZipFile(buffer)


def parts_of(content):
    """The parts of a zip, by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        return {name: made.read(name) for name in made.namelist()}


def test_a_utf16_part_becomes_utf8_and_says_so():
    """UTF-16 的部件换成 UTF-8，声明也改；别的部件一个字节不动。"""
    made = recoded(archive({"xl/worksheets/sheet1.xml": SHEET.encode("utf-16"), "xl/a.bin": b"\xff\xfe\x00"}))
    assert made is not None
    assert parts_of(made) == {
        "xl/worksheets/sheet1.xml": SHEET.replace("UTF-16", "UTF-8").encode(),
        "xl/a.bin": b"\xff\xfe\x00",
    }


def test_an_ordinary_workbook_is_left_alone():
    """都是 UTF-8 的，不做副本。"""
    assert recoded(archive({"xl/workbook.xml": b"<a/>", "xl/empty.xml": b""})) is None


def test_rows_below_the_last_one_taken_are_cut_off():
    """上限以下的行去掉，不管有没有内容、写不写结束标记；以上的一行不少。"""
    far = limits.ROWS + 1
    sheet = f'<sheetData><row r="1"><c r="A1"/></row><row r="{far}"><c r="A{far}"/></row><row r="{far + 9}" s="1"/>'
    made = without_rows_below(archive({"s.xml": sheet + "</sheetData>", "t.xml": sheet}), ["s.xml"])
    assert parts_of(made) == {
        "s.xml": b'<sheetData><row r="1"><c r="A1"/></row></sheetData>',
        "t.xml": sheet.encode(),
    }

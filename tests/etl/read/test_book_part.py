"""工作簿的目录。"""

import io
import time
import zipfile
from pathlib import Path

import pytest

from etl.read.book_part import RELATIONS, WORKBOOK, sheet_parts
from etl.read.part import PartRefused

PATH = Path("季报.xlsx")


@pytest.fixture
def listed(pack):
    def read(parts):
        with zipfile.ZipFile(io.BytesIO(pack(parts).read_bytes())) as archive:
            return sheet_parts(archive, PATH, time.monotonic() + 60)

    return read


def test_sheets_are_listed_in_order_with_their_parts(listed, book_parts):
    """名字里的转义还原成字。"""
    assert listed(book_parts({"一": "", "A&amp;B": ""})) == [
        ("一", "xl/worksheets/sheet1.xml"),
        ("A&B", "xl/worksheets/sheet2.xml"),
    ]


def test_targets_may_be_absolute_and_in_other_case(listed, book_parts):
    """有的软件这样写，Excel 也认。"""
    parts = book_parts({"一": ""})
    parts[RELATIONS] = parts[RELATIONS].replace(b"worksheets/sheet1.xml", b"/XL/worksheets/Sheet1.xml")
    assert listed(parts) == [("一", "xl/worksheets/sheet1.xml")]


def test_part_names_may_have_backslashes(listed, book_parts):
    """找得到部件，给出的是压缩包里的原名。"""
    parts = {name.replace("/", "\\"): part for name, part in book_parts({"一": ""}).items()}
    assert listed(parts) == [("一", "xl\\worksheets\\sheet1.xml")]


def test_a_missing_relation_leaves_the_part_empty(listed, book_parts):
    """读这张表时再说它坏了。"""
    parts = book_parts({"一": ""})
    parts[RELATIONS] = b"<Relationships/>"
    assert listed(parts) == [("一", "")]


@pytest.mark.parametrize(
    ("part", "content"),
    [
        (WORKBOOK, b"<workbook><sheets>"),
        (WORKBOOK, b'<workbook><sheet name="a"/><sheet name="a"/></workbook>'),
        (WORKBOOK, b"<workbook>" + b"<sheet/>" * 2001 + b"</workbook>"),
        (RELATIONS, b""),
    ],
)
def test_a_broken_directory_is_refused(listed, book_parts, part, content):
    """没写完、两张表同名、几千张表。"""
    with pytest.raises(PartRefused) as caught:
        listed(book_parts({"一": ""}) | {part: content})
    assert caught.value.issue.rule == "E_DAMAGED"

"""读之前先要修整的、有公式和隐藏行的工作簿，从文件读到表。"""

import zipfile

import openpyxl
import pytest

from etl.issue import Refused
from etl.read.workbook import read_workbook


@pytest.fixture
def book(tmp_path):
    """A workbook of two rows whose parts were changed by hand."""

    def make(change, *rows, strings=b""):
        path, changed = tmp_path / "原件.xlsx", tmp_path / "季报.xlsx"
        workbook = openpyxl.Workbook()
        for row in rows or (["名称", "数"], ["甲", 1]):
            workbook.worksheets[0].append(row)
        workbook.save(path)
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(name, change(name, old.read(name)))
            if strings:
                new.writestr("xl/sharedStrings.xml", strings)
        return changed

    return make


def _in_sheet(old, new):
    return lambda name, part: part.replace(old, new) if name.endswith("sheet1.xml") else part


def test_a_utf16_sheet_is_read(book):
    """工作表部件是 UTF-16 的，一样读得出来。"""

    def change(name, part):
        return part.decode().encode("utf-16") if name.endswith("sheet1.xml") else part

    [sheet] = read_workbook(book(change)).sheets
    assert sheet.cells(1) == ["甲", "1"]


def test_a_blank_far_below_is_left_out_and_told(book):
    """第 1048576 行只有一个空格：照读，说一声在哪一格。"""
    far = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t> </t></is></c></row></sheetData>'
    found = read_workbook(book(_in_sheet(b"</sheetData>", far)))
    assert [len(sheet.kind) for sheet in found.sheets] == [2]
    assert [(issue.rule, issue.cell, issue.severity) for issue in found.notes] == [
        ("stray_cell", "A1048576", "warning")
    ]


FAR_SHARED = b'<row r="1048576"><c r="A1048576" t="s"><v>0</v></c></row></sheetData>'


def test_a_shared_blank_far_below_is_left_out_too(book):
    """Excel 把空格也存成共用文字：查过确是空格，照读。"""
    far = _in_sheet(b"</sheetData>", FAR_SHARED)
    found = read_workbook(book(far, strings=b"<sst><si><t> </t></si></sst>"))
    assert [issue.rule for issue in found.notes] == ["stray_cell"]


@pytest.mark.parametrize(
    ("strings", "rule"),
    [
        ("<sst><si><t>甲</t></si></sst>", "E_TOO_MANY_ROWS"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><sst><si><t> </t></si></sst>', "E_XML_DTD"),
    ],
)
def test_a_text_far_below_is_too_many_rows(book, strings, rule):
    """那里的共用文字其实有字：行数超限；共用文字的部件自己有毛病，说的是它的毛病。"""
    with pytest.raises(Refused) as refusal:
        read_workbook(book(_in_sheet(b"</sheetData>", FAR_SHARED), strings=strings.encode()))
    assert rule in [issue.rule for issue in refusal.value.issues]


def test_formulas_and_hidden_rows_are_known(book):
    """哪些格的数是公式给的、哪些行是隐藏的，读出来都知道。"""

    def change(name, part):
        if not name.endswith("sheet1.xml"):
            return part
        part = part.replace(b'<c r="B2" t="n"><v>1</v>', b'<c r="B2"><f>1+0</f><v>1</v>')
        return part.replace(b'<row r="3"', b'<row r="3" hidden="1"')

    [sheet] = read_workbook(book(change, ["名称", "数"], ["甲", 1], ["乙", 2])).sheets
    assert (dict(sheet.formulas), list(sheet.hidden_rows)) == ({1: [1]}, [2])

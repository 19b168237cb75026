"""一个文件变成工作簿，从头到尾。"""

import datetime
import struct
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from etl.issue import Refused
from etl.read.workbook import read_workbook

SHARED = Path(__file__).resolve().parents[4] / "shared/data/ashare"


def rules(path):
    with pytest.raises(Refused) as caught:
        read_workbook(path)
    return [issue.rule for issue in caught.value.issues]


def test_a_workbook_keeps_addresses_types_hidden_sheets_and_merges(tmp_path):
    """开头的空行、隐藏的表、合并的表头、日期与布尔、两位小数的浮点尾巴，都照原样。"""
    path = tmp_path / "季报.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("营收")
        sheet.merge_range("B2:C2", "营业收入")
        sheet.write_row("B3", ["本期累计", "备注"])
        sheet.write_row("B4", [795.9621000000001, "９１"])
        sheet.write_datetime("B5", datetime.datetime(2026, 10, 8), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_boolean("C5", True)
        book.add_worksheet("底稿").hide()
        book.add_worksheet("深藏").very_hidden()
    read = read_workbook(path)
    assert read.container == "xlsx"
    assert [(sheet.name, sheet.is_visible) for sheet in read.sheets] == [
        ("营收", True),
        ("底稿", False),
        ("深藏", False),
    ]
    first, second, _third = read.sheets
    assert first.text.to_pydict() == {
        "A": [None, None, None, None, None],
        "B": [None, "营业收入", "本期累计", "795.9621", "2026-10-08"],
        "C": [None, None, "备注", "９１", "TRUE"],
    }
    assert first.kind.to_pydict() == {"A": [0] * 5, "B": [0, 1, 1, 2, 3], "C": [0, 0, 1, 1, 4]}
    assert first.merged == ((1, 1, 1, 2),)
    assert second.text.shape == second.kind.shape == (0, 0)


def test_errors_and_formulas_without_value_are_not_blanks(tmp_path):
    """openpyxl 写的公式没有值；错误值也不是空。"""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["=1+1", "#REF!", 3])
    sheet["B1"].data_type = "e"
    path = tmp_path / "季报.xlsx"
    book.save(path)
    (read,) = read_workbook(path).sheets
    assert read.text.to_pylist() == [{"A": "=1+1", "B": "#REF!", "C": "3"}]
    assert read.kind.to_pylist() == [{"A": 6, "B": 5, "C": 2}]


def test_an_old_workbook_is_read_whatever_its_extension(old_book, record):
    """WPS 的 .et 里面也可能是它。"""
    label = struct.pack("<HHHHB", 0, 0, 0, 2, 1) + "营收".encode("utf-16-le")
    number = struct.pack("<HHHd", 1, 0, 0, 1234.5)
    failed = struct.pack("<HHHBB", 1, 1, 0, 0x07, 1)
    path = old_book(record(0x204, label) + record(0x203, number) + record(0x205, failed), name="季报.et")
    read = read_workbook(path)
    assert read.container == "xls"
    assert read.sheets[0].text.to_pydict() == {"A": ["营收", "1234.5"], "B": [None, "#DIV/0!"]}
    assert read.sheets[0].kind.to_pydict() == {"A": [1, 2], "B": [0, 5]}


def test_text_in_gb18030_is_read_as_text(tmp_path):
    """分隔符文本里没有类型：数字也是文字，怎么理解是下一步的事。"""
    path = tmp_path / "2026年季报.csv"
    path.write_bytes('企业名称,营业收入\r\n甲公司,"1,234.50"\r\n乙公司,\r\n'.encode("gb18030"))
    read = read_workbook(path)
    assert read.container == "csv"
    assert read.sheets[0].name == "2026年季报"
    assert read.sheets[0].text.to_pydict() == {
        "A": ["企业名称", "甲公司", "乙公司"],
        "B": ["营业收入", "1,234.50", None],
    }
    assert read.sheets[0].kind.to_pydict() == {"A": [1, 1, 1], "B": [1, 1, 0]}


def test_macros_are_noted_and_merges_cut_to_the_cells_that_exist(book):
    """合并到 XFD1048576 的区域，只留有格子的一角；只剩一格就不算合并。"""
    after = '<mergeCells><mergeCell ref="A1:XFD1"/><mergeCell ref="A2:A1048576"/><mergeCell ref="D9:E9"/></mergeCells>'
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
    read = read_workbook(book(rows, after, name="季报.xlsm", **{"xl/vbaProject.bin": b""}))
    assert read.container == "xlsm"
    assert [note.rule for note in read.notes] == ["W_MACRO"]
    assert read.sheets[0].merged == ((0, 0, 0, 1),)


def test_a_far_cell_is_refused_by_its_address(book):
    """两千字节的文件，一格 XFD1048576，读取程序会崩溃：还没读就拒收。"""
    path = book('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    with pytest.raises(Refused) as caught:
        read_workbook(path)
    (issue,) = caught.value.issues
    assert (issue.rule, issue.sheet, issue.cell) == ("E_TOO_MANY_COLS", "营收", "XFD1048576")


def test_wrong_files_are_refused_before_the_reader_sees_them(tmp_path, book):
    """空文件、网页、截断的、过大的。"""
    path = tmp_path / "季报.xlsx"
    for content, rule in [
        (b"", "E_EMPTY_FILE"),
        (b"<html><table/>", "E_NOT_XLSX"),
        (book("", name="b.xlsx").read_bytes()[:400], "E_DAMAGED"),
        (b"a" * (20 * 1024 * 1024 + 1), "E_TOO_LARGE"),
    ]:
        path.write_bytes(content)
        assert rules(path) == [rule]


@pytest.mark.skipif(not SHARED.is_dir(), reason="需要 ../shared/data/ashare 的真实工作簿")
def test_the_real_workbooks_read_with_the_rows_a_person_counts():
    """七个季度的工作簿与名录：行数、列数照 Excel 里看到的。"""
    shapes = {
        path.stem[:6]: [sheet.text.shape for sheet in read_workbook(path).sheets]
        for path in sorted(SHARED.glob("*.xlsx"))
    }
    assert shapes == {
        "2014Q1": [(2690, 6)],
        "2014Q2": [(2741, 9)],
        "2014Q3": [(2757, 6)],
        "2014Q4": [(2907, 6)],
        "2015Q1": [(2, 1), (1207, 7), (1679, 7)],
        "2015Q2": [(2903, 8)],
        "2015Q3": [(2802, 7)],
        "企业名录": [(2930, 6)],
    }


@pytest.mark.skipif(not SHARED.is_dir(), reason="需要 ../shared/data/ashare 的真实工作簿")
def test_a_real_workbook_has_every_cell_openpyxl_sees():
    """另一个读取程序逐格核对：地址、文字、数值都一样。"""
    path = SHARED / "2014Q2_营业收入.xlsx"
    sheet = read_workbook(path).sheets[0]
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    ours = zip(*(column.to_pylist() for column in sheet.text.columns), strict=True)
    theirs = book.worksheets[0].iter_rows(values_only=True, max_row=sheet.text.num_rows, max_col=sheet.text.num_columns)
    different = [
        (mine, value)
        for our_row, their_row in zip(ours, theirs, strict=True)
        for mine, value in zip(our_row, their_row, strict=True)
        if (mine is None) != (value is None)
        or (isinstance(value, str) and mine != value)
        or (isinstance(value, (int, float)) and float(mine or "nan") != float(f"{value:.15g}"))
    ]
    book.close()
    assert different == []


def test_an_address_no_spreadsheet_has_is_damage_wherever_it_stands(book):
    """ZZZZ9 夹在一行中间：结构检查只看行末，读取程序看得见；不能说成“删去多余的列”。"""
    path = book('<row r="1"><c r="ZZZZ1"><v>1</v></c><c r="B1"><v>1</v></c></row>')
    assert rules(path) == ["E_DAMAGED"]


def test_a_damaged_part_in_a_utf16_workbook_is_said(tmp_path, book_parts, worksheet, pack):
    """UTF-16 的表，另一个部件坏了：改写的时候才读到，照样说清楚。"""
    parts = book_parts({"营收": worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')})
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].decode().encode("utf-16")
    parts["xl/styles.xml"] = b"<styleSheet/>" * 50
    content = bytearray(pack(parts).read_bytes())
    at = content.find(b"xl/styles.xml") + len("xl/styles.xml") + 4
    content[at] ^= 0xFF
    path = tmp_path / "坏.xlsx"
    path.write_bytes(bytes(content))
    assert "E_DAMAGED" in rules(path)


def test_a_damaged_picture_behind_a_stray_cell_is_said(tmp_path, book):
    """远处一个空格，图片又坏了：去不掉空格，拒收，不抛异常。"""
    stray = '<row r="900000"><c r="A900000" t="inlineStr"><is><t> </t></is></c></row>'
    whole = book('<row r="1"><c r="A1"><v>1</v></c></row>' + stray, **{"xl/media/image1.png": bytes(range(256)) * 40})
    assert read_workbook(whole).notes[0].rule == "stray_cell"
    content = bytearray(whole.read_bytes())
    at = content.find(b"xl/media/image1.png") + len("xl/media/image1.png") + 8
    content[at] ^= 0xFF
    path = tmp_path / "坏.xlsx"
    path.write_bytes(bytes(content))
    assert rules(path) == ["E_DAMAGED"]


def test_a_cell_that_stands_twice_or_in_another_row_is_not_guessed(book):
    """B1 写了两遍、第一行里写着 B7：读取程序不声不响只留一个，所以先拒收，两遍的说出是哪一格。"""
    first = '<row r="1"><c r="A1"><v>1</v></c>{}<c r="C1"><v>3</v></c></row>'
    with pytest.raises(Refused) as caught:
        read_workbook(book(first.format('<c r="B1"><v>1</v></c><c r="B1"><v>2</v></c>')))
    assert [(issue.rule, issue.cell) for issue in caught.value.issues] == [("E_DAMAGED", "B1")]
    assert rules(book(first.format('<c r="B7"><v>1</v></c>'))) == ["E_DAMAGED"]
    assert read_workbook(book(first.format('<c r="B1" s="1"><v>2</v></c>'))).sheets[0].text.num_columns == 3

"""标注时原件里的东西都在：宏、图表、图片、打印标题、名称、隐藏；丢了什么，首页上说。"""

import zipfile

import openpyxl
import pytest
import xlsxwriter

from etl.giveback import annotated, given_name
from etl.issue import Issue

ISSUES = [Issue("x", "看一看", "warning", "季报", "A3", 3)]
MACROS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.fixture
def rich(tmp_path):
    """A macro workbook with most of what a clerk's form may hold."""
    path, macros = tmp_path / "季报.xlsm", tmp_path / "vba.bin"
    macros.write_bytes(MACROS)
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_vba_project(str(macros))
        sheet, other = book.add_worksheet("季报"), book.add_worksheet("别的")
        sheet.write_row(1, 0, ["代码", "名称", "营业收入"])
        for row in range(2, 7):
            sheet.write_row(row, 0, [f"A{row}", "甲", row])
        sheet.write_rich_string("B4", book.add_format({"bold": True}), "乙", "公司")
        chart = book.add_chart({"type": "column"})
        assert chart is not None
        chart.add_series({"values": "=季报!$C$3:$C$7"})
        sheet.insert_chart("F2", chart)
        sheet.insert_textbox("K2", "文本框")
        sheet.conditional_format("C3:C7", {"type": "cell", "criteria": ">", "value": 3})
        sheet.data_validation("C3:C7", {"validate": "list", "source": "=别的!$A$1:$A$3"})
        sheet.freeze_panes(2, 1)
        sheet.repeat_rows(1)
        sheet.autofilter("A2:C7")
        sheet.set_row(4, None, None, {"hidden": True})
        sheet.protect("密码")
        book.define_name("全书", "=季报!$A$3:$A$7")
        book.define_name("季报!本表", "=季报!$B$3")
        other.write_formula("A1", "=季报!C3*2", None, 7)
        other.hide()
    return path


@pytest.fixture
def out(rich):
    """The annotated copy, on disk."""
    content = annotated(rich, rich.name, ISSUES)
    path = rich.with_name(given_name(rich.name, content))
    path.write_bytes(content)
    return path


def test_macros_stay_byte_for_byte(out):
    """有宏的还是有宏的，一个字节不差，名字也还是 .xlsm。"""
    assert out.name == "季报（标注）.xlsm"
    assert given_name("季报.xls", b"") == "季报（标注）.xlsx"
    with zipfile.ZipFile(out) as archive:
        assert archive.read("xl/vbaProject.bin") == MACROS
        assert b"macroEnabled" in archive.read("[Content_Types].xml")


def test_what_belongs_to_the_sheet_stays(out):
    """图表、条件格式、下拉、冻结、筛选、打印标题、隐藏行、保护、富文本都在。"""
    book = openpyxl.load_workbook(out, keep_vba=True, rich_text=True)
    sheet = book["季报"]
    assert len(sheet._charts) == 1  # type: ignore[attr-defined]  # openpyxl 没有公开的读法
    assert [str(area.sqref) for area in sheet.conditional_formatting] == ["C3:C7"]
    assert sheet.data_validations.dataValidation[0].formula1 == "别的!$A$1:$A$3"
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("B3", "A2:C7", "$2:$2")
    assert (sheet.row_dimensions[5].hidden, sheet.protection.sheet) == (True, True)
    assert [str(part) for part in sheet["B4"].value] == ["乙", "公司"]
    assert (sheet["A3"].comment.text, sheet["A3"].fill.fgColor.rgb) == ("【提醒】看一看", "00FFE08A")
    book.close()


def test_names_and_other_sheets_stay(out):
    """全书和本表的名称、别的表、隐藏、公式和算好的数都在；新加的一页不错位。"""
    book, shown = openpyxl.load_workbook(out), openpyxl.load_workbook(out, data_only=True)
    assert book.sheetnames == ["问题清单", "季报", "别的"]
    assert book.defined_names["全书"].attr_text == "季报!$A$3:$A$7"
    assert book["季报"].defined_names["本表"].attr_text == "季报!$B$3"
    assert (book["别的"].sheet_state, book["别的"]["A1"].value) == ("hidden", "=季报!C3*2")
    assert shown["别的"]["A1"].value == 7
    book.close()
    shown.close()


def test_what_could_not_be_kept_is_told(out):
    """文本框保留不了：首页说出来，不悄悄丢。"""
    book = openpyxl.load_workbook(out)
    assert book["问题清单"]["A3"].value == (
        "这份副本里没有保留：图形和文本框（数据都在）；要用它们，请照清单在原件上改。"
    )
    book.close()


def test_a_sheet_of_that_name_already_there_is_left_alone(rich):
    """经办自己有一张「问题清单」：系统的另起一名，两张都在。"""
    book = openpyxl.Workbook()
    book.worksheets[0].title = "问题清单"
    book.worksheets[0]["A1"] = "自己的"
    path = rich.with_name("重名.xlsx")
    book.save(path)
    path.write_bytes(annotated(path, path.name, []))
    again = openpyxl.load_workbook(path)
    assert again.sheetnames == ["问题清单2", "问题清单"]
    assert again["问题清单"]["A1"].value == "自己的"
    again.close()

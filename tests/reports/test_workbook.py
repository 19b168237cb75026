"""reports/workbook.py：图的工作簿。"""

import io
import zipfile

import openpyxl
import pandas as pd

from reports.workbook import workbook

# ../shared/hostile/make_hostile.py 的十六种写法（CSVI）
PAYLOADS = [
    *("=1+1", "=cmd|' /C calc'!A0", "@SUM(1,1)", "+1+1", "-1+1", '=HYPERLINK("http://127.0.0.1:9/?"&A1,"点")'),
    *("\t=1+1", "\r=1+1", "＝1+1", "＋1", "－1", "＠SUM(1)", '"=1+1', "a\n=1+1", ";=1+1", " =1+1"),
]


def _open(figure):
    return openpyxl.load_workbook(io.BytesIO(workbook(figure)))


def test_numbers_stay_numbers_text_stays_text_and_unknown_is_blank(figure_of):
    """负数是数不是文字；不公布的格子空着，缘由在说明列。"""
    sheet = _open(figure_of())["数据"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["集群", "营业收入（亿元）", "说明"],
        ["软件", 123.4567, None],
        ["数字创意", -0.5, None],
        ["集成电路", None, "依法不公布"],
    ]
    assert sheet["B3"].data_type == "n"
    assert sheet["B2"].number_format == "#,##0.00"


def test_the_second_sheet_tells_title_unit_source_version_and_definition(figure_of):
    """说明页一行一事。"""
    said = {row[0].value: row[1].value for row in _open(figure_of(is_demo=True))["说明"].iter_rows()}
    assert said == {
        "图题": "软件业营业收入最大",
        "指标与单位": "营业收入（亿元）",
        "数据来源": "区级季报（本期累计）",
        "截至期": "2026年1-9月",
        "数据版本": "a1b2c3d4e5f6",
        "口径": "本期营业收入已知的企业合计，未报的企业不计入。",
        "数据性质": "演示数据，非真实企业",
        "图的文字说明": "横条图：三个集群的营业收入",
    }


def test_demo_rows_carry_the_mark_themselves(figure_of):
    """只复制数据页走，演示字样也跟着走。"""
    sheet = _open(figure_of(is_demo=True))["数据"]
    assert [row[-1].value for row in sheet.iter_rows()] == ["数据性质", *["演示数据，非真实企业"] * 3]


def test_no_payload_becomes_a_formula_as_cell_or_header(figure_of):
    """十六种写法重新打开都是字符串，不是公式。"""
    sheet = _open(figure_of(table=pd.DataFrame({"企业名称": PAYLOADS, "=表头": ["甲"] * 16})))["数据"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
    assert sheet["B1"].value == "=表头"
    assert sheet["A2"].value == "=1+1"


def test_a_simple_chart_comes_along_as_excels_own(figure_of):
    """横条图在 Excel 里可以改样式；画不了的图种不硬凑。"""
    names = zipfile.ZipFile(io.BytesIO(workbook(figure_of()))).namelist()
    assert "xl/charts/chart1.xml" in names
    other = figure_of(spec=figure_of().spec | {"usermeta": {"chart": "bubble"}})
    assert "xl/charts/chart1.xml" not in zipfile.ZipFile(io.BytesIO(workbook(other))).namelist()


def test_an_empty_table_still_opens(figure_of):
    """没有行、没有列都打得开。"""
    assert _open(figure_of(table=pd.DataFrame())).sheetnames == ["数据", "说明"]

"""退回件：问题涂色加批注，其余一格不动；改好原样再交，收得下。"""

import json
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from etl.commands import main
from etl.giveback import annotated
from etl.issue import Issue
from etl.load import check_file

SHEET = "三季度 '汇总"
CODES = ("91370102MA0000001W", "91370102MA000000O2", "91370102MA00000033")
SPREAD = '=HYPERLINK("http://example.invalid","点我")'


@pytest.fixture
def clerks(tmp_path):
    """A clerk's form: merged title, formulas, formats, a validation, a comment, a second sheet; two wrong cells."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    sheet["A1"] = "某街道季度营收表"
    sheet.merge_cells("A1:E1")
    sheet["A2"], sheet["D2"] = "报告期：2026年1-9月", "计量单位：万元"
    sheet.append(["统一社会信用代码", "企业名称", "营业收入", "营业收入上年同期累计", "同比增长"])
    lines = zip(CODES, ("甲公司", SPREAD, "丙公司"), (350, 12, "约120万"), (300, 11, 100), strict=True)
    for row, line in enumerate(lines, 4):
        sheet.append([*line, f"=C{row}/D{row}-1"])
        sheet.cell(row, 2).data_type = "s"
        sheet.cell(row, 5).number_format = "0.0%"
    sheet.append(["合计", None, "=SUM(C4:C6)", "=SUM(D4:D6)"])
    sheet["C4"].fill, sheet["B4"].font = PatternFill("solid", fgColor="FF00FF00"), Font(bold=True, color="FFFF0000")
    sheet["C6"].comment = Comment("核一下", "王五")
    rule = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0")
    rule.add("C4:C100")
    sheet.add_data_validation(rule)
    other = book.create_sheet("说明")
    other["A1"], other["B2"] = "别的表", "=1+1"
    path = tmp_path / "季报.xlsx"
    book.save(path)
    book.close()
    return path


def given_back(path, data, name=""):
    """The annotated workbook, opened, and the findings that went into it."""
    issues = check_file(path, data, None, None).issues
    out = path.with_name("退回.xlsx")
    out.write_bytes(annotated(path, name or path.name, issues))
    return openpyxl.load_workbook(out), issues


def cells_of(sheet):
    """Address → (value, type, number format, font, fill, border) of every cell."""
    return {
        cell.coordinate: (cell.value, cell.data_type, cell.number_format, cell.font.b, cell.fill.fgColor.rgb)
        for row in sheet.iter_rows()
        for cell in row
    }


def test_problem_cells_are_coloured_and_commented(clerks, data):
    """错的两格涂成红色，批注说错在哪里、怎么改；原来的批注还在。"""
    book, _issues = given_back(clerks, data)
    sheet = book[SHEET]
    assert [cell.fill.fgColor.rgb for cell in (sheet["A5"], sheet["C6"])] == ["00F4B8B2", "00F4B8B2"]
    assert sheet["A5"].comment.text == f"【拒收】{SPREAD}：统一社会信用代码里不会有“O”；是否应为 O→0？"
    assert sheet["C6"].comment.text.endswith("请填数字，没有数的留空或填“—”。\n原批注：核一下")
    assert [c.coordinate for row in sheet.iter_rows() for c in row if c.comment] == ["A5", "C6"]
    book.close()


def test_every_other_cell_is_as_it_was(clerks, data):
    """其余每一格的值、公式、格式、颜色，合并、校验、别的表，都与原件相同。"""
    book, _issues = given_back(clerks, data)
    before = openpyxl.load_workbook(clerks)
    assert book.sheetnames == ["问题清单", SHEET, "说明"]
    was, now = cells_of(before[SHEET]), cells_of(book[SHEET])
    assert {cell for cell in was if was[cell] != now[cell]} == {"A5", "C6"}
    assert {cell for cell in was if was[cell][:4] != now[cell][:4]} == set()
    assert cells_of(before["说明"]) == cells_of(book["说明"])
    assert str(book[SHEET].merged_cells) == "A1:E1"
    assert [str(rule.sqref) for rule in book[SHEET].data_validations.dataValidation] == ["C4:C100"]
    assert book[SHEET].sheet_view.tabSelected is False
    book.close()
    before.close()


def test_the_first_sheet_lists_every_problem_with_a_link(clerks, data):
    """最前面的清单：按轻重计数，一条一行，点得到那一格；合计行不算问题；公式样的名称只是文字。"""
    book, _issues = given_back(clerks, data)
    sheet = book["问题清单"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6) if row[0].value]
    assert sheet["A2"].value == "共3条：拒收2条，提醒1条，提示0条"
    assert [row[:6] for row in rows] == [
        [1, "拒收", SHEET, "A5", "统一社会信用代码", CODES[1]],
        [2, "拒收", SHEET, "C6", "营业收入", "约120万"],
        [3, "提醒", "说明", None, None, None],
    ]
    assert sheet["D6"].hyperlink.location == "'三季度 ''汇总'!A5"
    assert sheet["G6"].value.startswith("=HYPERLINK")
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert sheet["G6"].quotePrefix
    book.close()


def test_a_mended_copy_loads(clerks, data):
    """在退回件上改好两格，原样再交：清单不当作报表，两家都收下，不多一条提醒。"""
    book, _issues = given_back(clerks, data)
    book[SHEET]["A5"], book[SHEET]["C6"] = "91370102MA00000020", 120
    del book["说明"]
    mended = clerks.with_name("改好.xlsx")
    book.save(mended)
    book.close()
    account = check_file(mended, data, None, None)
    assert (account.rows_kept, account.rows_set_aside) == (3, 1)
    assert {issue.rule for issue in account.issues} <= {"total_row", "unknown_column"}


def test_results_of_formulas_stay(tmp_path):
    """原件里公式已经算好的数，退回件里也看得见，不必先打开重算。"""
    source, book = tmp_path / "算过.xlsx", openpyxl.Workbook()
    book.worksheets[0].append(["=1+1", '="a"&"<b>"', "=1=1", "=1/0", "=3*3"])
    book.save(source)
    book.close()
    filled = {b"1+1</f><v": b"<v>2</v>", b"1=1</f><v": b"<v>1</v>", b"1/0</f><v": b"<v>#DIV/0!</v>"}
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    for formula, value in filled.items():
        sheet = sheet.replace(formula + b" />", formula[:-2] + value).replace(formula + b"></v>", formula[:-2] + value)
    sheet = sheet.replace(b'<c r="C1"', b'<c r="C1" t="b"').replace(b'<c r="D1"', b'<c r="D1" t="e"')
    with zipfile.ZipFile(source, "w") as archive:
        for name, content in (parts | {"xl/worksheets/sheet1.xml": sheet}).items():
            archive.writestr(name, content)
    out = tmp_path / "退回.xlsx"
    out.write_bytes(annotated(source, "算过.xlsx", [Issue("x", "看一看", "note", "Sheet", "A1", 1)]))
    shown = openpyxl.load_workbook(out, data_only=True)
    assert [cell.value for cell in shown["Sheet"][1]] == [2, None, True, "#DIV/0!", None]
    shown.close()


def test_a_text_file_comes_back_as_a_workbook_of_its_values(tmp_path, data):
    """CSV 没有颜色和批注：另给一个工作簿，地址不变，首页说明；公式样的文字还是文字。"""
    path = tmp_path / "季报.csv"
    path.write_text(
        f"报告期：2026年1-9月,计量单位：万元\n统一社会信用代码,企业名称,营业收入\n{CODES[1]},=1+1,12\n", "utf-8"
    )
    book, issues = given_back(path, data)
    assert "A3" in {issue.cell for issue in issues}
    sheet = book["季报"]
    assert [cell.value for cell in sheet[3]] == [CODES[1], "=1+1", "12"]
    assert sheet["B3"].data_type == "s"
    assert sheet["A3"].comment.text.startswith("【拒收】")
    assert "格式和公式没有带过来" in book["问题清单"]["A3"].value
    book.close()


def test_a_file_that_is_not_sound_is_not_opened(tmp_path, data):
    """结构不正常的文件不打开，只给清单：退给填报人也说得清楚。"""
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    book, issues = given_back(path, data)
    assert book.sheetnames == ["问题清单"]
    assert "原件没有打开" in book["问题清单"]["A3"].value
    assert book["问题清单"]["G7"].value == issues[0].message
    book.close()


def test_a_workbook_too_large_to_mark_gets_its_list(clerks, data, monkeypatch):
    """大到标注要等很久的，不去标，只给清单；算到一半超时的也一样。"""
    monkeypatch.setattr("etl.giveback._LARGEST", 100)
    book, _issues = given_back(clerks, data)
    assert book.sheetnames == ["问题清单"]
    book.close()
    monkeypatch.setattr("etl.giveback._LARGEST", 10**9)
    tried = []

    def run(command, **_how):
        tried.append(json.loads((Path(command[-1]) / "request.json").read_text(encoding="utf-8"))["manner"])
        if tried[-1] != "list":
            raise subprocess.TimeoutExpired(command, 60)
        (Path(command[-1]) / "out.xlsx").write_bytes(b"list")
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr("etl.giveback.subprocess.run", run)
    assert annotated(clerks, clerks.name, []) == b"list"
    assert tried == ["original", "list"]


def test_findings_without_a_cell_of_their_own_find_a_place(clerks):
    """整行的问题写在那一行头一格，合并格里的写在合并区头一格；没有这张表、地址不像话的，只进清单。"""
    issues = [
        Issue("x", "整行", "warning", SHEET, "", 4, stake_10k_cny=Decimal("350.5")),
        Issue("x", "合并", "note", SHEET, "C1", 1),
        Issue("x", "没有这张表", "error", "没有", "A1", 1),
        Issue("x", "没有这一格", "error", SHEET, "??", 1),
        Issue("x", "全文件\x00\u202e", "error"),
    ]
    path = clerks.with_name("退回.xlsx")
    path.write_bytes(annotated(clerks, clerks.name, issues))
    book = openpyxl.load_workbook(path)
    found = {c.coordinate: c.comment.text for row in book[SHEET].iter_rows() for c in row if c.comment}
    assert found == {"A4": "【提醒】整行", "A1": "【提示】合并", "C6": "核一下"}
    listed = [row[6].value for row in book["问题清单"].iter_rows(min_row=6) if row[0].value]
    assert [row[7].value for row in book["问题清单"].iter_rows(min_row=6) if row[7].value] == [350.5]
    assert listed == ["全文件  ", "没有这张表", "没有这一格", "整行", "合并"]
    book.close()


def test_the_command_writes_it_and_overwrites_nothing(clerks, data, capsys):
    """命令行同样给得出；已有的文件不覆盖。"""
    out = clerks.with_name("退回.xlsx")
    assert main(["giveback", str(clerks), "-o", str(out), "--data", str(data)]) == 0
    assert capsys.readouterr().out == f"季报.xlsx：问题已标在 {out}\n"
    assert main(["giveback", str(clerks), "-o", str(out), "--data", str(data)]) == 1
    assert "已经有了" in capsys.readouterr().err
    assert main(["giveback", str(clerks), "-o", str(out / "没有.xlsx"), "--data", str(data)]) == 1


@pytest.mark.skipif(shutil.which("soffice") is None, reason="需要 LibreOffice（soffice）才能验证它打得开")
def test_libreoffice_opens_it_with_its_comments(clerks, data, tmp_path):
    """LibreOffice 打得开，批注都在。"""
    book, _issues = given_back(clerks, data)
    book.close()
    profile = f"-env:UserInstallation=file://{tmp_path / 'office'}"
    command = ["soffice", profile, "--headless", "--convert-to", "fods", "--outdir", str(tmp_path), "退回.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "退回.fods").read_text(encoding="utf-8")
    assert text.count("<office:annotation ") == 2
    assert "【拒收】" in text

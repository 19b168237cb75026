"""发出去的填报表：排法、锁、下拉名单。"""

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from etl.commands import main
from etl.issue import Refused
from etl.load import load_files
from etl.source import find_source, load_source
from etl.template import write_template


def header_row(sheet) -> tuple[int, dict[str, int]]:
    """The row of the header and the column of each."""
    found = [
        (number, {str(value): column for column, value in enumerate(row, 1) if value})
        for number, row in enumerate(sheet.iter_rows(max_row=5, values_only=True), 1)
    ]
    return max(found, key=lambda each: len(each[1]))


def rule_of(sheet, column):
    """The validation of one column."""
    letter = get_column_letter(column)
    [rule] = [each for each in sheet.data_validations.dataValidation if str(each.sqref).startswith(letter)]
    return rule


def offered(book, sheet, column):
    """What the drop-down of one column offers: the cells its defined name points to."""
    name = rule_of(sheet, column).formula1
    place = book.defined_names[name].attr_text.replace("'", "").replace("$", "")
    hidden, _bang, cells = place.partition("!")
    assert book[hidden].sheet_state == "veryHidden"
    found = book[hidden][cells]
    return [cell.value for row in found for cell in row] if isinstance(found, tuple) else [found.value]


def test_a_template_nobody_filled_is_refused(tmp_path):
    """原样交回来：没写报告期、没有一行，不收。"""
    file = tmp_path / "模板.xlsx"
    write_template(find_source("季度营收"), file, tmp_path)
    [account] = load_files([file], tmp_path / "data")
    assert account.filing is None
    assert [issue.rule for issue in account.issues] == ["period_missing"]


def test_a_template_offers_the_closed_lists_and_keeps_codes_as_text(tmp_path):
    """代码列是文本格式，领域列有下拉名单，必填的列有星号。"""
    file = tmp_path / "模板.xlsx"
    write_template(find_source("企业名录"), file, tmp_path)
    book = openpyxl.load_workbook(file)
    sheet = book.active
    assert sheet is not None
    _row, columns = header_row(sheet)
    assert [name for name in columns if name.endswith("*")] == ["统一社会信用代码*", "企业名称*"]
    assert sheet.column_dimensions["A"].number_format == "@"
    assert "人工智能" in offered(book, sheet, columns["所属领域"])
    book.close()


def test_the_lists_of_the_data_folder_are_offered(tmp_path):
    """数据目录有自己的名单，下拉就用自己的。"""
    own = tmp_path / "clusters"
    own.mkdir()
    (own / "field.toml").write_text(
        """
title = "自己的领域"
scope = "济南市历下区"
dimension = "field"
use = "enterprises"
source = "测试"
overlapping = true
[[entry]]
value = "量子信息"
class = "重点发展"
sort = 1
colour = "#1F5FA8"
""",
        encoding="utf-8",
    )
    file = tmp_path / "模板.xlsx"
    write_template(find_source("企业名录"), file, tmp_path)
    book = openpyxl.load_workbook(file)
    sheet = book.active
    assert sheet is not None
    assert offered(book, sheet, header_row(sheet)[1]["所属领域"]) == ["量子信息"]
    book.close()


def test_a_kind_of_ones_own_has_a_template_too(tmp_path):
    """自己写的来源说明也能发模板；名称里不能作表名的字去掉。"""
    toml, file = tmp_path / "我的.toml", tmp_path / "模板.xlsx"
    toml.write_text(
        'title = "快报[2026/上]：营收"\nrecord = "revenue"\n'
        '[columns.enterprise_id]\nheaders = ["代码"]\ntype = "identifier"\nscheme = "text"\n'
        '[columns.revenue_10k_cny]\nheaders = ["营收"]\ntype = "money"\n',
        encoding="utf-8",
    )
    write_template(load_source(toml), file, tmp_path)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["快报2026上：营收", "模板信息"]
    book.close()


def test_a_template_that_cannot_be_written_is_told(tmp_path):
    """目录不存在：说清楚，不是一串英文。"""
    with pytest.raises(Refused, match=r"写不了模板 .*；请核对目录是否存在、文件是否正开着。"):
        write_template(find_source("季度营收"), tmp_path / "没有" / "模板.xlsx", tmp_path)


def test_only_what_is_to_be_filled_in_is_unlocked(tmp_path, load, form):
    """表头、标题、账上企业的代码锁着，其余可填；没有密码。"""
    file = tmp_path / "季报.xlsx"
    assert load(form({0: 350, 1: 20}, period="2025年1-9月")).filing
    write_template(find_source("季度营收"), file, tmp_path / "data", period="2026Q3")
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    row, at = header_row(sheet)
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    figure, code = at["营业收入*"], at["统一社会信用代码*"]
    prior = sheet.cell(row + 1, at["营业收入上年同期累计"])
    assert [sheet.cell(row, figure).protection.locked, prior.protection.locked] == [True, False]
    assert sheet.column_dimensions[get_column_letter(figure)].protection.locked is False
    assert [sheet.cell(row + 1, code).protection.locked, sheet["A2"].protection.locked] == [True, True]
    book.close()


def test_a_subdistrict_nobody_is_in_is_refused(tmp_path, capsys):
    """街道写错了：说账上有哪些，不给一张空表。"""
    arguments = ["--subdistrict", "没有街道", "-o", str(tmp_path / "x.xlsx"), "--data", str(tmp_path / "data")]
    assert main(["template", "季度营收", *arguments]) == 1
    assert "账上没有街道“没有街道”；现有：还没有收过名录" in capsys.readouterr().err
    assert main(["template", "指标填报", *arguments]) == 1
    assert "“指标填报”不分街道" in capsys.readouterr().err
    assert not (tmp_path / "x.xlsx").exists()

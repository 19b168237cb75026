"""发出去的空白表，填好就能收。"""

from decimal import Decimal

import openpyxl
import pyarrow.parquet as pq
import pytest
from openpyxl.utils import get_column_letter

from etl.commands import main
from etl.issue import Refused
from etl.load import load_files
from etl.paths import ledger_dir
from etl.source import find_source, load_source
from etl.template import write_template

CODE = "91370102MA0000001W"
FILLED = {
    "企业名录": {
        "统一社会信用代码*": CODE,
        "企业名称*": "甲公司",
        "所属街道": "解放路街道",
        "所属领域": "人工智能、数字创意",
        "纳统年月": "2020-01",
        "成立日期": "2015-06-30",
    },
    "季度营收": {"统一社会信用代码*": CODE, "企业名称*": "甲公司", "营业收入*": 350.25, "营业收入上年同期累计": "—"},
    "指标填报": {
        "指标名称*": "软件业务收入",
        "地区*": "济南市",
        "报告期*": "2026年1-9月",
        "期别*": "累计",
        "数值*": 12.5,
        "计量单位*": "亿元",
    },
}
STORED = {
    "企业名录": {"enterprise_id": CODE, "field": "人工智能、数字创意", "subdistrict": "解放路街道"},
    "季度营收": {
        "enterprise_id": CODE,
        "revenue_10k_cny": Decimal("350.25"),
        "prior_reported_10k_cny": None,
        "period": "2026Q3",
    },
    "指标填报": {"indicator": "软件业务收入", "period": "2026Q3", "basis": "ytd", "value": Decimal("12.5")},
}


def header_row(sheet) -> tuple[int, dict[str, int]]:
    """The row of the header and the column of each."""
    found = [
        (number, {str(value): column for column, value in enumerate(row, 1) if value})
        for number, row in enumerate(sheet.iter_rows(max_row=5, values_only=True), 1)
    ]
    return max(found, key=lambda each: len(each[1]))


@pytest.mark.parametrize("kind", FILLED)
def test_a_filled_template_loads(kind, tmp_path):
    """三种模板：发出来、填一行、收下，一行不少，存的就是填的。"""
    file, data = tmp_path / "模板.xlsx", tmp_path / "data"
    assert main(["template", kind, "-o", str(file), "--data", str(data)]) == 0
    book = openpyxl.load_workbook(file)
    sheet = book.active
    assert sheet is not None
    row, columns = header_row(sheet)
    for header, value in FILLED[kind].items():
        sheet.cell(row + 1, columns[header], value)
    if kind == "季度营收":
        sheet["A2"] = "报告期：2026年1-9月"
    book.save(file)
    book.close()
    [account] = load_files([file], data)
    assert account.filing, account.issues
    assert (account.source, account.rows_in, account.rows_kept) == (kind, 1, 1)
    [stored] = pq.read_table(ledger_dir(data) / account.filing / "rows.parquet").to_pylist()
    assert {name: stored[name] for name in STORED[kind]} == STORED[kind]


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
    letter = get_column_letter(columns["所属领域"])
    offered = [rule.formula1 for rule in sheet.data_validations.dataValidation if str(rule.sqref).startswith(letter)]
    assert len(offered) == 1
    assert "人工智能" in offered[0]
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
    assert book.active is not None
    assert [rule.formula1 for rule in book.active.data_validations.dataValidation] == ['"量子信息"']
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
    assert book.sheetnames == ["快报2026上：营收"]
    book.close()


def test_a_template_that_cannot_be_written_is_told(tmp_path):
    """目录不存在：说清楚，不是一串英文。"""
    with pytest.raises(Refused, match=r"写不了模板 .*；请核对目录是否存在、文件是否正开着。"):
        write_template(find_source("季度营收"), tmp_path / "没有" / "模板.xlsx", tmp_path)

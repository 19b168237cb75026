"""发出去的模板填好交回来：种类、报告期、单位都不用问，收得下，存的就是填的。"""

from decimal import Decimal

import openpyxl
import pyarrow.parquet as pq
import pytest

from etl.accept import accept
from etl.commands import main
from etl.inbox import receive
from etl.load import load_files
from etl.look import look
from etl.paths import filing_names, ledger_dir
from etl.source import find_source
from etl.template import write_template

FIRMS = ("91370102MA0000001W", "91370102MA00000020", "91370102MA00000033", "91370102MA00000046")
CODE = FIRMS[0]
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


TITLES = "专精特新(2023-06至2026-05)、高新技术企业"
REGISTER = [
    ["统一社会信用代码", "企业名称", "所属街道", "所属领域", "称号", "纳统年月", "成立日期", "行业代码", "注销日期"],
    [FIRMS[0], "甲公司", "解放路街道", "人工智能、数字创意", TITLES, "2020-01", "2015-06-30", "6510", None],
    [FIRMS[1], "@乙公司", "解放路街道", "人工智能", None, None, "2018-01-02", "6520", None],
    [FIRMS[2], "丙公司", "东关街道", None, None, "2021-03", None, None, None],
    [FIRMS[3], "走了的公司", "解放路街道", None, None, "2019-01", None, None, "2024-02-01"],
]


@pytest.fixture
def books(load, form):
    """A register of four firms in two sub-districts, and what three of them filed for the last year's third quarter."""
    assert load(REGISTER).filing
    assert load(form({0: 350.25, 1: 20, 2: 70}, period="2025年1-9月"), period="2025Q3").filing
    return form


def opened(file):
    """The workbook, its form sheet, the row and the columns of its header."""
    book = openpyxl.load_workbook(file)
    return book, book.worksheets[0], *header_row(book.worksheets[0])


@pytest.mark.usefixtures("books")
def test_a_filled_quarterly_template_loads_without_a_question(tmp_path):
    """填上营业收入就收得下：报告期、单位、种类都不用问，一条提醒也没有。"""
    file, data = tmp_path / "解放路.xlsx", tmp_path / "data"
    write_template(find_source("季度营收"), file, data, period="2026Q3", own={"subdistrict": ("解放路街道",)})
    book, sheet, row, at = opened(file)
    assert [sheet[cell].value for cell in ("A1", "A2", "D2")] == [
        "季度营收（解放路街道）",
        "报告期：2026年1-9月",
        "计量单位：万元",
    ]
    assert sheet.cell(row + 2, at["企业名称*"]).value == "@乙公司"
    assert sheet.cell(row + 3, at["企业名称*"]).value is None
    for line, value in enumerate((400, 25.5), row + 1):
        sheet.cell(line, at["营业收入*"], value)
    book.save(file)
    book.close()
    [account] = load_files([file], data)
    assert (account.source, account.period, account.rows_kept, account.rows_set_aside) == ("季度营收", "2026Q3", 2, 0)
    assert account.issues == []


@pytest.mark.usefixtures("books")
def test_a_register_template_gives_back_what_is_on_the_books(tmp_path):
    """名录模板原样交回来：每一栏与账上一样，一条提醒也没有。"""
    file, data = tmp_path / "名录.xlsx", tmp_path / "data"
    before = stored(data, 0)
    write_template(find_source("企业名录"), file, data)
    [account] = load_files([file], data)
    assert (account.rows_kept, account.issues) == (3, [])
    kept = [row for row in before if row["left_on"] is None]
    assert sorted(stored(data, -1), key=str) == sorted(kept, key=str)


def stored(data, at):
    """The rows of one filing, without where they stood."""
    name = filing_names(data)[at]
    rows = pq.read_table(ledger_dir(data) / name / "rows.parquet").to_pylist()
    return [{key: row[key] for key in row if key not in ("sheet", "row", "filing")} for row in rows]


def test_an_indicator_template_lists_what_was_published_a_year_before(tmp_path, load):
    """上年同期公布过的指标先列好，数值空着，去年的数在批注里；填好就收。"""
    header = ["指标名称", "地区", "产业", "报告期", "期别", "数值", "计量单位"]
    assert load([header, ["软件业务收入", "济南市", "软件", "2025年1-9月", "累计", 4100.5, "亿元"]]).filing
    file, data = tmp_path / "指标.xlsx", tmp_path / "data"
    write_template(find_source("指标填报"), file, data, period="2026Q3")
    book, sheet, row, at = opened(file)
    values = [sheet.cell(row + 1, column).value for column in range(1, 8)]
    assert values == ["软件业务收入", "济南市", "软件", "2026年1-9月", "累计", None, "亿元"]
    comment = sheet.cell(row + 1, at["数值*"]).comment
    assert comment is not None
    assert comment.text == "上年同期：4,100.5 亿元"
    sheet.cell(row + 1, at["数值*"], 4500)
    book.save(file)
    book.close()
    [account] = load_files([file], data)
    assert (account.source, account.rows_kept, account.issues) == ("指标填报", 1, [])


def test_a_template_is_not_asked_about_even_where_the_sender_used_another_unit(tmp_path, form, write_book):
    """这家街道上次报的是元，这次交回的是我们的模板：种类、报告期、单位一个问题也不问。"""
    data = tmp_path / "data"
    before = write_book(tmp_path / "上次.xlsx", {"表": form({0: 3_500_000}, period="2026年1-6月", unit="元")})
    [waiting] = receive(data, before.name, before.read_bytes(), "一街道")
    assert [account.filing is not None for account in accept(data, [waiting.key], "张三", {waiting.key: "已核实"})] == [
        True
    ]
    file = tmp_path / "模板.xlsx"
    write_template(find_source("季度营收"), file, data, period="2026Q3")
    book, sheet, row, at = opened(file)
    sheet.cell(row + 1, at["营业收入*"], 600)
    book.save(file)
    book.close()
    [waiting] = receive(data, file.name, file.read_bytes(), "一街道")
    [seen] = look(data, [waiting], expected_period="2026Q3")
    assert (seen.source, seen.period, seen.unit, seen.questions) == ("季度营收", "2026Q3", "万元", ())
    assert (seen.account.rows_kept, seen.account.issues) == (1, [])

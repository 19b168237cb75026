"""七个真实的季度工作簿，七种版式，只靠来源说明收下：行数与金额都另用 openpyxl 从原件独立数一遍。"""

import re
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pytest

from etl.build import build
from etl.load import load_files
from etl.write.ledger import check_ledger

TESTS = Path(__file__).resolve().parents[1]
ASHARE = TESTS.parents[1] / "shared" / "data" / "ashare"
# 人眼看每个工作簿得来：可见的表、表头最后一行、代码列、营业收入列、单位换成万元的倍数
LAYOUTS = {
    "2014Q1": (["营收"], 1, "A", "E", 100),
    "2014Q2": (["2014年1-6月"], 4, "B", "F", 100),
    "2014Q3": (["Sheet1"], 2, "A", "E", 100),
    "2014Q4": (["季报"], 2, "A", "E", 1),
    "2015Q1": (["华东", "其他地区"], 3, "A", "E", 100),
    "2015Q2": (["报表"], 4, "E", "F", 100),
    "2015Q3": (["汇总"], 2, "B", "E", 10000),
}
CODE = re.compile(r"\d{1,6}")


def written(value) -> Decimal | None:
    """A cell's figure to fifteen digits, as a spreadsheet shows it; None where it holds none."""
    if isinstance(value, int | float):
        return Decimal(f"{value:.15g}")
    text = str(value or "").replace(",", "").strip()
    return Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None


def body(period):
    """(sheet, row, code, revenue) of every non-empty row below the header, straight from the workbook."""
    sheets, header, code_column, revenue_column, _times = LAYOUTS[period]
    book = openpyxl.load_workbook(ASHARE / f"{period}_营业收入.xlsx", data_only=True)
    rows = []
    for name in sheets:
        sheet = book[name]
        for row in sheet.iter_rows(min_row=header + 1):
            cells = {re.sub(r"\d", "", cell.coordinate): cell.value for cell in row if cell.value not in (None, "")}
            if cells:
                code = str(cells.get(code_column, "")).translate(str.maketrans("０１２３４５６７８９", "0123456789"))
                rows.append((name, row[0].row, code, written(cells.get(revenue_column))))
    book.close()
    return rows


@pytest.fixture(scope="module")
def bodies():
    if not ASHARE.is_dir():
        pytest.skip("需要 ../shared/data/ashare 里的真实工作簿")
    return {period: body(period) for period in LAYOUTS}


@pytest.fixture(scope="module")
def loaded(bodies, tmp_path_factory):
    """The data folder with register and seven quarters, and the account of each quarter."""
    data = tmp_path_factory.mktemp("ashare")
    [register] = load_files([ASHARE / "企业名录.xlsx"], data, source=str(TESTS / "sources" / "上市公司名录.toml"))
    files = [ASHARE / f"{period}_营业收入.xlsx" for period in bodies]
    accounts = load_files(files, data, source=str(TESTS / "sources" / "上市公司营收.toml"))
    return data, register, dict(zip(bodies, accounts, strict=True))


@pytest.fixture(scope="module")
def filed(loaded):
    """(enterprise, period) → (revenue in 万元, sheet, row) of the build."""
    with duckdb.connect(str(build(loaded[0])), read_only=True) as connection:
        rows = connection.sql('SELECT enterprise_id, period, revenue_10k_cny, sheet, "row" FROM filed').fetchall()
    return {(code, period): (value, sheet, row) for code, period, value, sheet, row in rows}


def test_all_seven_and_the_register_load(loaded):
    """七个季度、一份名录都收下，期别认对，账本完好；名录 2929 行里没写全称的 34 行搁置。"""
    data, register, accounts = loaded
    assert {period: account.period for period, account in accounts.items()} == {period: period for period in LAYOUTS}
    assert [account.filing for account in accounts.values() if account.filing is None] == []
    assert (register.rows_in, register.rows_kept, register.rows_set_aside) == (2929, 2895, 34)
    assert {(issue.rule, issue.column) for issue in register.issues} == {("required", "企业全称")}
    assert check_ledger(data) == []


@pytest.mark.parametrize("period", LAYOUTS)
def test_rows_kept_and_set_aside_are_those_a_person_counts(bodies, loaded, period):
    """表头以下有字的行 = 收下 + 搁置；收下的正是有代码又有数的行，搁置的每一行都有原因。"""
    account = loaded[2][period]
    rows = bodies[period]
    good = [row for row in rows if CODE.fullmatch(row[2]) and row[3] is not None]
    reasons = {(issue.sheet, issue.row) for issue in account.issues if issue.row}
    assert account.rows_in == len(rows) == account.rows_kept + account.rows_set_aside
    assert account.rows_kept == len(good)
    assert {(sheet, row) for sheet, row, *_rest in rows} - {(sheet, row) for sheet, row, *_rest in good} <= reasons


@pytest.mark.parametrize("period", LAYOUTS)
def test_every_figure_is_the_workbooks_own_to_the_cent(bodies, filed, period):
    """每家的数、每季之和，都与原件逐分相等，并指回原来的表与行。"""
    times = LAYOUTS[period][4]
    expected = {
        (code.zfill(6), period): (value * times, sheet, row)
        for sheet, row, code, value in bodies[period]
        if CODE.fullmatch(code) and value is not None
    }
    found = {key: row for key, row in filed.items() if key[1] == period}
    assert found == expected
    total = sum(value for value, *_place in found.values())
    assert total == sum(value for value, *_place in expected.values())
    assert total > 10**8


def test_the_workbook_with_its_own_total_agrees_with_it(filed):
    """2014Q3 的合计行写 21,037,703.4367 百万元，收下的各行之和正是它。"""
    total = sum(value for (_code, period), (value, *_place) in filed.items() if period == "2014Q3")
    assert total == Decimal("21037703.4367") * 100


def test_the_workbook_with_subtotals_agrees_with_each(bodies, filed):
    """2015Q1 每个地区的小计行，与它上面收下的各行之和相等。"""
    since: dict[str, Decimal] = {}
    compared = 0
    for sheet, row, code, value in bodies["2015Q1"]:
        if CODE.fullmatch(code):
            figure, *place = filed.get((code.zfill(6), "2015Q1"), (Decimal(0), sheet, row))
            assert place == [sheet, row]
            since[sheet] = since.get(sheet, Decimal(0)) + figure
        else:
            assert abs(since.pop(sheet) - (value or 0) * 100) <= Decimal("0.01")
            compared += 1
    assert since == {}
    assert compared > 20


def test_a_worksheet_that_is_no_form_is_said_and_not_read(loaded, filed):
    """2015Q1 里的“计算底稿”不是季报：没有读，说了一声，里面的 123456.78 不在库里。"""
    issues = loaded[2]["2015Q1"].issues
    assert [issue.sheet for issue in issues if issue.rule == "skipped_sheet"] == ["计算底稿"]
    assert Decimal("12345678") not in {value for value, *_place in filed.values()}

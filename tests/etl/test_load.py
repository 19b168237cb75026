"""收一份报表：账要平，收过的不重收，看一看什么也不写。"""

import json
import shutil
from datetime import datetime
from decimal import Decimal

import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.load import check_file, check_files, load_files
from etl.paths import BEIJING, filing_names, ledger_dir
from etl.write.ledger import check_ledger, read_ledger, undo

OWN_SOURCE = """
title = "季度营收"
record = "revenue"
[columns.enterprise_id]
headers = ["统一社会信用代码"]
type = "identifier"
scheme = "uscc"
[columns.enterprise]
headers = ["企业名称"]
type = "text"
[columns.revenue_10k_cny]
headers = ["营业收入"]
type = "money"
"""


def stored(data, name, *columns):
    return pq.read_table(ledger_dir(data) / name / "rows.parquet").select(columns).to_pylist()


def test_the_account_of_a_load(load, form, firms, data):
    """四行 = 收两行 + 合计一行 + 没报一行；归档里每行知道自己在哪张表第几行。"""
    rows = [*form({0: (350, 300), 1: "1,200.5", 2: "—"}), ["合计", None, 1550.5, 300]]
    account = load(rows, name="季报.xlsx")
    assert (account.file, account.source, account.period) == ("季报.xlsx", "季度营收", "2026Q3")
    assert (account.rows_in, account.rows_kept, account.rows_set_aside) == (4, 2, 2)
    assert [(issue.rule, issue.cell) for issue in account.issues] == [("not_reported", "C5"), ("total_row", "A6")]
    assert stored(data, account.filing, "sheet", "row", "enterprise_id", "period", "revenue_10k_cny", "filing") == [
        {
            "sheet": "Sheet1",
            "row": row,
            "enterprise_id": firms[row - 3],
            "period": "2026Q3",
            "revenue_10k_cny": Decimal(value),
            "filing": account.filing,
        }
        for row, value in ((3, "350"), (4, "1200.5"))
    ]


def test_many_files_are_checked_as_each_alone(data, tmp_path, write_book, form):
    """几份一起看，与一份份看一样，次序不变；没有的文件自己说没有。"""
    files = [
        write_book(tmp_path / "甲.xlsx", {"表": form({0: 100})}),
        tmp_path / "没有.xlsx",
        write_book(tmp_path / "乙.xlsx", {"表": form({1: "—", 2: 5})}),
    ]
    assert check_files(files, data, None, None) == [check_file(file, data, None, None) for file in files]
    assert check_files(files[1:2], data, None, None)[0].issues[0].rule == "file_missing"


def test_the_account_in_json_has_just_the_agreed_keys(load, form):
    """--json 一条账的键与设计书一字不差。"""
    account = load([*form({0: 1}), ["合计", None, 1]]).as_dict()
    assert list(account) == [
        "file",
        "filing",
        "source",
        "period",
        "rows_in",
        "rows_kept",
        "rows_set_aside",
        "issues",
    ]
    assert account["issues"][0].keys() == {
        "sheet",
        "cell",
        "row",
        "column",
        "value",
        "rule",
        "severity",
        "message",
        "stake_10k_cny",
    }


def test_the_page_keeps_who_what_and_where_each_column_stood(load, form, data):
    """登记页记着经手人、原件摘要、账目，以及每列在哪个字母、什么表头、什么单位。"""
    account = load(form({0: 1}, unit="千元"))
    page = json.loads((ledger_dir(data) / account.filing / "filing.json").read_text(encoding="utf-8"))
    assert (page["accepted_by"], page["record"], page["rows_in"], page["rows_kept"]) == ("李四", "revenue", 1, 1)
    [sheet] = page["sheets"]
    assert sheet["letters"]["revenue_10k_cny"] == "C"
    assert sheet["headers"]["prior_reported_10k_cny"] == "上年同期累计"
    assert sheet["units"]["revenue_10k_cny"] == "千元"


def test_columns_beyond_those_used_stay_with_the_filing(load, firms, data):
    """利润、人数现在不用，原样留在归档里。"""
    header = ["统一社会信用代码", "企业名称", "营业收入", "利润总额", "从业人员（人）"]
    account = load([["2026Q3", None, "单位：万元"], header, [firms[0], "甲", 10, "（2.5）", 30]])
    assert stored(data, account.filing, "profit_10k_cny", "employees") == [
        {"profit_10k_cny": Decimal("-2.5"), "employees": Decimal(30)}
    ]


def test_the_same_file_is_filed_once(load, form, data):
    """同一个文件收两次（改了名也一样）：只有一份归档，说出是哪一份。"""
    first = load(form({0: 1}), name="甲.xlsx")
    shutil.copy(data.parent / "甲.xlsx", data.parent / "乙.xlsx")
    [again] = load_files([data.parent / "乙.xlsx"], data)
    assert again.filing == first.filing
    assert [issue.message for issue in again.issues] == [f"这个文件已经收过（{first.filing}），不重复收。"]
    assert filing_names(data) == [first.filing]


def test_a_file_taken_back_may_be_filed_again(load, form, data):
    """撤回以后再收同一个文件，是新的一份。"""
    first = load(form({0: 1}), name="甲.xlsx")
    undo(data, first.filing, "")
    [again] = load_files([data.parent / "甲.xlsx"], data)
    assert again.filing not in (None, first.filing)
    assert [filing.name for filing in read_ledger(data) if filing.is_active] == [again.filing]


def test_the_same_file_read_as_another_period_is_another_filing(load, form, data):
    """没写报告期的表，先错当二季度收了，再按三季度收：不是重复。"""
    rows = [["单位：万元"], *form({0: 1})[1:]]
    first = load(rows, name="甲.xlsx", period="2026Q2")
    [again] = load_files([data.parent / "甲.xlsx"], data, period="2026Q3")
    assert (first.period, again.period) == ("2026Q2", "2026Q3")
    assert filing_names(data) == [first.filing, again.filing]


def test_the_same_file_read_by_a_corrected_source_is_another_filing(load, form, data, tmp_path):
    """来源说明改过以后再收，按新的说明收。"""
    first = load(form({0: 1}), name="甲.xlsx")
    toml = tmp_path / "自己的.toml"
    toml.write_text(OWN_SOURCE, encoding="utf-8")
    [again] = load_files([data.parent / "甲.xlsx"], data, source=str(toml))
    assert again.filing != first.filing
    assert (ledger_dir(data) / str(again.filing) / "source.toml").read_text(encoding="utf-8") == OWN_SOURCE


def test_restated_figures_are_counted(load, form):
    """再报一次，改了一家的数：说改动了一个。"""
    load(form({0: 1, 1: 2}))
    assert load(form({0: 1, 1: 3, 2: 4})).restated == 1


def test_checking_writes_nothing_and_says_the_same(form, data, write_book, tmp_path):
    """看一看与真收下说的一样，只是不写。"""
    path = write_book(tmp_path / "季报.xlsx", {"Sheet1": [*form({0: 1, 1: "—"}), ["合计", None, 1]]})
    looked = check_file(path, data, None, None)
    assert not data.exists()
    [taken] = load_files([path], data)
    assert looked.filing is None
    assert {**looked.as_dict(), "filing": taken.filing} == taken.as_dict()
    assert "already_filed" in [issue.rule for issue in check_file(path, data, None, None).issues]


def test_files_are_filed_in_the_order_given(write_book, tmp_path, form, data):
    """几个文件一次收，各成一份，先后照给的次序，时刻不重。"""
    paths = [write_book(tmp_path / f"{n}.xlsx", {"表": form({n: n + 1})}) for n in (2, 0, 1)]
    accounts = load_files(paths, data, now=datetime(2026, 10, 15, 9, 0, tzinfo=BEIJING))
    assert [account.filing for account in accounts] == filing_names(data)
    assert [filing.page["file"] for filing in read_ledger(data)] == ["2.xlsx", "0.xlsx", "1.xlsx"]
    assert check_ledger(data) == []


def test_several_periods_in_one_file_are_told_from_first_to_last(load, firms):
    """一张表几期：账上写从哪期到哪期。"""
    header = ["统一社会信用代码", "企业名称", "营业收入（万元）", "报告期"]
    account = load([header, *([firms[0], "甲", n, f"2026Q{n}"] for n in (3, 1, 2))])
    assert account.period == "2026Q1—2026Q3"


MESSY = st.sampled_from(
    [None, "", " ", "—", "合计", "注：", "甲", "91370102MA0000001W", "91370102MA00000020", "91370102MA0000001X", 0, 2.5]
)


@given(body=st.lists(st.lists(MESSY, min_size=4, max_size=4), min_size=1, max_size=10))
@settings(max_examples=15)
def test_rows_in_are_kept_or_set_aside(tmp_path_factory, write_book, body):
    """随便什么内容：收下时，有字的行数 = 收下 + 搁置，搁置的每行都有原因；不收时，一行也没收。"""
    folder = tmp_path_factory.mktemp("乱表")
    header = ["统一社会信用代码", "企业名称", "营业收入", "上年同期"]
    sound = ["91370102MA00000033", "丙", 1, 1]
    rows = [["2026Q3", None, "单位：万元"], header, sound, *body]
    account = check_file(write_book(folder / "表.xlsx", {"表": rows}), folder, "季度营收", None)
    filled = 1 + sum(any(str(cell).strip() for cell in row if cell is not None) for row in body)
    assert account.rows_in == filled == account.rows_kept + account.rows_set_aside
    assert len({issue.row for issue in account.issues if issue.row and issue.row > 2}) == account.rows_set_aside

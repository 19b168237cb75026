"""称号从名录一直走到库里：有效期两头各存各的。"""

from datetime import date
from pathlib import Path

import duckdb
import xlsxwriter

from etl.build import build
from etl.load import load_files
from etl.paths import build_file
from metrics.records import titles
from metrics.store import open_store

HEADERS = ["统一社会信用代码", "企业名称", "纳统年月", "称号"]
ROWS = [
    ["91370102MAX000015X", "甲公司", "2020-01", "专精特新（2023-06至2026-05）、上市"],
    ["91370102MAX000023Q", "乙公司", "2020-01", "专精特新(2024-06至2027-05)"],
    ["91370102MAX000031K", "丙公司", "2020-01", "高企(长期)"],
]


def loaded(folder: Path):
    book = folder / "企业名录.xlsx"
    with xlsxwriter.Workbook(str(book)) as written:
        sheet = written.add_worksheet("名录")
        for place, row in enumerate([HEADERS, *ROWS]):
            sheet.write_row(place, 0, row)
    (account,) = load_files([book], folder, by="测试")
    build(folder)
    return account


def test_a_title_is_stored_with_its_term_and_an_unreadable_one_is_pointed_out(tmp_path):
    """Until 31 May 2026, until May 2027, no term at all; the third firm's term is 长期, which no rule can read."""
    account = loaded(tmp_path)
    assert [(issue.cell, issue.rule) for issue in account.issues if issue.rule == "title"] == [("D4", "title")]
    with duckdb.connect(str(build_file(tmp_path)), read_only=True) as connection:
        rows = connection.sql(
            "SELECT value, valid_from, valid_to FROM membership WHERE dimension = 'title' ORDER BY valid_to NULLS LAST"
        ).fetchall()
    assert rows == [
        ("专精特新", date(2023, 6, 1), date(2026, 5, 31)),
        ("专精特新", date(2024, 6, 1), date(2027, 5, 31)),
        ("上市", None, None),
    ]


def test_valid_expired_and_unstated_are_three_counts(tmp_path):
    """At the end of June 2026 one 专精特新 is in term and one has expired; 上市 states no term. A quarter before, both
    stand, and one ends within six months.
    """
    loaded(tmp_path)
    with open_store(tmp_path) as store:
        now, before = (titles(store, period).set_index("title") for period in ("2026Q2", "2026Q1"))
    assert now.loc["专精特新", ["valid", "expired", "unstated"]].tolist() == [1, 1, 0]
    assert now.loc["上市", ["valid", "expired", "unstated"]].tolist() == [0, 0, 1]
    assert before.loc["专精特新", ["valid", "expiring", "expired"]].tolist() == [2, 1, 0]

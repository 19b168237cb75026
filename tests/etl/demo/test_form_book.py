"""写出来的季报，用读表的库读回来看。"""

from decimal import Decimal

import pytest
import python_calamine as calamine

from etl.demo.forms import quarter_rows
from etl.demo.quarters import parse_quarter

VISIBLE = calamine.SheetVisibleEnum.Visible


@pytest.fixture(scope="module")
def read(batches, demo_folder):
    assert batches

    def sheets(name):
        book = calamine.CalamineWorkbook.from_path(str(demo_folder / f"季度营收_{name}.xlsx"))
        return {
            meta.name: book.get_sheet_by_name(meta.name).to_python()
            for meta in book.sheets_metadata
            if meta.visible == VISIBLE
        }

    return sheets


def _money(cell):
    return Decimal(str(cell).replace(",", "")) if cell not in ("", "—") else None


@pytest.mark.parametrize(
    ("name", "period", "yuan", "at"),
    [
        ("2019年1-9月", "2019Q3", 10_000, 4),
        ("2020年1-12月", "2020Q4", 10_000, 4),
        ("2022年1-6月", "2022Q2", 100_000_000, 4),
        ("2023年1-9月", "2023Q3", 1_000, 4),
        ("2024年1-6月", "2024Q2", 10_000, 4),
    ],
)
def test_every_amount_comes_back_to_the_cent(world, read, name, period, yuan, at):
    """不管什么单位、是数还是文本，读回来乘上单位就是原来的数。"""
    expected = {row.code: row.revenue for row in quarter_rows(world, parse_quarter(period)) if row.revenue is not None}
    lines = [line for lines in read(name).values() for line in lines]
    found = {line[1]: (_money(line[at]) or 0) * yuan for line in lines if str(line[1]).startswith("9137")}
    assert found == expected


def test_the_total_row_adds_up(read):
    """合计行等于各行之和。"""
    (lines,) = read("2020年1-12月").values()
    total = next(line for line in lines if line[0] == "合计")
    amounts = [_money(line[4]) or 0 for line in lines if str(line[1]).startswith("9137")]
    assert sum(amounts) == _money(total[4])


def test_two_header_rows_are_merged(read):
    """两层表头：上层“营业收入”一格，下层三格。"""
    (lines,) = read("2020年1-12月").values()
    assert lines[2][4:7] == ["营业收入", "", ""]
    assert lines[3][4:7] == ["本期累计", "上年同期累计", "同比增长（%）"]


def test_areas_have_a_sheet_each_with_its_subtotal(read):
    """2022年按片分三张表，每张有小计，没有合计。"""
    sheets = read("2022年1-3月")
    assert list(sheets) == ["东部街道", "中部街道", "西部街道"]
    assert all([line[0] for line in lines].count("小计") == 1 for lines in sheets.values())


def test_the_absent_are_left_out_or_dashed(read):
    """2025年前三季度没报的写“—”；2020年年报没报的不列。"""
    (dashed,) = read("2025年1-9月").values()
    (left_out,) = read("2020年1-12月").values()
    assert any(line[4] == "—" for line in dashed)
    assert not any(line[2] == "济南舜衡千帆软件股份有限公司" for line in left_out)


def test_the_scratch_sheet_is_hidden(demo_folder, batches):
    """2021年前三季度的底稿是隐藏的表。"""
    assert batches
    book = calamine.CalamineWorkbook.from_path(str(demo_folder / "季度营收_2021年1-9月.xlsx"))
    assert [(meta.name, meta.visible == VISIBLE) for meta in book.sheets_metadata] == [
        ("2021年3季度", True),
        ("计算底稿", False),
    ]


def test_a_form_ends_with_notes_and_who_filled_it_in(read):
    """表尾有注、填表人和填报日期。"""
    (lines,) = read("2026年1-9月").values()
    assert lines[-1][0] == "填表人：演示员"
    assert lines[-1][-1].startswith("填报日期：2026年10月")
    assert lines[-3][0].startswith("注：")

"""一份报表上的行。"""

from collections import Counter

import pytest

from etl.demo import events
from etl.demo.credit_code import credit_code
from etl.demo.forms import corrected_rows, late_rows, quarter_rows
from etl.demo.quarters import Quarter, quarters

ALL = list(quarters(Quarter(2019, 1), Quarter(2026, 3)))


@pytest.fixture(scope="module")
def forms(world):
    return {quarter: {row.firm.key: row for row in quarter_rows(world, quarter)} for quarter in ALL}


@pytest.fixture(scope="module")
def final(world, forms):
    """What stands in the end: the first forms, then the late and the corrected ones."""
    stands = {(key, quarter): row for quarter, rows in forms.items() for key, row in rows.items()}
    for late in world.late:
        stands |= {(row.firm.key, late.period): row for row in late_rows(world, late)}
    stands |= {(row.firm.key, Quarter(2023, 2)): row for row in corrected_rows(world)}
    return {place: row for place, row in stands.items() if row.revenue is not None}


def test_what_stands_in_the_end_is_the_truth(world, final):
    """迟报补上、错数改正以后，每一格都等于真数。"""
    assert all(row.revenue == world.revenue[place] for place, row in final.items())


def test_last_years_column_is_last_years_filing_unless_restated(final):
    """上年同期等于一年前报的数；不等的，都是当年重述过的。"""
    different = set()
    for (key, quarter), row in final.items():
        before = final.get((key, quarter.year_before))
        if before and row.prior is not None and row.prior != before.revenue:
            different.add((row.firm, quarter.year))
    assert all(events.restatement(firm, year) != 1.0 for firm, year in different)
    assert {("泉云星枢", 2022), ("历波远讯", 2023)} <= {(firm.key, year) for firm, year in different}


def test_entrants_bring_their_own_base(forms):
    """鹊桥澜智2022年迁入，一年前没有报过，上年同期由它自己带来。"""
    assert "鹊桥澜智" not in forms[Quarter(2021, 1)]
    assert forms[Quarter(2022, 1)]["鹊桥澜智"].prior


def test_the_late_have_a_row_without_figures_at_first(world, forms):
    """舜衡千帆2020年年报迟了三周：首报那行没有数，补报才有。"""
    row = forms[Quarter(2020, 4)]["舜衡千帆"]
    assert (row.revenue, row.prior, row.remark) == (None, None, "未报")
    late = {row.firm.key: row for row in late_rows(world, world.late[0])}
    assert late["舜衡千帆"].revenue == world.revenue["舜衡千帆", Quarter(2020, 4)]


def test_the_correction_says_what_was_filed_before(forms, world):
    """更正表的备注写着原报数；原报数高6.1%。"""
    before = forms[Quarter(2023, 2)]["舜衡千帆"].revenue
    corrected = {row.firm.key: row for row in corrected_rows(world)}
    assert len(corrected) == 5
    assert f"{before / 10_000:,.2f}" in corrected["舜衡千帆"].remark
    assert before / corrected["舜衡千帆"].revenue == pytest.approx(1.061, abs=0.0001)


def test_one_code_is_mistyped_once(forms, world):
    """千岱码田2024年上半年的代码录错两位，补报时改对；别处代码都对。"""
    wrong = [(key, str(q)) for q, rows in forms.items() for key, row in rows.items() if row.code != row.firm.code]
    assert wrong == [("千岱码田", "2024Q2")]
    code = forms[Quarter(2024, 2)]["千岱码田"].code
    assert code != credit_code(int(code[11:16]))
    assert "千岱码田" in {row.firm.key for row in late_rows(world, world.late[2])}


def test_there_are_holes_blanks_and_newcomers(forms):
    """没有数的行、没有上年同期的行、当年新办的行，都有。"""
    rows = [row for quarter in ALL for row in forms[quarter].values()]
    kinds = Counter(
        "未报" if row.revenue is None else "新办" if "新办" in row.remark else "空格" if row.prior is None else "平常"
        for row in rows
    )
    assert kinds["未报"] > 80
    assert kinds["新办"] >= 5
    assert kinds["空格"] >= 10


def test_the_reversal_gives_its_reason(forms):
    """冲减那一行写明原因，累计比上半年小。"""
    half_year, third = forms[Quarter(2024, 2)]["工衡织联"], forms[Quarter(2024, 3)]["工衡织联"]
    assert third.revenue < half_year.revenue
    assert third.remark == "冲减上半年已确认的项目收入"

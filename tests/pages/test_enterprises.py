"""企业页。"""

import pytest

from tests.pages.page_words import open_page, text
from tests.pages.small_data import credit_code, enterprise

pytestmark = pytest.mark.usefixtures("demo")


def test_the_list_holds_every_firm_largest_first():
    """All ten firms of the register, the late one last, without a figure rather than with a zero."""
    table = open_page("enterprises").dataframe[0].value
    assert list(table["企业"][:2]) == [enterprise(9), enterprise(8)]
    assert table["企业"].iloc[-1] == enterprise(7)
    assert list(table["累计营业收入（亿元）"].isna()) == [False] * 9 + [True]


def test_the_filters_narrow_the_list_together():
    """Search, sub-district and 规上 hold at once: of firms 0, 3, 6, 9 in 泉城路, 9 is not above scale."""
    at = open_page("enterprises", subdistrict="泉城路街道", state="above")
    assert set(at.dataframe[0].value["企业"]) == {enterprise(0), enterprise(3), enterprise(6)}
    assert list(open_page("enterprises", q="丁智").dataframe[0].value["企业"]) == [enterprise(3)]


def test_a_search_without_result_says_what_to_do():
    """No firm has this name; the page does not show an empty grid."""
    assert "没有符合这些条件的企业。" in text(open_page("enterprises", q="没有这家"))


def test_a_firm_opens_by_its_code_with_its_place_among_all():
    """Firm 9 is the largest: 8,300 × 3 × 1.1 = 27,390 万元."""
    said = text(open_page("enterprises", enterprise=credit_code(9)))
    assert f"2026年1-9月，{enterprise(9)}实现营业收入2.74亿元，同比增长10.0%（可比口径）。" in said
    assert "第1位" in said


def test_every_value_names_its_file_sheet_and_cell():
    """Firm 0 stands in the first data row under three title lines and the header: row 5, column D."""
    source = open_page("enterprises", enterprise=credit_code(0)).dataframe[1].value.iloc[0]
    assert (source["报告期"], source["文件"], source["工作表"], source["单元格"]) == (
        "2026年1-9月",
        "季报2026Q3.xlsx",
        "表",
        "D5",
    )
    assert (source["累计营业收入（万元）"], source["状态"]) == (6600.0, "现行")


def test_the_four_bases_stand_side_by_side():
    """2025Q4 of firm 0: year to date and year 0.8 亿元, the single quarter 0.2."""
    facts = open_page("enterprises", enterprise=credit_code(0)).dataframe[0].value
    row = facts[facts["报告期"] == "2025年1-12月"].iloc[0]
    assert (row["累计营业收入（亿元）"], row["单季营业收入（亿元）"], row["全年营业收入（亿元）"]) == (0.8, 0.2, 0.8)


def test_an_unknown_code_is_said_and_the_list_stays():
    """A mistyped code leads to the list, not to an empty page."""
    at = open_page("enterprises", enterprise="91370102MAX000000X")
    assert "没有代码为 91370102MAX000000X 的企业。" in text(at)
    assert len(at.dataframe) == 1

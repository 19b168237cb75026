"""模板里先填好的行：谁该报、上年同期多少，都从账上来。"""

from datetime import date
from decimal import Decimal

import pytest

from etl.source import find_source
from etl.template_rows import choices, filled_rows

REVENUE, REGISTER, INDICATOR = "季度营收", "企业名录", "指标填报"
HEADER = [
    "统一社会信用代码",
    "企业名称",
    "所属街道",
    "所属领域",
    "称号",
    "纳统年月",
    "退统年月",
    "行业代码",
    "注销日期",
]


@pytest.fixture
def data(load, firms, form, tmp_path):
    """Five firms of two sub-districts: above the line, left, dropped out, never; three filed a year before."""
    rows = [
        [firms[0], "甲", "解放路", "人工智能", "专精特新(2023-06至2026-05)", "2020-01", None, "6510", None],
        [firms[1], "@乙", "解放路", None, "高新技术企业(至2025-11)、规上", "2018-01", None, None, None],
        [firms[2], "丙", "东关", None, None, None, None, None, None],
        [firms[3], "丁", "解放路", None, None, "2019-01", None, None, "2024-02-01"],
        [firms[4], "戊", "解放路", None, None, "2019-01", "2022-01", None, None],
    ]
    assert load([HEADER, *rows]).filing
    assert load(form({0: "350.25", 2: 70, 3: 9}, period="2025年1-9月")).filing
    return tmp_path / "data"


def rows_of(kind, data, period="", subdistrict="", columns=("enterprise",)):
    """What a template of this kind starts with, of some columns."""
    found = filled_rows(find_source(kind), data, period, {"subdistrict": (subdistrict,)} if subdistrict else {})
    return [tuple(row[name] for name in columns) for row in found]


def test_whoever_owes_a_form_is_listed_with_last_years_figure(data):
    """在规上的、近四季报过的才列；走了的、退统后没报过的不列。上年同期是当年入库的数，没报过就空着。"""
    columns = ("enterprise", "subdistrict", "prior_reported_10k_cny")
    assert rows_of(REVENUE, data, "2026Q3", columns=columns) == [
        ("丙", "东关", Decimal(70)),
        ("甲", "解放路", Decimal("350.25")),
        ("@乙", "解放路", None),
    ]


def test_last_years_profit_is_put_down_too(data, load, form, firms):
    """上年报过利润的，利润总额的上年同期也填好；没报过的空着。"""
    head, *rows = form({0: 350, 2: 70}, period="2025年1-9月")
    assert load([head, [*rows[0], "利润总额"], [*rows[1], 12.5], [*rows[2], None]]).filing
    columns = ("enterprise_id", "profit_prior_10k_cny")
    found = filled_rows(find_source(REVENUE), data, "2026Q3", {})
    assert [tuple(row.get(name) for name in columns) for row in found] == [
        (firms[2], None),
        (firms[0], Decimal("12.5")),
        (firms[1], None),
    ]


def test_what_the_register_says_of_a_firm_is_put_down_where_the_form_asks_for_it(data):
    """季报上也有街道、载体、行业、地区栏目的，照名录填好。"""
    columns = ("enterprise", "subdistrict", "carrier", "industry", "region")
    assert rows_of(REVENUE, data, "2026Q3", "东关", columns=columns) == [("丙", "东关", None, None, None)]


def test_one_subdistrict_gets_its_own_firms_only(data):
    """只要一个街道的，就只有那个街道的。"""
    assert rows_of(REVENUE, data, "2026Q3", "东关") == [("丙",)]
    assert rows_of(REGISTER, data, "", "东关") == [("丙",)]


def test_without_a_period_no_figure_is_put_down(data):
    """报告期没定，上年同期是哪一期也就没定：不填。"""
    found = rows_of(REVENUE, data, columns=("enterprise", "prior_reported_10k_cny"))
    assert found == [("丙", None), ("甲", None), ("@乙", None)]


def test_a_register_row_is_what_is_on_the_books(data):
    """名录照账上：称号连有效期，行业代码也在；走了的不再列。"""
    columns = ("enterprise", "field", "title", "above_scale_from", "above_scale_to", "industry_code")
    first = date(2019, 1, 1)
    assert rows_of(REGISTER, data, columns=columns) == [
        ("丙", None, None, None, None, None),
        ("甲", "人工智能", "专精特新(2023-06至2026-05)", date(2020, 1, 1), None, "6510"),
        ("@乙", None, "高企(至2025-11)、规上", date(2018, 1, 1), None, None),
        ("戊", None, None, first, date(2022, 1, 1), None),
    ]


def test_indicators_of_the_same_quarter_a_year_before_are_listed(data, load):
    """上年同期公布过的指标先列好，报告期换成今年的，去年的数另放。"""
    header = ["指标名称", "地区", "报告期", "期别", "数值", "计量单位"]
    assert load([header, ["软件收入", "济南市", "2025年1-9月", "累计", 4100.5, "亿元"]]).filing
    columns = ("indicator", "period", "basis", "unit", "value_a_year_ago")
    assert rows_of(INDICATOR, data, "2026Q3", columns=columns) == [
        ("软件收入", "2026年1-9月", "累计", "亿元", Decimal("4100.5"))
    ]
    assert rows_of(INDICATOR, data, "2026Q4") == rows_of(INDICATOR, data) == []


def test_what_may_be_chosen_comes_from_the_register_and_the_lists(data):
    """街道、企业从账上选，领域从名单选；走了的企业不在内；发给一个街道的只有它的企业。"""
    offered = choices(find_source(REGISTER), data)
    assert offered["subdistrict"] == ["东关", "解放路"]
    assert offered["enterprise"] == ["@乙", "丙", "戊", "甲"]
    assert choices(find_source(REGISTER), data, {"subdistrict": ("东关",)})["enterprise"] == ["丙"]
    assert "人工智能" in offered["field"]
    assert choices(find_source(INDICATOR), data)["basis"] == ["全年", "累计", "时点"]


def test_nothing_is_filled_in_where_nothing_is_on_the_books(tmp_path):
    """账上什么也没有：空表，封闭名单照给。"""
    assert filled_rows(find_source(REVENUE), tmp_path, "2026Q3", {}) == []
    assert "field" in choices(find_source(REGISTER), tmp_path)
    assert not (tmp_path / "build").exists()

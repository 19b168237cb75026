"""行与行、行与账对照之后的账。"""

import pytest

REGISTER = """
title = "带期的名录"
record = "register"
[columns.enterprise_id]
headers = ["代码"]
type = "identifier"
scheme = "text"
[columns.enterprise]
headers = ["名称"]
type = "text"
[columns.period]
headers = ["统计期"]
type = "period"
may_be_empty = true
"""


@pytest.fixture
def five(form):
    """A form of five firms, each with a figure about this large."""

    def rows(size, **how):
        return form({n: size + n for n in range(5)}, **how)

    return rows


def test_a_form_ten_thousand_times_last_years_is_refused(load, five):
    """去年报万元，今年错写成亿元：整张不收，并指出看得出来的一格（五家都是一万倍，指第一家）。"""
    load(five(100, period="2025年1-9月"))
    account = load(five(100, unit="亿元"))
    assert account.filing is None
    first = account.issues[0]
    assert (first.rule, first.cell, first.row, first.value) == ("unit_suspect", "C3", 3, "1,000,000")


def test_a_demonstration_is_no_yardstick_for_real_figures(load, five):
    """演示数据与真数差一万倍不相干。"""
    load(five(100, period="2025年1-9月", title="演示数据 "))
    assert load(five(1000000)).filing is not None


def test_a_total_that_differs_is_told_and_the_rows_are_kept(load, five):
    """合计对不上只提醒。"""
    account = load([*five(100), ["合计", None, 999, None]])
    assert (account.rows_kept, account.rows_set_aside) == (5, 1)
    assert [(issue.rule, issue.cell) for issue in account.issues if issue.severity == "warning"] == [
        ("total_mismatch", "C8")
    ]


def test_a_register_has_no_period_even_where_it_has_such_a_column(load, tmp_path):
    """名录不分期；自己的说明里有一列统计期、有的空着，也收。"""
    toml = tmp_path / "名录.toml"
    toml.write_text(REGISTER, encoding="utf-8")
    account = load([["代码", "名称", "统计期"], ["甲", "甲公司", "2026Q3"], ["乙", "乙公司", None]], source=str(toml))
    assert (account.period, account.rows_kept) == ("", 2)


def test_rows_of_several_sheets_are_compared_with_each_other(load, form):
    """两张表报了同一家：数相同留一行，数不同都不收。"""
    same = load({"甲街道": form({0: 1, 1: 2}), "乙街道": form({0: 1})})
    assert (same.rows_in, same.rows_kept) == (3, 2)
    different = load({"甲街道": form({0: 1, 1: 2}), "乙街道": form({0: 9})})
    assert (different.rows_in, different.rows_kept) == (3, 1)
    assert [(issue.sheet, issue.cell) for issue in different.issues] == [("甲街道", "A3"), ("乙街道", "A3")]


def test_a_damaged_list_stops_the_load_and_says_so(load, form, tmp_path):
    """名单写坏了：不收，说是哪个文件，不是一串英文。"""
    (tmp_path / "data" / "clusters").mkdir(parents=True)
    (tmp_path / "data" / "clusters" / "坏.toml").write_text("title = ", encoding="utf-8")
    account = load(form({0: 1}))
    assert account.filing is None
    assert [(issue.rule, "坏.toml" in issue.message) for issue in account.issues] == [("taxonomy", True)]


def test_a_file_refused_for_its_form_is_still_held_against_the_books(load, firms):
    """缺企业名称列的文件不收，但哪一家的数像写错了单位，这一次就说，不等改好再说。"""
    header = ["统一社会信用代码", "企业名称", "营业收入（万元）", "报告期"]
    load([header, *([firms[n], f"{n}公司", 500, "2025Q3"] for n in range(3))])
    rows = [[firms[0], 500_000, "2026Q3"], *([firms[n], 510, "2026Q3"] for n in (1, 2))]
    account = load([[header[0], *header[2:]], *rows])
    assert account.filing is None
    assert [(issue.rule, issue.cell) for issue in account.issues] == [("missing_column", ""), ("unit_slip", "B2")]

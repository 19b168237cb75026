"""charts/trend.py：折线图。"""

import itertools
import re

import pandas as pd
import pytest

from charts.trend import trend


def _rows(spec, series):
    return [row for row in spec["data"]["values"] if row["series"] == series]


def test_a_quarter_nobody_filed_stays_a_gap():
    """缺的季度有位置没有数：不连、不当零。"""
    table = pd.DataFrame({"period": ["2025Q4", "2026Q2"], "revenue_10k_cny": [100_000, 200_000]})
    rows = _rows(trend(table, "revenue_10k_cny", "amount", "营业收入"), "营业收入")
    assert [(row["when"], row["drawn"], row["text"]) for row in rows] == [
        ("2025年1-12月", 10.0, "10.0"),
        ("2026年1-3月", None, "—"),
        ("2026年1-6月", 20.0, "20.0"),
    ]


def test_an_unknown_value_breaks_the_line_and_gives_its_reason():
    """null 与没有那一行一样断开；知道缘由就带上。"""
    table = pd.DataFrame(
        {"period": ["2026Q1", "2026Q2", "2026Q3"], "growth": [1.0, None, 3.0], "reason": [None, "上年同期为零", None]}
    )
    spec = trend(table, "growth", "percent", "同比")
    assert _rows(spec, "同比")[1]["text"] == "—（上年同期为零）"
    assert spec["layer"][0]["mark"]["invalid"] == "break-paths-filter-domains"


def test_a_point_alone_between_two_gaps_is_marked_so_that_it_can_be_seen():
    """两边都缺的一点画不成线。"""
    table = pd.DataFrame({"period": ["2025Q1", "2025Q3", "2026Q1"], "v": [1, 2, 3]})
    alone = [row["period"] for row in _rows(trend(table, "v", "count", "企业数"), "企业数") if row.get("is_alone")]
    assert alone == ["2025Q1", "2025Q3", "2026Q1"]


def test_last_year_is_a_grey_line_drawn_before_this_years():
    """上年同期垫在下面。"""
    table = pd.DataFrame({"period": ["2026Q1", "2026Q2"], "v": [10, 20], "last": [9, None]})
    spec = trend(table, "v", "count", "企业数", prior="last")
    assert [row["series"] for row in spec["data"]["values"]] == ["上年同期"] * 2 + ["企业数"] * 2
    assert [row["drawn"] for row in _rows(spec, "上年同期")] == [9.0, None]


def test_labels_of_lines_that_end_together_are_moved_apart():
    """三条线末值相同，标签仍各占一行。"""
    table = pd.DataFrame({"period": ["2026Q3"] * 3, "cluster": ["甲", "乙", "丙"], "v": [10, 10, 10]})
    ends = sorted(row["wide_y"] for row in trend(table, "v", "count", "企业数", group="cluster")["data"]["values"])
    assert min(later - earlier for earlier, later in itertools.pairwise(ends)) >= 10 / 260 * 16 - 1e-9


def test_no_rows_at_all_draw_an_empty_plot():
    """空表不报错。"""
    assert trend(pd.DataFrame({"period": [], "v": []}), "v", "count", "企业数")["data"]["values"] == []


@pytest.mark.parametrize("width", [340, 1000])
def test_the_picture_holds_its_words_on_a_phone_and_on_a_desk(svg, width):
    """画成图之后字都在，也没有程序的词漏出来。"""
    picture = svg(trend(pd.DataFrame({"period": ["2025Q4", "2026Q2"], "v": [1, 2]}), "v", "count", "企业数"), width)
    assert [
        word
        for word in (
            "企业数（家）",
            "缺",
        )
        if word not in picture
    ] == []
    assert not re.search("NaN|null|undefined|None", picture)

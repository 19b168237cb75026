"""charts/bars.py：横条图。"""

import re

import pandas as pd
import pytest

from charts import palette
from charts.bars import bars


def _table(*cells):
    return pd.DataFrame(cells, columns=["cluster", "revenue_10k_cny", "reason"])


def test_bars_stand_from_the_largest_down_and_unknown_last():
    """排序是图的一半意思；不知道的不当零，写明缘由。"""
    table = _table(("乙", 45_600, None), ("丁", None, "依法不公布"), ("甲", 1_234_567, None), ("丙", -100, None))
    rows = bars(table, "cluster", "revenue_10k_cny", "amount", "营业收入")["data"]["values"]
    assert [(row["name"], row["drawn"], row["text"]) for row in rows] == [
        ("甲", 123.4567, "123.5"),
        ("乙", 4.56, "4.56"),
        ("丙", -0.01, "−0.01"),
        ("丁", None, "—（依法不公布）"),
    ]


def test_the_axis_title_carries_the_unit_inside_existing_brackets():
    """单位写在轴题里，不写在每个刻度上。"""
    table = _table(("甲", 1, None))
    title = bars(table, "cluster", "revenue_10k_cny", "percent", "同比（可比口径）")["layer"][0]["encoding"]["x"][
        "axis"
    ]
    assert title["title"] == "同比（可比口径，%）"
    assert not title["labels"]


def test_falls_are_orange_and_rises_blue_unless_the_taxonomy_gives_colours():
    """红绿只留给灯；给了集群颜色就用集群的。"""
    table = _table(("甲", 2, None), ("乙", -1, None))
    signed = bars(table, "cluster", "revenue_10k_cny", "points", "拉动", is_signed=True)["data"]["values"]
    assert [(row["text"], row["colour"]) for row in signed] == [("+2.0", palette.ACCENT), ("−1.0", palette.FALL)]
    own = bars(table, "cluster", "revenue_10k_cny", "points", "拉动", colours={"甲": "#2B9C83"})["data"]["values"]
    assert [row["colour"] for row in own] == ["#2B9C83", palette.OTHERS]


def test_only_final_cells_reach_the_browser():
    """faults.md §0.6：多给一列也会被人看见。"""
    table = _table(("甲", 1, None)).assign(secret="统一社会信用代码")
    rows = bars(table, "cluster", "revenue_10k_cny", "amount", "营业收入")["data"]["values"]
    assert set(rows[0]) == {"name", "line", "drawn", "text", "told", "colour"}


def test_an_empty_table_draws_an_empty_plot():
    """没有行也不报错，由页面说明为什么空。"""
    assert bars(_table(), "cluster", "revenue_10k_cny", "amount", "营业收入")["data"]["values"] == []


@pytest.mark.parametrize("width", [340, 1000])
def test_the_picture_holds_its_words_on_a_phone_and_on_a_desk(svg, width):
    """画成图之后字都在，也没有程序的词漏出来。"""
    picture = svg(
        bars(
            _table(("软件和信息技术服务", 1_234_567, None), ("乙", None, "依法不公布")),
            "cluster",
            "revenue_10k_cny",
            "amount",
            "营业收入",
        ),
        width,
    )
    assert [
        word
        for word in (
            "营业收入（亿元）",
            "软件和信息技术服务",
            "123.5",
            "—（依法不公布）",
        )
        if word not in picture
    ] == []
    assert not re.search("NaN|null|undefined|None", picture)

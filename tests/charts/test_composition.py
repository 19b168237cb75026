"""charts/composition.py：构成图。"""

import re

import pandas as pd
import pytest

from charts.composition import composition, composition_trend


def test_segments_follow_one_another_and_an_unknown_part_leaves_pale_room():
    """份额照给的画，不凑满 100%；不公布的一块留白并说明是谁。"""
    table = pd.DataFrame({"tier": ["龙头", "规上", "规下"], "share": [60.0, 30.0, None]})
    rows = composition(table, "tier", "share", "占比")["data"]["values"]
    assert [(row["part"], row["from"], row["to"]) for row in rows] == [
        ("龙头", 0, 60),
        ("规上", 60, 90),
        ("规下", 90, 90),
        ("规下", 90, 100),
    ]
    assert rows[-1]["text"] == "未填报或不公布"


def test_each_whole_is_stacked_on_its_own_and_in_the_order_given():
    """几行各自从零起；次序照表，不按字音。"""
    table = pd.DataFrame(
        {"year": ["2025年", "2025年", "2024年"], "part": ["甲", "乙", "甲"], "share": [40.0, 60.0, 100.0]}
    )
    spec = composition(table, "part", "share", "占比", whole="year")
    assert [(row["whole"], row["from"]) for row in spec["data"]["values"]] == [
        ("2025年", 0),
        ("2025年", 40),
        ("2024年", 0),
    ]
    assert spec["layer"][0]["encoding"]["y"]["scale"]["domain"] == ["2025年", "2024年"]


def test_a_quarter_nobody_filed_stays_an_empty_column():
    """缺的季度占一格，柱子空着。"""
    table = pd.DataFrame({"period": ["2025Q4", "2026Q2"], "part": ["甲", "甲"], "share": [100.0, 100.0]})
    spec = composition_trend(table, "part", "share", "占比")
    assert [row["period"] for row in spec["data"]["values"]] == ["2025Q4", "2026Q2"]
    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"] == ["2025Q4", "2026Q1", "2026Q2"]


def test_empty_tables_draw_empty_plots():
    """没有行也不报错。"""
    assert composition(pd.DataFrame({"p": [], "s": []}), "p", "s", "占比")["data"]["values"] == []
    empty = pd.DataFrame({"period": [], "p": [], "s": []})
    assert composition_trend(empty, "p", "s", "占比")["data"]["values"] == []


@pytest.mark.parametrize("width", [340, 1000])
def test_the_picture_holds_its_words_on_a_phone_and_on_a_desk(svg, width):
    """画成图之后字都在，也没有程序的词漏出来。"""
    picture = svg(
        composition(pd.DataFrame({"tier": ["龙头", "规下"], "share": [60.0, None]}), "tier", "share", "占比"), width
    )
    assert [
        word
        for word in (
            "占比（%）",
            "龙头",
            "60.0%",
        )
        if word not in picture
    ] == []
    assert not re.search("NaN|null|undefined|None", picture)

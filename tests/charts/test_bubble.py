"""charts/bubble.py：规模与增速的格局图。"""

import re

import pandas as pd
import pytest

from charts.bubble import bubble

TABLE = pd.DataFrame(
    {
        "cluster": ["甲", "乙", "丙"],
        "revenue": [1_000_000, 20_000, None],
        "growth": [10.0, -5.0, 3.0],
        "firms": [40, 10, 5],
    }
)


def _bubble(**more):
    return bubble(TABLE, "cluster", "revenue", "growth", "营业收入", "同比增速（可比口径）", **more)


def test_a_group_with_an_unknown_side_is_not_put_at_zero():
    """规模未知的丙不画在零上。"""
    rows = _bubble()["data"]["values"]
    assert [(row["name"], row["x"], row["y"], row["growth_text"]) for row in rows] == [
        ("甲", 100.0, 10.0, "+10.0%"),
        ("乙", 2.0, -5.0, "−5.0%"),
    ]


def test_bubble_area_not_width_follows_the_count():
    """40 家对 10 家：面积四倍，半径两倍。"""
    radii = [row["radius"] for row in _bubble(area="firms")["data"]["values"]]
    assert radii[0] == 2 * radii[1]


def test_an_unlinear_axis_says_so():
    """相差十倍以上用平方根刻度，轴题写明。"""
    scale = next(layer for layer in _bubble()["layer"] if "size" in layer["encoding"])["encoding"]["x"]
    assert (scale["scale"]["type"], scale["axis"]["title"]) == ("sqrt", "营业收入（亿元，平方根刻度）")


def test_no_known_group_at_all_still_draws_the_axes():
    """全都未知也不报错。"""
    assert bubble(TABLE.tail(1), "cluster", "revenue", "growth", "营业收入", "同比")["data"]["values"] == []


@pytest.mark.parametrize("width", [340, 1000])
def test_the_picture_holds_its_words_on_a_phone_and_on_a_desk(svg, width):
    """画成图之后字都在，也没有程序的词漏出来。"""
    picture = svg(_bubble(), width)
    assert [
        word
        for word in (
            "规模大、增长快",
            "甲",
            "乙",
        )
        if word not in picture
    ] == []
    assert not re.search("NaN|null|undefined|None", picture)

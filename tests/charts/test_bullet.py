"""charts/bullet.py：目标进度条。"""

import re

import pandas as pd
import pytest

from charts.bullet import bullet


def _rows(**columns):
    return bullet(pd.DataFrame(columns))["data"]["values"]


def test_each_target_says_its_light_in_glyph_word_and_number():
    """灯不只靠颜色；进度与当前应达都有字。"""
    (row,) = _rows(
        indicator=["规上企业数量"], completion_pct=[82.25], path_pct=[75.0], light=["●"], caption=["实际165家"]
    )
    assert (row["state"], row["drawn"], row["path"], row["path_text"]) == ("● 达序 82.3%", 82.25, 75.0, "75.0%")


def test_a_target_without_a_value_has_no_bar_and_says_why():
    """定性目标、待实绩的目标：没有条，不是 0%。"""
    (row,) = _rows(
        indicator=["基本形成布局"],
        completion_pct=[None],
        path_pct=[None],
        light=["○"],
        caption=[None],
        reason=["定性目标"],
    )
    assert (row["drawn"], row["state"], row["caption"]) == (None, "○ 无法评判", "—（定性目标）")


def test_far_beyond_the_target_the_bar_breaks_off_but_the_number_stays():
    """412% 画到 130% 为止并加记号，数照写。"""
    (row,) = _rows(indicator=["平台"], completion_pct=[412.0], path_pct=[60.0], light=["●"], caption=[""])
    assert (row["drawn"], row["is_over"], row["text"]) == (130.0, True, "412.0%")


def test_targets_stay_in_the_order_given():
    """规划里的次序有意思，不按完成率重排。"""
    rows = _rows(
        indicator=["乙", "甲"], completion_pct=[10.0, 90.0], path_pct=[None] * 2, light=["■", "●"], caption=[""] * 2
    )
    assert [row["name"] for row in rows] == ["乙", "甲"]


@pytest.mark.parametrize("width", [340, 1000])
def test_the_picture_holds_its_words_on_a_phone_and_on_a_desk(svg, width):
    """画成图之后字都在，也没有程序的词漏出来。"""
    picture = svg(bullet(pd.DataFrame({"indicator": ["规上企业"], "completion_pct": [82.3], "light": ["●"]})), width)
    assert [
        word
        for word in (
            "规上企业",
            "● 达序 82.3%",
        )
        if word not in picture
    ] == []
    assert not re.search("NaN|null|undefined|None", picture)

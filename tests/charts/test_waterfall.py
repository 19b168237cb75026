"""charts/waterfall.py：增长桥。"""

import re

import pandas as pd
import pytest

from charts.waterfall import BridgeOpen, rounding_note, waterfall

# domain/rules.md §2 的算例：上年180，存量+24，新入统+20，退出−15，修订+1，本期210（万元；此处乘一万成亿元）
ROW = pd.Series(
    {
        "prior_10k_cny": 1_800_000,
        "incumbents_10k_cny": 240_000,
        "entrants_10k_cny": 200_000,
        "exits_10k_cny": -150_000,
        "revisions_10k_cny": 10_000,
        "current_10k_cny": 2_100_000,
    }
)


def test_each_step_starts_where_the_one_before_ended():
    """180 → 204 → 224 → 209 → 210，首尾两根从零立起。"""
    rows = waterfall(ROW, "营业收入")["data"]["values"]
    assert [(row["from"], row["to"]) for row in rows] == [
        (0, 180),
        (180, 204),
        (204, 224),
        (224, 209),
        (209, 210),
        (0, 210),
    ]
    assert [row["text"] for row in rows] == ["180.0", "+24.0", "+20.0", "−15.0", "+1.00", "210.0"]


def test_steps_are_titled_by_the_metric_catalog():
    """轴上的词与口径卡、表头同一来源。"""
    rows = waterfall(ROW, "营业收入")["data"]["values"]
    assert [row["name"] for row in rows][::5] == ["上年入库", "本期"]


def test_a_bridge_that_does_not_close_is_not_drawn():
    """合不上就不画，说明差在哪里。"""
    with pytest.raises(BridgeOpen, match=r"各步合计 2100000\.00 万元，本期 2100000\.01 万元"):
        waterfall(ROW.replace(2_100_000, 2_100_000.01), "营业收入")


def test_an_unknown_step_leaves_the_plot_empty():
    """缺基期时整座桥都不知道，不从零画起。"""
    assert waterfall(ROW.where(ROW != 1_800_000), "营业收入")["data"]["values"] == []


def test_the_rounding_note_appears_only_where_shown_numbers_disagree():
    """10.04+10.04=20.08：显示 10.0+10.0≠20.1，要加统计局那句话。"""
    assert rounding_note(ROW) == ""
    off = pd.Series([100_400, 100_400, 0, 0, 0, 200_800], index=ROW.index)
    assert rounding_note(off) == "部分数据因四舍五入的原因，存在总计与分项合计不等的情况。"
    assert rounding_note(ROW.where(ROW != 1_800_000)) == ""


@pytest.mark.parametrize("width", [340, 1000])
def test_the_picture_holds_its_words_on_a_phone_and_on_a_desk(svg, width):
    """画成图之后字都在，也没有程序的词漏出来。"""
    picture = svg(waterfall(ROW, "营业收入"), width)
    assert [
        word
        for word in (
            "营业收入（亿元）",
            "+24.0",
            "−15.0",
            "210.0",
        )
        if word not in picture
    ] == []
    assert not re.search("NaN|null|undefined|None", picture)

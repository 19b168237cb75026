"""charts/path.py：目标路径图。"""

import re

import pandas as pd
import pytest

from charts.path import ACTUAL, CONSTANT, LINEAR, path


def _drawn(spec, series):
    return {row["period"]: row["drawn"] for row in spec["data"]["values"] if row["series"] == series}


def _lixia(**changes):
    table = pd.DataFrame({"period": ["2020Q4", "2022Q4"], "value": [49.27, 80.0]})
    given = {
        "target": 200,
        "target_text": "目标＞200亿元",
        "deadline": "2025Q4",
        "base_period": "2020Q4",
        "base": 49.27,
    }
    return path(table, "产业总规模", "亿元", **(given | changes))


def test_reference_paths_pass_through_the_published_points():
    """derived_checks D04：49.27→200，2023 年匀速 139.71、等速增长 114.20 亿元。"""
    spec = _lixia()
    assert _drawn(spec, LINEAR)["2023Q4"] == pytest.approx(139.71, abs=0.005)
    assert _drawn(spec, CONSTANT)["2023Q4"] == pytest.approx(114.20, abs=0.005)
    assert _drawn(spec, LINEAR)["2025Q4"] == _drawn(spec, CONSTANT)["2025Q4"] == 200


def test_a_missing_year_breaks_the_actual_line_and_the_future_has_none():
    """2021 缺，断开；2023 以后还没有实绩，不画。"""
    assert _drawn(_lixia(), ACTUAL) == {"2020Q4": 49.27, "2021Q4": None, "2022Q4": 80.0}


def test_a_relative_target_not_yet_resolved_has_words_but_no_line():
    """待2030年实绩：不猜目标值，也没有参考路径。"""
    spec = _lixia(target=None, target_text="待2030年实绩")
    assert _drawn(spec, LINEAR) == {}
    words = [layer["mark"]["text"] for layer in spec["layer"] if layer["mark"].get("text") == "待2030年实绩"]
    assert words == ["待2030年实绩"]


def test_a_vision_without_a_deadline_draws_only_what_is_known():
    """远景目标没有期限：有目标线，没有路径。"""
    spec = _lixia(deadline=None)
    assert {row["series"] for row in spec["data"]["values"]} == {ACTUAL}


@pytest.mark.parametrize("width", [340, 1000])
def test_the_picture_holds_its_words_on_a_phone_and_on_a_desk(svg, width):
    """画成图之后字都在，也没有程序的词漏出来。"""
    picture = svg(_lixia(), width)
    assert [
        word
        for word in (
            "目标＞200亿元",
            "等速增长路径",
            "匀速增量路径",
        )
        if word not in picture
    ] == []
    assert not re.search("NaN|null|undefined|None", picture)

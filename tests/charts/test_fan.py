"""charts/fan.py：走势与往后。"""

import pandas as pd
import pytest

from charts.fan import fan


def table():
    past = {"period": ["2026Q1", "2026Q2", "2026Q3"], "value": [100_000, None, 120_000], "is_forecast": False}
    ahead = {
        "period": ["2026Q4", "2027Q1"],
        "value": [150_000, 110_000],
        "low": [140_000, 100_000],
        "high": [160_000, 120_000],
        "low_95": [130_000, 90_000],
        "high_95": [170_000, 130_000],
        "is_forecast": True,
    }
    return pd.concat([pd.DataFrame(past), pd.DataFrame(ahead)], ignore_index=True)


def rows(spec, series):
    return [row for row in spec["data"]["values"] if row["series"] == series]


def test_the_forecast_sets_out_from_the_last_known_quarter():
    """12.0 in 2026Q3 is where dashed line and bands begin, without width; two quarters follow."""
    ahead = rows(fan(table(), "amount", "营业收入"), "预测")
    assert [(row["period"], row["drawn"]) for row in ahead] == [("2026Q3", 12.0), ("2026Q4", 15.0), ("2027Q1", 11.0)]
    assert ahead[0]["low"] == ahead[0]["high_95"] == 12.0
    assert (ahead[1]["low_95"], ahead[1]["low"], ahead[1]["high"], ahead[1]["high_95"]) == (13, 14, 16, 17)


def test_an_unknown_quarter_stays_a_gap():
    """2026Q2 was not filed: nothing drawn, never zero."""
    assert [row["drawn"] for row in rows(fan(table(), "amount", "营业收入"), "已有")] == [10.0, None, 12.0]


def test_both_intervals_are_named_where_one_points_at_a_quarter():
    """The tooltip says which band is which."""
    words = rows(fan(table(), "amount", "营业收入"), "预测")[1]["band"]
    assert words == "80%区间14.0—16.0，95%区间13.0—17.0"


def test_the_axis_holds_the_widest_band():
    """17 亿元 lies below the top of the axis."""
    spec = fan(table(), "amount", "营业收入")
    assert spec["layer"][0]["encoding"]["y"]["scale"]["domain"][1] >= 17


def test_without_a_forecast_it_is_a_plain_line():
    """Only the known quarters."""
    spec = fan(table().iloc[:3], "amount", "营业收入")
    assert rows(spec, "预测") == []


@pytest.mark.parametrize("width", [340, 1000])
def test_the_picture_holds_its_words_on_a_phone_and_on_a_desk(svg, width):
    """末端的字都在。"""
    picture = svg(fan(table(), "amount", "营业收入"), width)
    assert [word for word in ("预测11.0", "12.0", "营业收入（亿元）") if word not in picture] == []

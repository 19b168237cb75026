"""一个季度序列能不能预测，报不全的怎样还原。"""

import numpy as np
import pytest

from metrics.period import shifted
from metrics.quarterly import quarterly, too_far


def quarters(count, last="2026Q3", value=100.0):
    return {shifted(last, -step): value for step in range(count)}


def test_a_short_history_says_how_short():
    """23 quarters are one too few."""
    assert quarterly("2026Q3", quarters(23), {}, 100).reason == "历史不足：23个季度，需要至少24个"
    assert quarterly("2026Q3", quarters(24), {}, 100).reason == ""


def test_no_quarter_at_all_is_missing_data():
    """Nothing, and nothing but unknowns."""
    assert quarterly("2026Q3", {}, {}, 100).reason == "缺数据"
    assert quarterly("2026Q3", {"2026Q3": float("nan")}, {}, 100).reason == "缺数据"


def test_a_gap_is_named_and_never_filled():
    """2024Q1 is missing or unknown; a quarter that has not come is missing too."""
    single = quarters(30) | {"2024Q1": float("nan")}
    assert quarterly("2026Q3", single, {}, 100).reason == "序列有缺：缺2024Q1"
    assert quarterly("2026Q4", quarters(30), {}, 100).reason == "序列有缺：缺2026Q4"


def test_what_was_filed_after_the_quarter_does_not_count():
    """Seen from 2025Q4, 2026 is the future."""
    assert len(quarterly("2025Q4", quarters(30), {}, 100).values) == 27


def test_a_quarter_filed_in_part_is_grossed_up_and_says_so():
    """Four fifths filed: 100 becomes 125, the year so far 400 becomes 500; the quarters before stay."""
    found = quarterly("2026Q3", quarters(28), {"2026Q3": 400.0}, 80)
    assert found.values[-2:].tolist() == [100, 125]
    assert found.year_so_far_10k_cny == 500
    assert found.note == "本期按上年同期金额报了80.0%，已按此还原为全体"


def test_less_than_four_fifths_is_refused():
    """79.9 % says nothing sure about the whole."""
    found = quarterly("2026Q3", quarters(28), {}, 79.9)
    assert found.reason == "本期按上年同期金额只报了79.9%，不足80%"


@pytest.mark.parametrize("unknown", [None, float("nan")])
def test_an_unknown_coverage_changes_nothing(unknown):
    """Where nobody was expected, what is there is all there is."""
    found = quarterly("2026Q3", quarters(28), {}, unknown)
    assert found.values[-1] == 100
    assert found.note == ""


def test_after_the_fourth_quarter_a_new_year_begins():
    """Nothing of the year ahead is there yet."""
    assert quarterly("2025Q4", quarters(28, "2025Q4"), {"2025Q4": 400.0}, 100).year_so_far_10k_cny == 0


def test_zeros_alone_are_refused():
    """A series of zeros has no scale to be wrong on."""
    assert quarterly("2026Q3", quarters(28, value=0.0), {}, 100).reason == "各季营业收入均为零"


def test_looking_too_far_is_refused_with_both_lengths():
    """31 quarters of history: 31 ahead is as far as it goes; beyond a year at least 28 are needed."""
    found = quarterly("2026Q3", quarters(31), {}, 100)
    assert too_far(found, 31) == ""
    assert too_far(found, 37) == "历史不足：31个季度，往前看37个季度需要至少37个"
    assert too_far(quarterly("2026Q3", quarters(25), {}, 100), 5) == "历史不足：25个季度，往前看5个季度需要至少28个"
    assert isinstance(found.values, np.ndarray)

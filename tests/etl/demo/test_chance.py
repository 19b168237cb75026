"""可重复的偶然。"""

from collections import Counter

import pytest

from etl.demo.chance import between, fraction, one_by_weight, one_of


def test_the_same_subject_always_draws_the_same_number():
    """与次序无关：中间抽过别的，也还是原来的数；换个名目就是另一个数。"""
    first = fraction("增速", "历数云帆", 2023)
    fraction("别的")
    assert fraction("增速", "历数云帆", 2023) == first
    assert fraction("增速", "历数云帆", 2024) != first


def test_draws_fill_their_range_evenly():
    """一千次抽数都在界内，平均落在当中。"""
    draws = [between(10, 20, "均匀", i) for i in range(1000)]
    assert min(draws) >= 10
    assert max(draws) < 20
    assert 14.5 < sum(draws) / 1000 < 15.5


def test_weights_decide_how_often():
    """权重 3 比 1，一千次里约四分之三。"""
    counts = Counter(one_by_weight({"多": 3, "少": 1}, "权重", i) for i in range(1000))
    assert 700 < counts["多"] < 800
    assert counts["多"] + counts["少"] == 1000


def test_nothing_to_choose_from_is_an_error():
    """空的名单抽不出来，不会悄悄给个空值。"""
    with pytest.raises(IndexError):
        one_of([], "空")
    with pytest.raises(ValueError, match="unpack"):
        one_by_weight({}, "空")

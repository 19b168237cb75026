"""补足家数目标的最小集合。"""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.arithmetic.shortfall import smallest_set, still_needed


def test_the_nearest_firms_close_the_target():
    """Lacking 30, 5, 12 and 8 with two needed: those that lack 5 and 8."""
    assert smallest_set([30, 5, 12, 8], 2) == [1, 3]


def test_nothing_needed_and_too_few():
    """A met target takes nobody; two firms cannot make three."""
    assert smallest_set([1, 2], 0) == []
    assert smallest_set([1, 2], -1) == []
    assert smallest_set([1, 2], 3) is None


@given(st.lists(st.integers(1, 50), max_size=8), st.integers(0, 8))
def test_no_other_set_is_smaller_or_cheaper(shortfalls, needed):
    """Against every subset that closes the target: none has fewer firms, and none of that size lacks less in sum."""
    chosen = smallest_set(shortfalls, needed)
    sizes = range(len(shortfalls) + 1)
    closing = [one for size in sizes for one in combinations(shortfalls, size) if len(one) >= needed]
    if chosen is None:
        assert closing == []
        return
    assert len(chosen) == min(len(one) for one in closing)
    assert sum(shortfalls[at] for at in chosen) == min(sum(one) for one in closing if len(one) == len(chosen))


@pytest.mark.parametrize(("operator", "value", "needed"), [(">", 5, 1), (">", 6, 0), (">=", 5, 0), (">=", 3, 2)])
def test_more_than_five_takes_six(operator, value, needed):
    """超过5家 does not contain 5 (《民法典》第1259条); 5家以上 does."""
    assert still_needed(value, 5, operator) == needed

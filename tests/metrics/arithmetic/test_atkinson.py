"""阿特金森指数与胡佛指数。"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.arithmetic import atkinson
from metrics.arithmetic.location import krugman

sizes = st.lists(st.floats(min_value=0.01, max_value=1e6), min_size=1, max_size=20)


def test_the_published_five():
    """worked_examples atk-01 (PySAL inequality tests/test_atkinson.py): 10…50."""
    values = np.array([10, 20, 30, 40, 50])
    assert atkinson.atkinson(values, 0.5) == pytest.approx(0.06315, abs=1e-5)
    assert atkinson.atkinson(values, 1) == pytest.approx(0.1316096, abs=1e-5)
    assert atkinson.atkinson(values, 0) == 0
    assert atkinson.equivalent(values, 0.5) == pytest.approx(28.105398233)


def test_what_would_have_to_move():
    """hoover-02 (PySAL inequality tests/test_schutz.py): 1000, 2000, 1500, 3000, 2500 against equal shares: 0.15."""
    assert atkinson.hoover(np.array([1000, 2000, 1500, 3000, 2500])) == pytest.approx(0.15)


def test_a_zero_makes_the_geometric_one_complete():
    """With ε = 1 one firm at zero is worth as much as all at zero; nobody and nothing have no value."""
    assert atkinson.atkinson(np.array([0, 10]), 1) == 1
    assert atkinson.atkinson(np.array([0, 10]), 0.5) == pytest.approx(0.5)
    for values in ([], [0, 0], [3, -1]):
        assert math.isnan(atkinson.atkinson(np.array(values), 1))
    assert math.isnan(atkinson.hoover(np.array([])))
    assert math.isnan(atkinson.equivalent(np.array([]), 1))


@given(sizes, st.data())
def test_half_of_krugman_is_hoover(values, data):
    """Against the same reference, Σ|difference| is twice what has to move."""
    other = data.draw(st.lists(st.floats(min_value=0.01, max_value=1e6), min_size=len(values), max_size=len(values)))
    held, reference = np.array(values), np.array(other)
    assert krugman(held, reference) == pytest.approx(2 * atkinson.hoover(held, reference), abs=1e-9)

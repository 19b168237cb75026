"""两种构成有多像。"""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.arithmetic.similarity import cosines, krugman, overlap, overlaps

EXAMPLES = Path(__file__).resolve().parents[4] / "shared" / "checks" / "worked_examples.json"


def test_two_regions_without_a_common_industry_have_krugman_two():
    """checks/worked_examples.json krug-01 (cran/REAT man/krugman.spec.Rd): K = 2, so they overlap in nothing."""
    if not EXAMPLES.exists():
        pytest.skip("需要 ../shared 里的公开算例")
    example = next(e for e in json.loads(EXAMPLES.read_text(encoding="utf-8"))["examples"] if e["id"] == "krug-01")
    pair = example["inputs"]["a"], example["inputs"]["b"]
    assert krugman(*pair) == pytest.approx(example["expected"]["K"], abs=1e-12)
    assert overlap(*pair) == 0


def test_shares_and_not_sizes_are_compared():
    """1 : 1 and 50 : 50 are the same structure; 1 : 1 and 3 : 1 share half and a quarter."""
    assert overlap([1, 1], [50, 50]) == 1
    assert overlap([1, 1], [3, 1]) == pytest.approx(0.75)
    assert cosines([[1, 1], [3, 1]])[0, 1] == pytest.approx(4 / np.sqrt(20))


def test_a_region_without_revenue_has_no_structure():
    """A row of zeros is unknown, not like everyone or no one."""
    assert np.isnan(overlaps([[0, 0], [1, 2]])[0, 1])
    assert np.isnan(cosines([[0, 0], [1, 2]])[0, 1])


levels = st.lists(st.floats(min_value=0, max_value=1e9), min_size=3, max_size=3).filter(lambda row: sum(row) > 1)


@given(st.lists(levels, min_size=2, max_size=5))
def test_likeness_has_no_direction_and_knows_itself(rows):
    """Symmetric, 1 with itself, between 0 and 1, and the same when every figure is doubled."""
    alike = overlaps(rows)
    assert alike == pytest.approx(alike.T)
    assert np.diag(alike) == pytest.approx(np.ones(len(rows)))
    assert (alike >= 0).all()
    assert (alike <= 1 + 1e-9).all()
    assert overlaps(np.array(rows) * 2) == pytest.approx(alike)

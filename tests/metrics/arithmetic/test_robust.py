"""稳健离群分数。"""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.arithmetic.robust import robust_scores, robust_z

EXAMPLES = Path(__file__).resolve().parents[4] / "shared/checks/worked_examples.json"


def test_the_published_scores_of_one_to_five():
    """ts-03 (quan-possible/jobads-dashboard, tests/golden/test_compute_golden.py): median 3, MAD 1."""
    assert robust_scores([1, 2, 3, 4, 5]) == pytest.approx([-1.349, -0.6745, 0, 0.6745, 1.349], abs=1e-9)


@pytest.mark.skipif(not EXAMPLES.exists(), reason="需要 ../shared 的公开例证")
def test_the_example_is_the_one_on_file():
    """The numbers above are those of the collection."""
    examples = json.loads(EXAMPLES.read_text(encoding="utf-8"))["examples"]
    (example,) = [one for one in examples if one["metric"] == "robust_z"]
    scores = robust_scores(example["inputs"]["values"])
    assert scores == pytest.approx(example["expected"]["z"], abs=example["tolerance"])


def test_without_spread_every_score_is_zero():
    """ts-03's note: MAD = 0 gives zero, also for the odd one out; rounding is no spread; none give none."""
    assert robust_scores([7, 7, 7, 7, 100]) == [0, 0, 0, 0, 0]
    assert robust_z(10.5, 10, 1e-14) == 0
    assert robust_scores([]) == []


@given(st.lists(st.integers(-1000, 1000), min_size=1), st.integers(1, 50), st.integers(-500, 500))
def test_scores_do_not_change_with_unit_or_origin(values, factor, shift):
    """Multiplying and shifting all values leaves every score as it was."""
    moved = [value * factor + shift for value in values]
    assert robust_scores(moved) == pytest.approx(robust_scores(values), abs=1e-9)

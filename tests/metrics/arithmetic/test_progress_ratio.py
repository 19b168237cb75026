"""进度比。"""

import pytest

from metrics.arithmetic.progress_ratio import progress_ratio, progress_score, progress_status


def test_the_published_example_is_reproduced():
    """Worked example gap-03 (open-sdg/sdg-build, sdg/ProgressMeasure.py): 49.27 in 2020, 100 in 2023, 200 in 2025."""
    ratio = progress_ratio(49.27, 100, 200, 3, 5)
    assert ratio == pytest.approx(0.822873080321, abs=1e-9)
    assert progress_score(ratio) == pytest.approx(1.5920001254, abs=1e-9)
    assert progress_status(ratio) == "进展中等"


@pytest.mark.parametrize(
    ("ratio", "status"), [(0.95, "进展显著"), (0.6, "进展中等"), (0.599, "进展有限"), (0, "进展有限"), (-0.01, "倒退")]
)
def test_each_threshold_belongs_to_the_better_side(ratio, status):
    """0.95, 0.6 and 0 as published."""
    assert progress_status(ratio) == status


@pytest.mark.parametrize(
    "parts",
    [
        (None, 100, 200, 3, 5),
        (0, 100, 200, 3, 5),
        (-5, 100, 200, 3, 5),
        (50, None, 200, 3, 5),
        (50, 100, None, 3, 5),
        (50, 100, 50, 3, 5),
        (50, 100, 200, 0, 5),
    ],
)
def test_what_cannot_be_compared_is_null(parts):
    """Base missing, zero or negative; value or target missing; nothing to grow; no time gone."""
    assert progress_ratio(*parts) is None
    assert progress_score(None) is None
    assert progress_status(None) == ""


def test_the_score_is_never_above_five():
    """Twice the pace needed is still 5."""
    assert progress_score(2) == 5

"""偏离份额的算术：公布过的算例与恒等式。"""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.arithmetic.shift import dunn, dynamic, gerfin, parts

EXAMPLES = Path(__file__).resolve().parents[4] / "shared" / "checks" / "worked_examples.json"


@pytest.fixture(scope="module")
def examples():
    if not EXAMPLES.exists():
        pytest.skip("需要 ../shared 里的公开算例")
    return {one["id"]: one for one in json.loads(EXAMPLES.read_text(encoding="utf-8"))["examples"]}


def test_the_table_of_krumme_is_reproduced(examples):
    """ss-01, G. Krumme (Univ. of Washington): 630 = 290 − 80 + 420, and each industry's own row."""
    given_figures, expected = examples["ss-01"]["inputs"], examples["ss-01"]["expected"]
    before, after = (np.array(given_figures[key], dtype=float) for key in ("region_t0", "region_t1"))
    own = 1 + np.array(given_figures["national_growth_by_industry"])
    shift = parts(before, after, own, 1 + given_figures["national_growth_total"], before)
    whole = shift.summed()
    assert whole.total == pytest.approx([expected["regional_growth"]])
    assert whole.national == pytest.approx([expected["national_effect"]])
    assert whole.mix == pytest.approx([expected["composition_effect"]])
    assert whole.regional == pytest.approx([expected["differential_effect"]])
    by_industry = expected["by_industry"]
    assert shift.regional == pytest.approx(by_industry["differential"], abs=1e-9)
    assert shift.mix == pytest.approx(by_industry["composition"], abs=1e-9)
    assert (shift.mix + shift.regional) == pytest.approx(by_industry["total_shift"], abs=1e-9)


@pytest.mark.parametrize("area", ["A", "B", "C"])
def test_the_three_regions_of_farhauer_and_kroell_are_reproduced(examples, area):
    """ss-02, ss-03, ss-04: cran/REAT shift() with the inputs of Farhauer/Kröll 2013; Dunn, Esteban and Gerfin."""
    given_figures = examples["ss-02"]["inputs"]
    figures = (
        given_figures["regions_t0"][area],
        given_figures["regions_t1"][area],
        given_figures["nation_t0"],
        given_figures["nation_t1"],
    )
    whole, expected = dunn(*figures).summed(), examples["ss-02"]["expected"][area]
    assert whole.total == pytest.approx([expected["growth"]])
    assert whole.national == pytest.approx([expected["national"]])
    assert whole.mix == pytest.approx([expected["industry_mix"]], abs=1e-9)
    assert whole.regional == pytest.approx([expected["regional"]])
    assert whole.mix + whole.regional == pytest.approx([expected["net_total_shift"]])
    esteban = examples["ss-03"]["expected"][area]
    assert whole.own_regional == pytest.approx([esteban["regional"]], abs=1e-8)
    assert whole.allocation == pytest.approx([esteban["allocation"]], abs=1e-8)
    index = examples["ss-04"]["expected"][area]
    assert gerfin(*figures) == pytest.approx((index["industry_mix"], index["regional"], index["total"]))


def test_each_industry_of_region_a_has_its_own_parts(examples):
    """ss-02, A by industry: 1 + 12 + 1 − 17 = −3."""
    figures, expected = examples["ss-02"]["inputs"], examples["ss-02"]["expected"]["A_by_industry"]
    shift = dunn(figures["regions_t0"]["A"], figures["regions_t1"]["A"], figures["nation_t0"], figures["nation_t1"])
    assert shift.national == pytest.approx(expected["national"])
    assert shift.mix == pytest.approx(expected["industry_mix"])
    assert shift.regional == pytest.approx(expected["regional"])


def test_the_dynamic_form_sums_the_years(examples):
    """ss-06, cran/REAT shiftd(): growth 45 = 39.96 + 0.16 + 4.87, not the end-point formula."""
    figures, expected = examples["ss-06"]["inputs"], examples["ss-06"]["expected"]
    shift = dynamic(figures["region"], figures["nation"])
    assert shift.total == pytest.approx([expected["growth"]])
    assert shift.national == pytest.approx([expected["national"]])
    assert shift.mix == pytest.approx([expected["industry_mix"]])
    assert shift.regional == pytest.approx([expected["regional"]])


def test_the_three_parts_sum_to_the_actual_change(examples):
    """ss-07, jobads-dashboard golden test: R1 changes by 0, R2 by 40, and the parts say so."""
    rows, expected = examples["ss-07"]["inputs"]["rows"], examples["ss-07"]["expected"]["actual_change"]
    level = {(when, area, activity): value for when, area, activity, value in rows}
    whole = [[sum(level[when, area, g] for area in ("R1", "R2")) for g in ("gA", "gB")] for when in ("t0", "t1")]
    for area, change in expected.items():
        own = [[level[when, area, g] for g in ("gA", "gB")] for when in ("t0", "t1")]
        shift = dunn(*own, *whole).summed()
        assert shift.total == pytest.approx([change])
        assert shift.national + shift.mix + shift.regional == pytest.approx([change], abs=1e-9)


def test_one_year_has_no_dynamic_form():
    """A single list of levels has no change in it."""
    assert np.isnan(dynamic([[1, 2]], [[3, 4]]).total).all()


def test_an_activity_without_a_reference_base_has_no_mix():
    """Base 0 in the reference: its own growth is unknown, the change of the area is not."""
    shift = dunn([0.0, 5.0], [3.0, 6.0], [0.0, 10.0], [3.0, 11.0])
    assert np.isnan(shift.mix[0])
    assert shift.total == pytest.approx([3, 1])


level = st.floats(min_value=0.01, max_value=1e9)
activities = st.lists(st.tuples(level, level, level, level), min_size=1, max_size=8)


@given(activities)
def test_the_parts_always_add_up(figures):
    """national + mix + regional = total, and own + allocation = regional, for every activity and their sum."""
    own_base, own_now, other_base, other_now = (np.array(side) for side in zip(*figures, strict=True))
    shift = dunn(own_base, own_now, own_base + other_base, own_now + other_now)
    near = np.abs([shift.national, shift.mix, shift.regional, own_now, own_base]).max() * 1e-9
    assert shift.national + shift.mix + shift.regional == pytest.approx(shift.total, abs=near)
    scale = near + np.abs([shift.own_regional, shift.allocation]).max() * 1e-9
    assert shift.own_regional + shift.allocation == pytest.approx(shift.regional, abs=scale)

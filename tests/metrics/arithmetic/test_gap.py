"""目标差距的算术，对照规划自己的数。"""

import csv
import json
from pathlib import Path

import pytest

from metrics.arithmetic import gap

SHARED = Path(__file__).resolve().parents[4] / "shared"
DERIVED = SHARED / "domain" / "derived_checks.csv"
EXAMPLES = SHARED / "checks" / "worked_examples.json"


def derived(key):
    if not DERIVED.exists():
        pytest.skip("需要 ../shared/domain/derived_checks.csv")
    with DERIVED.open(encoding="utf-8-sig") as file:
        return next(row["value"] for row in csv.DictReader(file) if row["id"] == key)


def example(key):
    if not EXAMPLES.exists():
        pytest.skip("需要 ../shared/checks/worked_examples.json")
    return next(e for e in json.loads(EXAMPLES.read_text(encoding="utf-8"))["examples"] if e["id"] == key)


def test_required_growth_of_the_it_plan_is_32_34_and_40_91():
    """derived_checks D01, D05 and D09: 49.27 → 200 in five years, 36 → 200 firms, a doubling."""
    assert f"{gap.required_growth_pct(49.27, 200, 5):.2f}%" == derived("D01")
    assert f"{gap.required_growth_pct(36, 200, 5):.2f}%" in derived("D05")
    assert f"{gap.required_growth_pct(1, 2, 5):.2f}%" == derived("D09")


@pytest.mark.parametrize("key", ["gap-01", "gap-02"])
def test_required_growth_agrees_with_the_published_examples(key):
    """worked_examples.json gap-01 and gap-02."""
    given, expected = example(key)["inputs"], example(key)["expected"]
    years = given["target_year"] - given["base_year"]
    required = gap.required_growth_pct(given["base"], given["target"], years)
    assert required == pytest.approx(100 * expected["required_cagr"], abs=1e-9)


def test_growth_that_has_no_meaning_is_refused():
    """worked_examples.json cagr-03: bases and ends that are not positive give no rate."""
    for case in example("cagr-03")["inputs"]["cases"]:
        assert gap.required_growth_pct(case["start"], case["end"], case["years"]) is None


def test_the_gap_is_negative_when_behind_and_turns_round_for_ranks():
    """D02: 49.27 − 200 = −150.73; rank 5 against 3 is −2; unknown stays unknown."""
    assert f"{gap.difference('>', 49.27, 200):.2f} 亿元" == derived("D02")
    assert gap.difference("rank<=", 5, 3) == -2
    assert gap.difference(">", None, 200) is None


def test_completion_at_the_baseline_is_24_64_and_0():
    """D03: 49.27 of 200; from the base nothing has been added yet."""
    assert f"{gap.completion_pct('>', 49.27, 200):.2f}%" == derived("D03")
    assert gap.incremental_completion_pct(">", 49.27, 49.27, 200) == 0
    assert gap.incremental_completion_pct(">", 200, 49.27, 200) == 100


@pytest.mark.parametrize(("value", "base", "target"), [(None, 1, 2), (1, None, 2), (1, 1, None), (1, 2, 2)])
def test_incremental_completion_needs_three_numbers_and_a_way_to_go(value, base, target):
    """Any unknown, or a target equal to its base, gives null."""
    assert gap.incremental_completion_pct(">=", value, base, target) is None


def test_a_rank_has_no_completion():
    """第 1 of 第 3 is not 33 %."""
    assert gap.completion_pct("rank<=", 1, 3) is None
    assert gap.incremental_completion_pct("rank<=", 1, 5, 3) is None


@pytest.mark.parametrize(
    ("operator", "value", "target", "reached"),
    [
        (">", 5, 5, False),
        (">", 6, 5, True),
        (">=", 200, 200, True),
        (">=", 199, 200, False),
        ("~", 95, 100, True),
        ("~", 94.9, 100, False),
        ("=", 300, 300, True),
        ("=", 310, 300, True),
        ("range", 3, 3, True),
        ("range", 2, 3, False),
        ("rank<=", 3, 3, True),
        ("rank<=", 4, 3, False),
    ],
)
def test_more_than_excludes_the_number_and_at_least_includes_it(operator, value, target, reached):
    """民法典 §1259: 超过 excludes 本数, 以上 includes it; 5 % tolerance for 左右, 约, 级."""
    assert gap.is_reached(operator, value, target, tolerance_pct=5) is reached


def test_time_progress_counts_months_of_the_plan():
    """rules §6.3: 2021–2025 at 2023-09-30 is 33 of 60 months; before it 0, after it 100."""
    assert gap.time_progress_pct("2021Q1", "2025Q4", "2023Q3") == pytest.approx(55)
    assert gap.time_progress_pct("2021Q1", "2025Q4", "2020Q4") == 0
    assert gap.time_progress_pct("2021Q1", "2025Q4", "2026Q3") == 100
    assert gap.time_progress_pct("", "2025Q4", "2026Q3") is None


@pytest.mark.parametrize("year", range(2020, 2026))
def test_both_paths_run_as_the_plans_figures_say(year):
    """D04: from 49.27 to 200, linear and constant growth, year by year."""
    share = gap.path_share("2020Q4", "2025Q4", f"{year}Q4")
    assert share == pytest.approx((year - 2020) / 5)
    linear, constant = gap.path_linear(49.27, 200, share or 0), gap.path_constant_growth(49.27, 200, share or 0)
    assert f"{linear:.2f} | {constant:.2f} 亿元" == derived(f"D04-{year}")


def test_there_is_no_path_before_the_base_and_none_from_nothing():
    """A quarter before the base has no share of the way; a base of 0 has no constant growth."""
    assert gap.path_share("2025Q4", "2030Q4", "2025Q3") is None
    assert gap.path_constant_growth(0, 200, 0.5) is None

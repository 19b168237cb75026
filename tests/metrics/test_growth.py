"""增长：可比口径、名义、同样本。"""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.show import show

EXAMPLES = Path(__file__).resolve().parents[3] / "shared" / "checks" / "worked_examples.json"


def test_the_three_growths_of_one_set_of_forms_are_three_numbers(make_store, rows):
    """domain/rules.md §2: 12.90 % comparable, 16.67 % nominal, 9.09 % matched, from the same four firms."""
    store = make_store(
        fact=[
            rows.fact("甲", 120, 100, 100),
            rows.fact("乙", 60, 66, 65),
            rows.fact("丙", 30, 20, None),
            rows.fact("丁", None, None, 15),
        ]
    )
    (row,) = show(store, "growth").to_dict("records")
    assert row["comparable_pct"] == pytest.approx((210 / 186 - 1) * 100)
    assert round(row["comparable_pct"], 2) == 12.90
    assert round(row["nominal_pct"], 2) == 16.67
    assert round(row["matched_pct"], 2) == 9.09
    assert row["reason"] == ""


@pytest.mark.parametrize(
    ("now", "reported", "stored", "reason"),
    [
        (120, None, 100, "缺基期"),
        (120, None, None, "缺基期"),
        (120, 0, 0, "基数≤0"),
        (120, -5, 100, "基数≤0"),
        (None, None, 100, "缺本期"),
        (120, 200, None, "名义、同样本缺基期"),
        (120, 99, 99, "基数较小"),
        (120, 100, 100, ""),
    ],
)
def test_a_growth_that_cannot_be_had_says_why(make_store, rows, now, reported, stored, reason):
    """Edge rows of rules §2.4: base missing, zero, negative, tiny; this year missing. Never 0, never an exception."""
    (row,) = show(make_store(fact=[rows.fact("甲", now, reported, stored)]), "growth").to_dict("records")
    assert row["reason"] == reason
    has_rate = now is not None and reported is not None and reported > 0
    assert (row["comparable_pct"] == row["comparable_pct"]) is has_rate


def test_a_zero_base_gives_no_growth_though_the_firm_grew(make_store, rows):
    """0 → 5 is neither 0 % nor infinite."""
    (row,) = show(make_store(fact=[rows.fact("甲", 5, 0, 0)]), "growth").to_dict("records")
    assert row["comparable_pct"] != row["comparable_pct"]
    assert row["nominal_pct"] != row["nominal_pct"]


def test_the_example_of_published_and_nominal_growth_is_reproduced(make_store, rows):
    """checks/worked_examples.json basis-01 (plan 003): 5315 on 4382 is 21.29 % nominal; 14.9 % rests on 4625.76."""
    if not EXAMPLES.exists():
        pytest.skip("需要 ../shared 里的公开算例")
    example = next(e for e in json.loads(EXAMPLES.read_text(encoding="utf-8"))["examples"] if e["id"] == "basis-01")
    given_figures, expected = example["inputs"], example["expected"]
    base = expected["implied_2022_base"]
    store = make_store(fact=[rows.fact("全市", given_figures["published_2023"], base, given_figures["published_2022"])])
    (row,) = show(store, "growth").to_dict("records")
    assert row["nominal_pct"] == pytest.approx(expected["naive_growth_pct"], abs=1e-4)
    assert row["comparable_pct"] == pytest.approx(given_figures["published_growth_pct"], abs=1e-4)


def test_growth_by_enterprise_gives_key_and_name(make_store, rows):
    """--by enterprise answers with enterprise_id and enterprise, in this order, after period and basis."""
    store = make_store(
        enterprise=[{"enterprise_id": "000002", "enterprise": "万科"}], fact=[rows.fact("000002", 110, 100)]
    )
    frame = show(store, "growth", by=["enterprise"])
    assert list(frame.columns[:4]) == ["period", "basis", "enterprise_id", "enterprise"]
    assert frame.loc[0, "enterprise"] == "万科"


money = st.decimals(min_value=-(10**6), max_value=10**9, places=2) | st.none()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(money, money, money), min_size=1, max_size=6))
def test_doubling_every_figure_leaves_growth_unchanged(make_store, rows, figures):
    """Growth has no unit: twice every revenue, the same rates."""
    once = [rows.fact(f"企{n}", *three) for n, three in enumerate(figures)]
    twice = [rows.fact(f"企{n}", *[x if x is None else 2 * x for x in three]) for n, three in enumerate(figures)]
    columns = ["comparable_pct", "nominal_pct", "matched_pct"]
    with make_store(fact=once) as first, make_store(fact=twice) as second:
        before, after = show(first, "growth")[columns], show(second, "growth")[columns]
    assert before.to_numpy() == pytest.approx(after.to_numpy(), nan_ok=True, rel=1e-9, abs=1e-9)

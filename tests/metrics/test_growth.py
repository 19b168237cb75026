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


def test_two_years_are_averaged_geometrically(make_store, rows):
    """domain/rules.md §1.6 (NBS 2021): 8.2 % and 18 % give 12.99 % a year; the first year says what it lacks."""
    store = make_store(
        fact=[
            rows.fact("甲", 1082, 1000, None, period="2025Q3"),
            rows.fact("甲", 1180, 1000, 1082),
        ]
    )
    (now,) = show(store, "growth", period="2026Q3").to_dict("records")
    assert round(now["two_year_pct"], 2) == 12.99
    assert now["two_year_reason"] == ""
    (then,) = show(store, "growth", period="2025Q3").to_dict("records")
    assert then["two_year_pct"] != then["two_year_pct"]
    assert then["two_year_reason"] == "缺上年增速"
    both = show(store, "growth")
    assert both["two_year_pct"].isna().tolist() == [True, False]


def test_a_quarter_is_compared_with_the_one_before_on_single_quarters_only(make_store, rows):
    """domain/rules.md §1.4: single 22 → 26 is +18.2 %, not seasonally adjusted; a firm of one quarter stays out."""
    store = make_store(
        fact=[
            rows.fact("甲", 22, 20, period="2026Q1", basis="single"),
            rows.fact("甲", 26, 25, period="2026Q2", basis="single"),
            rows.fact("乙", 9, 9, period="2026Q2", basis="single"),
            rows.fact("甲", 48, 45, period="2026Q2"),
        ]
    )
    single = show(store, "growth", period="2026Q2").set_index("basis").loc["single"]
    assert single["quarter_pct"] == pytest.approx((26 / 22 - 1) * 100)
    assert single["quarter_reason"] == "未季节调整"
    rows_shown = show(store, "growth").to_dict("records")
    reasons = {(row["period"], row["basis"]): row["quarter_reason"] for row in rows_shown}
    assert reasons["2026Q1", "single"] == "缺上季"
    assert reasons["2026Q2", "ytd"] == "环比只在单季上计算"


def test_the_first_quarter_follows_the_fourth_of_the_year_before(make_store, rows):
    """2026Q1 stands beside 2025Q4, and a quarter before of 0 gives no rate."""
    store = make_store(
        fact=[
            rows.fact("甲", 40, 40, period="2025Q4", basis="single"),
            rows.fact("甲", 30, 30, period="2026Q1", basis="single"),
            rows.fact("乙", 0, 1, period="2025Q4", basis="single"),
            rows.fact("乙", 5, 1, period="2026Q1", basis="single"),
        ]
    )
    frame = show(store, "growth", period="2026Q1", by=["enterprise"]).set_index("enterprise_id")
    assert frame.loc["甲", "quarter_pct"] == pytest.approx(-25)
    assert frame.loc["乙", "quarter_reason"] == "基数≤0"


def test_a_loss_of_more_than_everything_has_no_geometric_mean(make_store, rows):
    """100 → −5 a year ago: below −100 %, so the mean is unknown and says why."""
    store = make_store(fact=[rows.fact("甲", -5, 100, period="2025Q3"), rows.fact("甲", 20, 10)])
    (row,) = show(store, "growth", period="2026Q3").to_dict("records")
    assert row["two_year_pct"] != row["two_year_pct"]
    assert row["two_year_reason"] == "营业收入为负，不能取几何平均"


def test_growth_factors_of_an_independent_program_are_reproduced(make_store, rows):
    """checks/worked_examples.json growth-01 (cran/REAT man/growth.Rd): 1.111, 2.0, 1.0, 0.917."""
    if not EXAMPLES.exists():
        pytest.skip("需要 ../shared 里的公开算例")
    example = next(e for e in json.loads(EXAMPLES.read_text(encoding="utf-8"))["examples"] if e["id"] == "growth-01")
    levels = zip(example["inputs"]["t0"], example["inputs"]["t1"], strict=True)
    store = make_store(fact=[rows.fact(f"企{n}", now, before) for n, (before, now) in enumerate(levels)])
    rates = show(store, "growth", by=["enterprise"])["comparable_pct"]
    assert [1 + rate / 100 for rate in rates] == pytest.approx(example["expected"]["factor"], abs=1e-9)


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

"""一格能不能公布的几条规则：手册与公开软件里印出来的例子，逐个重算。"""

import json
from pathlib import Path

import pytest

from metrics.disclosure.primary import (
    Rules,
    by_contributor,
    equivalent_p,
    is_dominated,
    is_estimable,
    is_rare,
    is_unsafe,
    protection_level,
)

CHECKS = Path(__file__).resolve().parents[4] / "shared" / "checks" / "worked_examples.json"
OFF = Rules(min_contributors=None)


def rules(**given):
    return Rules(min_contributors=None, **given)


def test_dominance_of_one_calls_two_equal_giants_safe_and_p_percent_does_not():
    """《统计披露控制手册》4.2 例1：X=100000，两家 50000、49000；(1,90) 安全，第二家估第一家只差2%，p=10 不安全。"""
    amounts = [50_000, 49_000, 1_000]
    assert not is_dominated(amounts, rules(dominance_n=1, dominance_k=90))
    assert is_estimable(amounts, rules(p=10))
    assert 100_000 - 49_000 == 51_000 == 50_000 * 1.02


def test_dominance_of_two_calls_unsafe_what_p_percent_calls_safe():
    """手册 4.2 例2：X=110000，52000、50000：p=10 安全（15.4%），(2,90.9) 不安全。"""
    amounts = [52_000, 50_000, 8_000]
    assert not is_estimable(amounts, rules(p=10))
    assert round(8_000 / 52_000 * 100, 1) == 15.4
    assert is_dominated(amounts, rules(dominance_n=2, dominance_k=90.9))


@pytest.mark.parametrize(("k", "p"), [(80, 25), (95, 5.26)])
def test_the_parameters_of_the_two_rules_convert(k, p):
    """手册 4.2：k=80 相当于 p=25，k=95 相当于 p=5.26。"""
    assert equivalent_p(k) == pytest.approx(p, abs=0.005)


def test_the_bound_of_a_dominated_cell_is_its_largest_over_k():
    """手册 4.3 例4：300、20、10，(1,85) 不安全，推算的上限要到 352.94 才行。"""
    amounts, one = [300, 20, 10], rules(dominance_n=1, dominance_k=85)
    assert is_unsafe(amounts, one)
    assert 330 + protection_level(amounts, one) == pytest.approx(352.94, abs=0.005)


def test_a_weighted_contributor_counts_as_often_as_its_weight():
    """手册 4.2：100（权4）与 10（权7）合计 470，最大两家各 100。"""
    amounts = by_contributor([100] * 4 + [10] * 7, range(11))
    assert sum(amounts) == 470
    assert amounts[:2] == [100, 100]


@pytest.mark.parametrize(
    ("amounts", "is_bad"),
    [
        ([100], True),
        ([90, 10], True),
        ([80, 20], True),
        ([70, 30], True),
        ([80, 10, 10], False),
        ([70, 10, 10, 10], False),
        ([60, 20, 10, 10], False),
    ],
)
def test_dominance_agrees_with_the_package_of_statistics_norway(amounts, is_bad):
    """GaussSuppression 的 test-DominanceRule.R，(2,90)：前四格不安全，后三格安全；80+10 正好 90，不算超过。"""
    assert is_dominated(amounts, rules(dominance_n=2, dominance_k=90)) is is_bad


# GaussSuppression 说明文档里的 magnitude1，20 行，合计 462.3
MAGNITUDE = [
    ("Agr", "PT", 75.9), ("Agr", "PT", 24.5), ("Agr", "ES", 96.6), ("Agr", "ES", 43.2), ("Ent", "IS", 16.8),
    ("Ent", "PT", 7.1), ("Ent", "PT", 2.3), ("Ent", "ES", 77.4), ("Ent", "ES", 11.5), ("Ent", "ES", 16.4),
    ("Gov", "PT", 21.6), ("Gov", "PT", 2.0), ("Gov", "ES", 6.5), ("Gov", "ES", 2.7), ("Ind", "IS", 9.6),
    ("Ind", "IS", 8.8), ("Ind", "IS", 1.9), ("Ind", "PT", 25.7), ("Ind", "PT", 3.4), ("Ind", "ES", 8.4),
]  # fmt: skip


def test_few_contributors_agrees_with_the_package_of_statistics_norway():
    """magnitude1，每行一家，n<3：八个不空的格子不安全，农业·冰岛、政府·冰岛是空格。"""
    cells: dict[tuple[str, str], list[float]] = {}
    for sector, place, amount in MAGNITUDE:
        cells.setdefault((sector, place), []).append(amount)
    unsafe = {key for key, amounts in cells.items() if is_rare(amounts, Rules())}
    assert round(sum(amount for _sector, _place, amount in MAGNITUDE), 1) == 462.3
    assert unsafe == {
        ("Agr", "PT"), ("Agr", "ES"), ("Ent", "IS"), ("Ent", "PT"), ("Gov", "PT"), ("Gov", "ES"), ("Ind", "PT"),
        ("Ind", "ES"),
    }  # fmt: skip


@pytest.mark.skipif(not CHECKS.exists(), reason="需要 ../shared 里的算例")
def test_the_worked_example_of_two_rules_comes_out():
    """sdc-01：82、10、5、3，(2,85) 与 p=10 都不安全；前两家 92%，p 值 9.756%。"""
    examples = {one["id"]: one for one in json.loads(CHECKS.read_text(encoding="utf-8"))["examples"]}
    given, want = examples["sdc-01"]["inputs"], examples["sdc-01"]["expected"]
    amounts = given["contributions"]
    assert is_dominated(amounts, rules(dominance_n=given["n"], dominance_k=given["k"])) is want["nk_sensitive"]
    assert is_estimable(amounts, rules(p=given["p"])) is want["p_sensitive"]
    assert sum(amounts[2:]) / amounts[0] * 100 == pytest.approx(want["p_pct"], abs=0.01)


def test_enterprises_of_one_group_are_one_contributor():
    """甲、乙同属一个集团，丙独立：三家企业，两个贡献者，不足三家。"""
    amounts = by_contributor([30, 20, 10], ["集团", "集团", "丙"])
    assert amounts == [50, 10]
    assert is_unsafe(amounts, Rules())


def test_an_empty_cell_is_safe_and_a_cell_of_zeros_is_not():
    """没有企业的格子无可泄露；几家都是零的格子，合计为零就知道各家是零。"""
    assert not is_unsafe([], Rules(p=15))
    assert is_unsafe([0, 0, 0], Rules(p=15))


def test_every_rule_can_be_switched_off():
    """三条都关掉，一家企业的格子也给。"""
    assert not is_unsafe([100], OFF)

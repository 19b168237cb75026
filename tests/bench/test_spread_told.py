"""攻击者由平方和推出的：两版之差解出改数的一家，一格包着另一格就夹住差的几家。"""

import pytest

from bench.derived import never, pace
from bench.granted import Row
from bench.knowledge import Knowledge
from bench.spread_told import between


def of(firm: str, amount: float):
    return "y", firm, "2026Q1", amount


def told(*groups) -> Knowledge:
    """The sums and the sums of squares of these groups."""
    known = Knowledge()
    for own in groups:
        amounts = [one[3] for one in own]
        known.squares.append((frozenset(own), sum(amounts), sum(one * one for one in amounts)))
    between(known)
    return known


def test_one_firm_revised_is_solved_from_two_versions():
    """9 改作 10：平方和多 19，合计多 1，所以改前加改后是 19。"""
    same = [of("甲", 3.0), of("乙", 4.0)]
    known = told([*same, of("丙", 9.0)], [*same, of("丙", 10.0)])
    found = {next(iter(row))[3]: low for row, low in zip(known.rows, known.low, strict=True)}
    assert found == pytest.approx({9.0: 9.0, 10.0: 10.0})


def test_a_few_equal_firms_between_two_cells_are_pinned():
    """差的三家都是 5：合计 15、平方和 75，谁都只能是 5。"""
    few = [of(firm, 5.0) for firm in "丙丁戊"]
    known = told([of("甲", 3.0), of("乙", 4.0), *few], [of("甲", 3.0), of("乙", 4.0)])
    assert len(known.rows) == 3
    assert known.low == pytest.approx([5.0] * 3, abs=1e-5)
    assert known.high == pytest.approx([5.0] * 3, abs=1e-5)


def test_quarters_are_not_taken_from_one_another():
    """两个季度的数是两个未知数：平方和不相减。"""
    known = told([of("甲", 3.0), of("乙", 4.0)], [("y", "甲", "2026Q2", 3.0)])
    assert known.rows == []


def test_a_share_given_without_its_sums_is_reported():
    """上年同期占全年几成给了，上年全年没有给：门开错了。"""
    row = Row(
        {"period": "2026Q1", "basis": "ytd", "same_period_share_pct": 20.0, "prior_ytd_10k_cny": None},
        frozenset(),
        {},
        {},
    )
    with pytest.raises(ValueError, match="same_period_share_pct"):
        pace(Knowledge(), row, row, lambda _cell, _at: frozenset())
    with pytest.raises(ValueError, match="不该给"):
        never(row, "same_period_share_pct")

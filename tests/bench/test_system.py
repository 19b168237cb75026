"""攻击者的线性系统写小了还是同一个：合计代进份额、成比例的几行并成一行，推得出的一样多。"""

import numpy as np
import pytest
from scipy import optimize, sparse

from bench.attacker import bounds, close
from bench.knowledge import Knowledge
from bench.system import system

COUNT = 130


def everybody():
    """A hundred and thirty firms, of 10 to 139."""
    return [("y", f"企业{number:03}", "2026Q1", 10.0 + number) for number in range(COUNT)]


def total(firms):
    """What these firms make together."""
    return sum(one[3] for one in firms)


def share_of(few, firms) -> Knowledge:
    """The total of all the firms, and the share of a few in it."""
    known = Knowledge()
    known.add(dict.fromkeys(firms, 1.0), total(firms))
    share = total(few) / total(firms)
    known.add({one: (1.0 if one in few else 0.0) - share for one in firms}, 0.0)
    return known


def test_a_share_of_a_known_total_is_a_short_row():
    """全体合计已知，三家的份额就是三家之和：那一行只剩三家。"""
    firms = everybody()
    found = system(share_of(firms[4:7], firms))
    assert sorted(np.diff(found.rows.indptr).tolist()) == [3, COUNT]


def test_the_firm_behind_a_share_is_found():
    """一家占全体的份额：乘合计就是它，攻击者找得到，别的一家也找不到。"""
    firms = everybody()
    (found,) = close(share_of(firms[4:5], firms), firms)
    assert found.variable == firms[4]
    assert (found.low, found.high) == pytest.approx((14.0, 14.0), abs=0.01)


def test_a_small_firm_among_large_ones_is_found():
    """两家共 8 亿万元多 3 万元，两家大的都知道：剩下那一家的 3 万元攻击者算得出，不当作零头。"""
    large, larger, small = (("y", name, "2026Q1", one) for name, one in (("甲", 3e8), ("乙", 5e8), ("丙", 3.0)))
    known = Knowledge()
    known.add({large: 1.0, larger: 1.0, small: 1.0}, 3e8 + 5e8 + 3.0)
    known.add({large: 1.0, larger: 1.0}, 3e8 + 5e8)
    (found,) = close(known, [small])
    assert (found.low, found.high) == pytest.approx((3.0, 3.0), abs=0.01)


def test_a_share_of_an_unknown_total_stays_as_it_is():
    """合计不知道，份额只说出比例：代不进去，也找不到那一家。"""
    firms = everybody()
    known = Knowledge()
    share = firms[4][3] / total(firms)
    known.add({one: (1.0 if one is firms[4] else 0.0) - share for one in firms}, 0.0)
    assert np.diff(system(known).rows.indptr).tolist() == [COUNT]
    assert close(known, firms) == []


def test_a_total_known_roughly_is_not_put_in():
    """舍入了的合计不是一个数：份额那一行不动。"""
    firms = everybody()
    known = share_of(firms[4:7], firms)
    known.low[0], known.high[0] = known.low[0] - 50, known.high[0] + 50
    assert np.diff(system(known).rows.indptr).tolist() == [COUNT, COUNT]


def test_what_a_solver_leaves_over_is_measured():
    """合计不动而一家加 2、另一家减 1.5：差着 0.5；一家减到负数也算。"""
    one, other = ("y", "甲", "2026Q1", 12.0), ("y", "乙", "2026Q1", 13.0)
    known = Knowledge()
    known.add({one: 1.0, other: 1.0}, 25.0)
    found = system(known)
    assert found.off(np.array([2.0, -2.0])) == pytest.approx(0.0, abs=1e-6)
    assert found.off(np.array([2.0, -1.5])) == pytest.approx(0.5, abs=1e-6)
    assert found.off(np.array([-13.0, 13.0])) == pytest.approx(1.0, abs=1e-6)


def test_multiples_of_one_row_hold_together():
    """甲+乙 不小于 20、−2 甲−2 乙 不小于 −60：一行，在 20 与 30 之间。"""
    one, other = ("y", "甲", "2026Q1", 12.0), ("y", "乙", "2026Q1", 13.0)
    known = Knowledge()
    known.add({one: 1.0, other: 1.0}, 20.0, 100.0)
    known.add({one: -2.0, other: -2.0}, -60.0, 0.0)
    found = system(known)
    assert found.rows.shape == (1, 2)
    assert (found.low + 25).tolist() == pytest.approx([20.0], abs=1e-4)
    assert (found.high + 25).tolist() == pytest.approx([30.0], abs=1e-4)


def test_nearly_the_same_rows_are_two():
    """甲+乙 与 甲+1.001 乙 是两句话，合起来解得出乙。"""
    one, other = ("y", "甲", "2026Q1", 12.0), ("y", "乙", "2026Q1", 13.0)
    known = Knowledge()
    known.add({one: 1.0, other: 1.0}, 25.0)
    known.add({one: 1.0, other: 1.001}, 25.013)
    assert [found.variable for found in close(known, [one, other])] == [one, other]


def test_the_bounds_are_those_of_the_rows_as_they_were_said():
    """随意造的份额、倍数、舍入的合计：每一家的上下界与原来那几行直接解的一样。"""
    random = np.random.default_rng(5)
    firms = everybody()
    known = Knowledge()
    known.add(dict.fromkeys(firms, 1.0), total(firms))
    for _round in range(12):
        few = [firms[number] for number in random.choice(COUNT, 4, replace=False)]
        share = total(few) / total(firms)
        row = {one: (1.0 if one in few else 0.0) - share for one in firms}
        known.add(row, 0.0 if random.random() < 0.5 else -random.uniform(0, 20), random.uniform(0, 20))
        known.add(dict.fromkeys(few[:2], 3.0), 3 * total(few[:2]) - 15, 3 * total(few[:2]) + 9)
    wanted = sorted({one for row in known.rows for one in row if len(row) < 5})[:6]
    for found in bounds(known, wanted, is_full=True):
        assert (found.low, found.high) == pytest.approx(straight(known, firms, found.variable), abs=0.01)


def straight(known: Knowledge, firms, wanted):
    """The least and the most a firm can be by the rows themselves."""
    rows = sparse.lil_array((len(known.rows), COUNT))
    for number, row in enumerate(known.rows):
        for variable, one in row.items():
            rows[number, firms.index(variable)] = one
    low, high = np.array(known.low) - 1e-6, np.array(known.high) + 1e-6
    both = sparse.vstack([rows.tocsr(), -rows.tocsr()]).tocsr()
    cost = np.zeros(COUNT)
    cost[firms.index(wanted)] = 1.0
    solved = [
        optimize.linprog(sign * cost, A_ub=both, b_ub=np.concatenate([high, -low]), bounds=(0, None)).fun * sign
        for sign in (1, -1)
    ]
    return tuple(solved)

"""连带隐去：攻击者拿到所有公布的合计，用线性规划也推不出一家企业；损失与通解比。"""

from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, sparse

from bench.attacker import bounds
from bench.knowledge import Knowledge
from metrics.disclosure.levels import contributions, judge
from metrics.disclosure.line import lines
from metrics.disclosure.primary import Rules, is_unsafe, protection_level
from metrics.disclosure.roll import Roll
from metrics.disclosure.sums import exact, matrix, of_firms

RULES = Rules(p=12.0)
TABLES = [(), ("industry",), ("subdistrict",), ("industry", "subdistrict")]
LINKED = [*TABLES, ("cluster",), ("cluster", "subdistrict")]


def roll(amounts, industry, subdistrict, cluster=None, holders=None):
    """One quarter of a made district."""
    firms = tuple(f"企业{number}" for number in range(len(amounts)))
    places = {
        "industry": tuple((one,) for one in industry),
        "subdistrict": tuple((one,) for one in subdistrict),
        "cluster": tuple(tuple(one) for one in cluster or [("未归类",)] * len(firms)),
    }
    return Roll("2026Q3", firms, np.array(amounts, dtype=float), tuple(holders or firms), places)


def variable(own, number):
    return ("y", own.firms[number], own.period, float(own.amounts[number]))


def knowledge(own, cells, hidden):
    known = Knowledge()
    for key, firms in cells.items():
        if key not in hidden:
            known.add({variable(own, one): 1.0 for one in firms}, float(own.amounts[list(firms)].sum()))
    return known


def close(own, cells, hidden):
    """Firms the attacker bounds within ten percent."""
    wanted = [variable(own, number) for number in range(len(own.firms)) if own.amounts[number] > 0]
    return [one.variable[1] for one in bounds(knowledge(own, cells, hidden), wanted) if one.is_close()]


def test_geurts_1992_gives_the_published_interval():
    """手册 4.4 例3：行和 7、3，列和 6、4，四格都隐去：攻击者知道 X11 在 3 到 6 之间。"""
    known = Knowledge()
    cells = {(row, column): ("y", f"{row}{column}", "", float(value))
             for (row, column), value in {(1, 1): 5, (1, 2): 2, (2, 1): 1, (2, 2): 2}.items()}  # fmt: skip
    for row, total in ((1, 7), (2, 3)):
        known.add({cells[row, 1]: 1.0, cells[row, 2]: 1.0}, total)
    for column, total in ((1, 6), (2, 4)):
        known.add({cells[1, column]: 1.0, cells[2, column]: 1.0}, total)
    (found,) = bounds(known, [cells[1, 1]], is_full=True)
    assert (found.low, found.high) == pytest.approx((3, 6), abs=1e-4)


def test_a_lone_hidden_cell_takes_another_with_it():
    """手册 1a：56600 − 47600 − 8002 = 998：只隐一家的那一格，一减就出来，所以另隐一格。"""
    amounts = [20_000, 15_000, 12_600, 4_000, 3_000, 1_002, 998]
    industry = ["甲", "甲", "甲", "乙", "乙", "乙", "丙"]
    own = roll(amounts, industry, ["东"] * 7)
    found = judge(own, own.cells([(), ("industry",)]), RULES)
    assert found.primary == {(("industry", "丙"),)}
    assert found.hidden == {(("industry", "丙"),), (("industry", "乙"),)}
    assert () not in found.hidden


def test_two_lone_firms_in_one_line_do_not_protect_each_other():
    """手册 4.4 的单家问题：一行只隐两个一家的格子，两家一减就互相知道，所以隐第三格。"""
    own = roll([500, 400, 300, 250, 90, 80], ["甲", "甲", "甲", "甲", "乙", "丙"], ["东"] * 6)
    found = judge(own, own.cells([(), ("industry",)]), RULES)
    assert (("industry", "甲"),) in found.hidden or () in found.hidden


def test_a_group_of_enterprises_is_one_contributor_in_a_cell():
    """三家企业同属一个集团，合计就是它一家的数：不公布。"""
    amounts = [30, 20, 10, 300, 200, 100, 80]
    own = roll(amounts, ["甲"] * 3 + ["乙"] * 4, ["东"] * 7, holders=["集团"] * 3 + ["丁", "戊", "己", "庚"])
    assert (("industry", "甲"),) in judge(own, own.cells([(), ("industry",)]), RULES).primary


@st.composite
def districts(draw, most=26):
    count = draw(st.integers(3, most))
    seed = draw(st.integers(0, 10_000))
    random = np.random.default_rng(seed)
    clusters = [tuple(sorted(set(random.choice(["子", "丑", "寅"], random.integers(1, 3))))) for _ in range(count)]
    return roll(
        np.round(random.lognormal(5, 1.4, count), 2) + 1,
        random.choice(["甲", "乙", "丙", "丁"], count, p=[0.4, 0.3, 0.2, 0.1]),
        random.choice(["东", "南", "西"], count, p=[0.5, 0.3, 0.2]),
        clusters,
    )


@settings(max_examples=25, deadline=None, derandomize=True)
@given(districts())
def test_no_firm_of_a_made_district_can_be_bounded(own):
    """随意造的区，行业 × 街道、有交叉的集群、总计连在一起：没有一家被推到 ±10% 以内，也没有不安全的格子在外。"""
    cells = own.cells(LINKED)
    found = judge(own, cells, RULES)
    assert close(own, cells, found.hidden) == []
    assert [key for key in cells if key not in found.hidden and is_unsafe(contributions(own, cells[key]), RULES)] == []


@settings(max_examples=25, deadline=None, derandomize=True)
@given(districts())
def test_what_a_line_leaves_over_is_a_safe_sum(own):
    """公布的合计减去公布的各格，剩下的和自己也够家数、也过 p%：行里的企业减掉自己，也得不到别家。"""
    cells = own.cells(LINKED)
    hidden = {cells[key] for key in judge(own, cells, RULES).hidden}
    left = [
        [firm for child in children if child in hidden for firm in child]
        for total, children in lines(cells)
        if total not in hidden
    ]
    assert [one for one in left if is_unsafe(contributions(own, one), RULES)] == []


@settings(max_examples=8, deadline=None, derandomize=True)
@given(districts(most=14), st.integers(1, 2))
def test_a_late_firm_is_not_the_difference_of_two_versions(own, late):
    """先给过少几家的一版，后来补报一两家：两版的合计放在一起，也推不出补报的。"""
    industry, subdistrict = ([one[0] for one in own.places[name]] for name in ("industry", "subdistrict"))
    first = roll(own.amounts[:-late], industry[:-late], subdistrict[:-late], own.places["cluster"][:-late])
    before = first.cells(LINKED)
    shown = [firms for key, firms in before.items() if key not in judge(first, before, RULES).hidden]
    cells = own.cells(LINKED)
    found = judge(own, cells, RULES, exact([of_firms(one) for one in dict.fromkeys(shown)]))
    known = knowledge(own, cells, found.hidden)
    for firms in shown:
        known.add({variable(own, one): 1.0 for one in firms}, float(own.amounts[list(firms)].sum()))
    wanted = [variable(own, len(own.firms) - 1 - number) for number in range(late)]
    assert [one for one in bounds(known, wanted) if one.is_close()] == []


def best_known(own: Any, cells: Any) -> float:
    """The least loss a mixed-integer program finds: which cells to hide so that every unsafe one can move enough."""
    keys = list(cells)
    rows = matrix([of_firms(cells[key]) for key in keys], len(own.firms)).toarray()
    sizes, cost = np.abs(own.amounts), rows @ np.abs(own.amounts)
    unsafe = [number for number, key in enumerate(keys) if is_unsafe(contributions(own, cells[key]), RULES)]
    count, firms = len(keys), len(sizes)
    aims = [(rows[one], protection_level(contributions(own, cells[keys[one]]), RULES)) for one in unsafe]
    width = count + len(aims) * firms
    blocks: list[Any] = []
    low: list[Any] = []
    high: list[Any] = []
    for number, (aim, need) in enumerate(aims):
        move = np.zeros((count, width))
        move[:, count + number * firms : count + (number + 1) * firms] = rows
        for sign in (1, -1):
            room = sign * move
            room[:, :count] -= np.diag(cost)
            blocks.append(room)
            low.append(np.full(count, -np.inf))
            high.append(np.zeros(count))
        row = np.zeros((1, width))
        row[0, count + number * firms : count + (number + 1) * firms] = aim
        blocks.append(row)
        low.append(np.array([need]))
        high.append(np.array([np.inf]))
    lower = np.concatenate([np.isin(np.arange(count), unsafe).astype(float), np.tile(-sizes, len(aims))])
    upper = np.concatenate([np.ones(count), np.tile(sizes, len(aims))])
    bounds = cast(Any, optimize.Bounds)(lower, upper)  # 数组也收，标注里漏了
    solved = optimize.milp(
        np.concatenate([cost, np.zeros(len(aims) * firms)]),
        integrality=np.arange(width) < count,
        bounds=bounds,
        constraints=cast(Any, optimize.LinearConstraint)(
            sparse.csr_array(np.vstack(blocks)), np.concatenate(low), np.concatenate(high)
        ),
        options={"time_limit": 20},
    )
    return float(solved.fun)


def made(seed, count=30):
    random = np.random.default_rng(seed)
    return roll(
        np.round(random.lognormal(5, 1.0, count), 2),
        random.choice(["甲", "乙", "丙", "丁"], count),
        random.choice(["东", "南", "西"], count),
    )


def test_the_loss_is_near_what_a_general_solver_finds():
    """十个小表（行业 × 街道，带合计）：隐去的金额加起来，不超过混合整数规划求得的最小损失的 1.5 倍。"""
    ours = best = 0.0
    for seed in range(10):
        own = made(seed)
        cells = own.cells(TABLES)
        hidden = judge(own, cells, RULES).hidden
        ours += sum(float(own.amounts[list(cells[key])].sum()) for key in hidden)
        best += best_known(own, cells)
    assert 0 < ours <= 1.5 * best

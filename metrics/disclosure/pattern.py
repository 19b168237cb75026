"""一期的隐去方案：哪些格子不公布，哪些由几期推出的数不公布或只给到几位；给过的都记着，后来的版本接着挡。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from metrics.disclosure.figure import BASE, BEFORE, LEVEL, MATCHED
from metrics.disclosure.levels import NOTHING, contributions, is_off, judge, settle
from metrics.disclosure.offer import Offer, Quarter, need, offers
from metrics.disclosure.primary import Rules, is_rare
from metrics.disclosure.roll import Cell, Firms, Roll
from metrics.disclosure.rules import Policy
from metrics.disclosure.spread import SPREAD, TOPS, choose, top_name
from metrics.disclosure.sums import Row, Sums, exact, of_firms

# 给出分文不差的数的几种；其余只给舍入过的
_EXACT = {("single", LEVEL), ("rolling4", LEVEL), ("ytd", BASE)}
# 舍入了给的，依次先保哪一种：给不全时，隐后面的
_WEIGHTS = {
    ("ytd", BASE): 16.0, ("single", LEVEL): 6.0, ("single", BASE): 6.0, ("rolling4", BASE): 3.0,
    ("single", BEFORE): 2.0, ("ytd", MATCHED): 1.0,
}  # fmt: skip
WITHHELD = -1
STEPS = (1, 0)  # 增速给到一位小数、整数，金额给到三位、两位有效数字


@dataclass(frozen=True)
class Shown:
    """What of one period is withheld: `hidden` cells, those of them by a rule (`rare` by count, `primary` by any).

    `limits`: for each figure, the cells in which it may not leave to the cent: one of STEPS, or WITHHELD; SPREAD and
    `top_name` the same of what is made of how a cell's revenue is spread.
    """

    period: str
    hidden: frozenset[Cell]
    primary: frozenset[Cell]
    rare: frozenset[Cell]
    limits: Mapping[str, Mapping[Cell, int]]


@dataclass(frozen=True)
class Pattern(Shown):
    """The same with what is out: `told`, the sums over places in `firms`, whose figures are `amounts` (万元), and
    `spread`, the sets of firms whose spread is.
    """

    firms: tuple[str, ...]
    amounts: tuple[float, ...]
    told: Sums
    spread: tuple[Firms, ...] = ()


def draw(
    roll: Roll,
    prior: Mapping[str, int],
    policy: Policy,
    quarters: Mapping[str, Quarter],
    known: Sums = NOTHING,
    spread: Sequence[Firms] = (),
) -> Pattern:
    """The pattern of the roll's period. `quarters` by period, this and later ones; `prior`: where in the roll each
    firm's figure stands as reported a year later; `known`: sums given out before, over places in the roll, and
    `spread`: sets of firms whose spread was.
    """
    cells = roll.cells(policy.tables)
    judged = judge(roll, cells, policy.rules, known)
    out = set(known.rows)
    levels = dict.fromkeys(of_firms(firms) for key, firms in cells.items() if key not in judged.hidden)
    told = known + exact([one for one in levels if one not in out])
    limits: dict[str, dict[Cell, int]] = {}
    wide = tuple(spread)
    if not is_off(policy.rules):
        limits, told = _limits(roll, offers(roll, prior, quarters, judged.hidden), policy.rules, told)
        shown = {key: firms for key, firms in cells.items() if key not in judged.hidden}
        chosen = choose(roll, shown, policy, told, spread)
        told = chosen.told
        for name, given in ((SPREAD, chosen.given), *((top_name(one), chosen.tops[one]) for one in TOPS)):
            limits[name] = dict.fromkeys((key for key in shown if key not in given), WITHHELD)
        wide = tuple(dict.fromkeys((*spread, *(cells[key] for key in sorted(chosen.given)))))
    rare = {key for key in judged.primary if is_rare(contributions(roll, cells[key]), policy.rules)}
    return Pattern(
        roll.period, judged.hidden, judged.primary, frozenset(rare), limits,
        roll.firms, tuple(float(one) for one in roll.amounts), told, wide,
    )  # fmt: skip


def _limits(roll: Roll, every: Sequence[Offer], rules: Rules, told: Sums) -> tuple[dict[str, dict[Cell, int]], Sums]:
    """How far each offer may leave, and what is out then."""
    told = told + _tellable(roll, every, rules, told)
    out = {one for one, low, high in zip(told.rows, told.low, told.high, strict=True) if low == high == 0}
    left = [one for one in every if not set(_sides(one)) <= out]
    limits: dict[str, dict[Cell, int]] = {}
    for step in STEPS:
        accepted, more = _rounded(roll, left, step, rules, told)
        told = told + more
        for one, is_accepted in zip(left, accepted, strict=True):
            if is_accepted:
                limits.setdefault(one.figure.name, {})[one.cell] = step
        left = [one for one, is_accepted in zip(left, accepted, strict=True) if not is_accepted]
    for one in left:
        limits.setdefault(one.figure.name, {})[one.cell] = WITHHELD
    return limits, told


def _tellable(roll: Roll, every: Sequence[Offer], rules: Rules, told: Sums) -> Sums:
    """Sums of a few firms that may come out to the cent beside everything told."""
    wanted = [one for one in every if (one.figure.basis, one.figure.kind) in _EXACT and len(one.cell) < 2]
    rows = dict.fromkeys(side for one in wanted for side in _sides(one))
    known = set(told.rows)
    fit = exact([one for one in rows if one not in known and not need(roll, one, rules)])
    hidden = settle(roll, fit, np.zeros(len(fit.rows), dtype=bool), rules, told, {})
    return fit.only([not one for one in hidden])


def _rounded(roll: Roll, left: Sequence[Offer], step: int, rules: Rules, told: Sums) -> tuple[list[bool], Sums]:
    """Which offers may leave rounded so far, and what they tell."""
    accepted = [False] * len(left)
    needs = {side: need(roll, side, rules) for side in dict.fromkeys(side for one in left for side in _sides(one))}
    spans = {one: (low, high) for one, low, high in zip(told.rows, told.low, told.high, strict=True)}
    fit: list[int] = []
    rows: list[tuple[Row, float, float]] = []
    for number in sorted(range(len(left)), key=lambda one: (-_worth(left[one]), one)):
        one = left[number]
        shown = one.rounded(step)
        if shown is None:  # 没有增速，也就没有说出什么
            accepted[number] = True
        elif _worth(one) and _fits(one, shown, needs, spans):
            fit.append(number)
            rows.append(_per_unit(*shown))
    offered = Sums(*zip(*rows, strict=True)) if rows else NOTHING
    aims = {side: wanted for side, wanted in needs.items() if wanted}
    aims = {side: aims[side] for one in fit for side in _sides(left[one]) if side in aims}
    cost = [_worth(left[one]) for one in fit]
    hidden = settle(roll, offered, np.zeros(len(rows), dtype=bool), rules, told, aims, cost)
    for number, is_hidden in zip(fit, hidden, strict=True):
        accepted[number] = not is_hidden
    return accepted, offered.only([not one for one in hidden])


def _sides(one: Offer) -> list[Row]:
    """The sums of few firms that an offer is about."""
    return [_unit(side) for side in (one.now, one.base) if side]


def _worth(one: Offer) -> float:
    """What withholding an offer loses: of a large cell more, but not in proportion."""
    return _WEIGHTS.get((one.figure.basis, one.figure.kind), 0.0) * np.log10(10 + abs(one.total[0]))


def _fits(
    one: Offer,
    shown: tuple[Row, float, float],
    needs: Mapping[Row, float],
    spans: dict[Row, tuple[float, float]],
) -> bool:
    """Whether what is told of the same few firms, all roundings together, still leaves them room; noted if so."""
    told, low, high = _per_unit(*shown)
    if told not in needs:  # 本期与上年两头都差几家：各按另一头都知道来看
        share = abs(one.total[0] / one.total[1])
        wants = max(needs.get(_unit(one.now), 0.0), needs.get(_unit(one.base), 0.0) * share)
        return wants <= max(-shown[1], shown[2])
    before = spans.get(told, (-np.inf, np.inf))
    low, high = max(low, before[0]), min(high, before[1])
    if needs[told] > max(-low, high):
        return False
    spans[told] = (low, high)
    return True


def _unit(told: Row) -> Row:
    """The same sum whatever it is told times."""
    return tuple((place, one / told[0][1]) for place, one in told)


def _per_unit(told: Row, low: float, high: float) -> tuple[Row, float, float]:
    """A sum as `_unit` has it, with its bounds."""
    low, high = sorted((low / told[0][1], high / told[0][1]))
    return _unit(told), low, high

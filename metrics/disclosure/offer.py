"""一个合成的数在一期里说出了什么：这一期的合计不动时，它随哪几家的数动、动多少。

合计与合成的数差的几家，本期没有合成进去的（缺上年、缺上季），或上年同期数报了两样的（表内的与入库的各是一个未知数）。
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from metrics.disclosure.figure import BASE, LEVEL, Figure, Panel, parts, touching
from metrics.disclosure.primary import Rules
from metrics.disclosure.roll import Cell, Firms, Roll
from metrics.disclosure.sums import Row, row
from metrics.period import shifted

TIMED = {"tier", "title"}  # 企业随期进出的分组，各期不是同一批企业
Totals = Mapping[tuple[str, str], Mapping[Cell, tuple[float, float]]]


@dataclass(frozen=True)
class Quarter:
    """One quarter: who filed, the open tables' cells, the panels of its figures and their sums per cell (万元)."""

    roll: Roll
    cells: Mapping[Cell, Firms]
    panels: Mapping[tuple[str, str], Panel]
    totals: Totals


@dataclass(frozen=True)
class Offer:
    """A figure of a cell, and the firms of one period it would give away: `now` and `base` are by what the two sums
    move when those firms' figures do; `total` the two sums (万元).
    """

    figure: Figure
    cell: Cell
    now: Row
    base: Row
    total: tuple[float, float]

    def rounded(self, decimals: int) -> tuple[Row, float, float] | None:
        """A sum and how far it may move when the figure is given rounded (`fineness`); None where there is no rate."""
        now, base = self.total
        if self.figure.kind == LEVEL:
            unit = fineness(now, decimals)
            shown = round(now / unit) * unit
            return self.now, min(shown - unit / 2 - now, 0.0), max(shown + unit / 2 - now, 0.0)
        if base <= 0:
            return None
        half = 0.005 * 10**-decimals
        shown = 1 + round((now / base - 1) * 100, decimals) / 100
        low, high = min((shown - half) * base - now, 0.0), max((shown + half) * base - now, 0.0)
        if not self.base:
            return self.now, low, high
        share = now / base
        moves = dict(self.now)
        for place, one in self.base:
            moves[place] = moves.get(place, 0.0) - share * one
        # 基数一动，半个单位的宽窄也跟着变：留出一成
        return row(moves), 0.9 * low, 0.9 * high


def fineness(amount: float, decimals: int) -> float:
    """The unit an amount is rounded to: three significant digits for 1, two for 0."""
    digits = 2 + decimals
    return 10.0 ** (np.floor(np.log10(abs(amount))) - digits + 1) if amount else 1.0


def with_priors(own: Roll, later: Quarter | None) -> tuple[Roll, dict[str, int]]:
    """The roll with last year's figures as reported a year later, where they are not what was in store then; and where
    each firm's figure as reported then stands.
    """
    places = {firm: number for number, firm in enumerate(own.firms)}
    if later is None:
        return own, {}
    panel = later.panels["ytd", BASE]
    holders = dict(zip(later.roll.firms, later.roll.holders, strict=True))
    news = [firm for firm in panel.bases if firm in panel.news or firm not in places]
    at = {firm: places[firm] for firm in panel.bases if firm in places} | {
        firm: len(own.firms) + number for number, firm in enumerate(news)
    }
    return replace(
        own,
        firms=(*own.firms, *(f"{firm}@{later.roll.period}" for firm in news)),
        amounts=np.append(own.amounts, [panel.bases[firm] for firm in news]),
        holders=(*own.holders, *(holders.get(firm, firm) for firm in news)),
        past=own.past + len(news),
    ), at


def offers(own: Roll, prior: Mapping[str, int], quarters: Mapping[str, Quarter], hidden: Iterable[Cell]) -> list[Offer]:
    """Every figure of every open cell that `own`'s period is part of and that says more than the period's total."""
    period = own.period
    at = {own.firms[number]: number for number in own.present}
    keys = _keys(quarters, period, frozenset(hidden))
    found = []
    for figure in touching(period, frozenset(quarters)):
        quarter = quarters[figure.period]
        panel = quarter.panels[figure.basis, figure.kind]
        if not panel.values:
            continue
        signs = parts(figure)
        # 用入库的数；那时没有入库的，近四个季度才用表内的上年同期，一年后当基数的入库数也是这样来的
        stored = {**prior, **at}
        now = _moves(panel.values, at, stored, keys, signs[0].get(period, 0))
        base = _moves(panel.values, at, prior if figure.kind == BASE else stored, keys, signs[1].get(period, 0))
        totals = quarter.totals[figure.basis, figure.kind]
        for cell in dict.fromkeys((*now, *base)):
            if cell in totals:
                rows = row(now.get(cell, {})), row(base.get(cell, {}))
                if rows[0] or rows[1]:
                    found.append(Offer(figure, cell, *rows, totals[cell]))
    return found


def _keys(quarters: Mapping[str, Quarter], period: str, hidden: frozenset[Cell]) -> dict[str, list[Cell]]:
    """The open cells each firm stands in; one that filed no figure then stands where it does a year later."""
    keys: dict[str, list[Cell]] = {}
    for one in (period, shifted(period, 4)):
        if one in quarters:
            own: dict[str, list[Cell]] = {}
            for cell, firms in quarters[one].cells.items():
                if cell not in hidden and not any(dimension in TIMED for dimension, _value in cell):
                    for firm in firms:
                        own.setdefault(quarters[one].roll.firms[firm], []).append(cell)
            keys = {**own, **keys}
    return keys


def _moves(
    values: Mapping[str, float],
    at: Mapping[str, int],
    then: Mapping[str, int],
    keys: Mapping[str, list[Cell]],
    sign: int,
) -> dict[Cell, dict[int, float]]:
    """By cell, how a sum over the firms of a panel moves where the total over all firms stays: less those it lacks,
    plus those the total lacks; `then` says which figure of a firm the panel takes where it is not the total's.
    """
    found: dict[Cell, dict[int, float]] = {}
    if not sign:
        return found
    for firm in {*at, *(values.keys() & then.keys())}:
        counted, taken = at.get(firm), (then.get(firm, at.get(firm)) if firm in values else None)
        if counted != taken:
            for cell in keys.get(firm, ()):
                own = found.setdefault(cell, {})
                if counted is not None:
                    own[counted] = own.get(counted, 0.0) - sign
                if taken is not None:
                    own[taken] = own.get(taken, 0.0) + sign
    return found


def need(own: Roll, told: Row, rules: Rules) -> float:
    """By how much a sum of a few firms must stay unknown (万元); 0 where it may be given to the cent.

    p % for every firm whose whole figure is in it: the largest of the others knows its own share (SDC handbook 4.3). A
    firm that is in it with two figures, one less the other, gives no figure of its own away.
    """
    nets: dict[str, float] = {}
    whole: dict[str, float] = {}
    for place, one in told:
        firm = own.holders[place]
        nets[firm] = nets.get(firm, 0.0) + one * own.amounts[place]
    names = [own.firms[place].partition("@")[0] for place, _one in told]
    for (place, one), name in zip(told, names, strict=True):
        if names.count(name) == 1:
            whole[own.holders[place]] = whole.get(own.holders[place], 0.0) + abs(one * own.amounts[place])
    if not whole:
        return 0.0
    largest = max(whole, key=lambda firm: (whole[firm], firm))
    others = [abs(nets[firm]) for firm in nets if firm != largest]
    if not others:
        return whole[largest] * max(rules.interval, rules.p or 0.0) / 100
    rest = sum(others) - max(others)
    is_few = rules.min_contributors is not None and len(nets) < rules.min_contributors
    return max(whole[largest] * (rules.p or 0.0) / 100 - rest, whole[largest] * rules.interval / 100 if is_few else 0.0)

"""一期的隐去方案：哪些格子不公布，哪些由几期推出的数不公布；给过的都记着，后来的版本接着挡。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from metrics.disclosure.figure import BASE, LEVEL, Figure, Panel, touching
from metrics.disclosure.levels import contributions, judge, settle
from metrics.disclosure.primary import is_rare, is_unsafe
from metrics.disclosure.roll import Cell, Firms, Roll
from metrics.disclosure.rules import Policy

Panels = Mapping[tuple[str, str], Panel]
# 给出分文不差的数的几种；其余只给舍入过的增速，差几家就不给那一格
_EXACT = {("single", LEVEL), ("rolling4", LEVEL), ("ytd", BASE)}


@dataclass(frozen=True)
class Pattern:
    """What of one period is withheld: `hidden` cells, those of them by a rule (`rare` by count, `primary` by any).

    `blocked`: for each figure, the cells in which it differs from the totals by too few firms, and by how much (万元).
    `shown`: the sets of firms whose sums are out, as places in `firms`.
    """

    period: str
    hidden: frozenset[Cell]
    primary: frozenset[Cell]
    rare: frozenset[Cell]
    blocked: Mapping[str, Mapping[Cell, float]]
    firms: tuple[str, ...]
    amounts: tuple[float, ...]
    shown: tuple[Firms, ...]


def draw(roll: Roll, policy: Policy, panels: Mapping[str, Panels], known: Sequence[Firms] = ()) -> Pattern:
    """The pattern of the roll's period. `panels` by period, this and later ones; `known`: sums given out before, as
    places in the roll.
    """
    cells = roll.cells(policy.tables)
    judged = judge(roll, cells, policy.rules, known)
    open_cells = {key: firms for key, firms in cells.items() if key not in judged.hidden}
    out = list(dict.fromkeys([*known, *open_cells.values()]))
    absent = _absent(roll, panels)
    simple = {key: firms for key, firms in open_cells.items() if len(key) < 2}
    out += _tellable(roll, simple, [absent[one] for one in absent if (one.basis, one.kind) in _EXACT], policy, out)
    told_sets = set(out)
    blocked: dict[str, dict[Cell, float]] = {
        figure.name: _blocked(roll, open_cells, away, told_sets) for figure, away in absent.items()
    }
    for (basis, kind), panel in panels[roll.period].items():
        blocked[f"{Figure(roll.period, basis, kind).name} news"] = _news(roll, open_cells, panel.news)
    rare = {key for key in judged.primary if is_rare(contributions(roll, cells[key]), policy.rules)}
    return Pattern(
        roll.period, judged.hidden, judged.primary, frozenset(rare), blocked,
        roll.firms, tuple(float(one) for one in roll.amounts), tuple(out),
    )  # fmt: skip


def _absent(roll: Roll, panels: Mapping[str, Panels]) -> dict[Figure, frozenset[int]]:
    """For each figure that exists, the firms that are in the total of this period but not in the figure."""
    found: dict[Figure, frozenset[int]] = {}
    for figure in touching(roll.period, frozenset(panels)):
        part = panels[figure.period][figure.basis, figure.kind].values
        if part:
            found[figure] = frozenset(number for number in roll.present if roll.firms[number] not in part)
    return found


def _tellable(
    roll: Roll, cells: Mapping[Cell, Firms], away: list[frozenset[int]], policy: Policy, out: Sequence[Firms]
) -> list[Firms]:
    """Sums of absent firms that may come out beside everything in `out`: a total and a figure of it give them away."""
    known = set(out)
    parts = (tuple(firm for firm in firms if firm in one) for one in dict.fromkeys(away) for firms in cells.values())
    sets = [one for one in dict.fromkeys(parts) if one and one not in known]
    sets = [one for one in sets if not is_unsafe(contributions(roll, one), policy.rules)]
    if not sets:
        return []
    hidden = settle(roll, sets, np.zeros(len(sets), dtype=bool), policy.rules, out)
    return [one for one, is_hidden in zip(sets, hidden, strict=True) if not is_hidden]


def _blocked(roll: Roll, cells: Mapping[Cell, Firms], away: frozenset[int], out: set[Firms]) -> dict[Cell, float]:
    """Cells in which the absent firms' sum may not come out, and how much that sum is (万元)."""
    parts = {key: tuple(firm for firm in firms if firm in away) for key, firms in cells.items()} if away else {}
    return {key: float(np.abs(roll.amounts[list(one)]).sum()) for key, one in parts.items() if one and one not in out}


def _news(roll: Roll, cells: Mapping[Cell, Firms], changed: Mapping[str, float]) -> dict[Cell, float]:
    """Cells with firms whose last year's figure is new or changed, and by how much in all (万元)."""
    sizes = {number: abs(changed[roll.firms[number]]) for number in roll.present if roll.firms[number] in changed}
    parts = {key: [sizes[firm] for firm in firms if firm in sizes] for key, firms in cells.items()} if sizes else {}
    return {key: sum(own) for key, own in parts.items() if own}

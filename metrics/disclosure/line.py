"""同一行里隐去的几格，公布的合计减去公布的各格就是它们的和：那个和自己也得能公布。

外人的推算由求解挡住；行里的一家企业知道自己的数，能减得更细（手册 4.4 的单家问题），所以这里按规则再看一遍。
"""

from collections.abc import Mapping

import numpy as np

from metrics.dimension import DIMENSIONS
from metrics.disclosure.primary import Rules, by_contributor, is_unsafe
from metrics.disclosure.roll import Cell, Firms, Roll


def lines(cells: Mapping[Cell, Firms]) -> list[tuple[Firms, tuple[Firms, ...]]]:
    """Every total with the cells that add up to it: one dimension taken away, where its groups do not overlap."""
    found: dict[tuple[Cell, str], list[Firms]] = {}
    for key, firms in cells.items():
        for place in key:
            if not DIMENSIONS[place[0]].has_overlap:
                rest = tuple(one for one in key if one != place)
                found.setdefault((rest, place[0]), []).append(firms)
    return [(cells[rest], tuple(children)) for (rest, _dimension), children in sorted(found.items()) if rest in cells]


def hide_more(roll: Roll, cells: Mapping[Cell, Firms], hidden: set[Firms], rules: Rules, fixed: set[Firms]) -> bool:
    """Add to `hidden` until no line gives away an unsafe sum; returns whether anything was added.

    The smallest cell that makes the sum safe goes first; where none does, the total. `fixed` can't be hidden any more.
    """
    is_changed, every = False, lines(cells)
    again = True
    while again:
        again = False
        for total, children in every:
            if total in hidden:
                continue
            more = _missing(roll, total, children, hidden, rules, fixed)
            if more is not None:
                hidden.add(more)
                again = is_changed = True
    return is_changed


def _missing(
    roll: Roll, total: Firms, children: tuple[Firms, ...], hidden: set[Firms], rules: Rules, fixed: set[Firms]
) -> Firms | None:
    unseen = [child for child in children if child in hidden]
    if not unseen or not is_unsafe(_amounts(roll, unseen), rules):
        return None
    sizes = {child: float(np.abs(roll.amounts[list(child)]).sum()) for child in children}
    rest = sorted((child for child in children if child not in hidden | fixed), key=lambda one: (sizes[one], one))
    for child in rest:
        if not is_unsafe(_amounts(roll, [*unseen, child]), rules):
            return child
    if rest:
        return rest[-1]
    return None if total in fixed else total


def _amounts(roll: Roll, sets: list[Firms]) -> list[float]:
    firms = [firm for one in sets for firm in one]
    return by_contributor([float(roll.amounts[firm]) for firm in firms], [roll.holders[firm] for firm in firms])

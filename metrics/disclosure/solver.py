"""挑出还要一并隐去的合计。

一个目标受到保护，是说企业的数有一种变动（`movement.py`），目标变了不止它该有的保护幅度。找不到，就再隐几格；
都护住了，再看哪几格其实不必隐。
"""

import numpy as np

from metrics.disclosure.movement import SLACK, Problem, cheapest, many, reach

_ROUNDS = 6  # 一次规划同时替许多目标找变动；几轮之后剩下的再逐个找
_TRIES = 24  # 收拾的时候最多再解这么多次


def protect(problem: Problem) -> tuple[np.ndarray, np.ndarray]:
    """Which cells are hidden, and which targets stay unprotected even so (already known too well)."""
    hidden = problem.must & ~problem.known
    waiting = [int(one) for one in np.flatnonzero(problem.needs > 0)]
    moves: list[np.ndarray] = []  # 找到的变动；每个受保护的目标，至少有一个动得够
    random = np.random.default_rng(7)  # 种子固定：同一个问题，同一个答案
    for _round in range(_ROUNDS):
        if waiting:
            moves.append(many(problem, hidden, waiting, random.choice([-1.0, 1.0], len(waiting))))
            waiting = _still(problem, waiting, moves[-1])
    lost: list[int] = []
    while waiting:
        target = max(waiting, key=lambda one: (problem.needs[one], -one))
        waiting.remove(target)
        moved = reach(problem, hidden, target)
        if _still(problem, [target], moved):
            more = cheapest(problem, hidden, target)
            if more is None:
                lost.append(target)
                continue
            hidden = hidden | more[0]
            moved = more[1]
        moves.append(moved)
        waiting = _still(problem, waiting, moved)  # 替一个目标找到的变动，往往也够别的目标用
    return _cleaned(problem, hidden, moves, lost), np.array(lost, dtype=int)


def _still(problem: Problem, waiting: list[int], moved: np.ndarray) -> list[int]:
    """Those of `waiting` that a movement does not take far enough."""
    is_far = np.abs(problem.targets[waiting] @ moved) >= problem.needs[waiting] * (1 - SLACK)
    return [one for one, is_one in zip(waiting, is_far, strict=True) if not is_one]


def _cleaned(problem: Problem, hidden: np.ndarray, moves: list[np.ndarray], lost: list[int]) -> np.ndarray:
    """Show again what need not be hidden, the dearest first: what no movement needs, or what others can do without."""
    extra = np.flatnonzero(hidden & ~problem.must)
    if not len(extra):
        return hidden
    hidden = hidden.copy()
    found = np.array(moves).T
    wanted = np.flatnonzero(problem.needs > 0)
    wanted = wanted[~np.isin(wanted, lost)]
    needs = problem.needs[wanted, None] * (1 - SLACK)
    serves = np.abs(problem.targets[wanted] @ found) >= needs
    tries = _TRIES
    for cell in extra[np.lexsort((extra, -problem.cost[extra]))]:
        row = problem.cells[[cell]]
        slack = SLACK * float((abs(row) @ problem.sizes)[0])
        moved = np.asarray(row @ found)[0]
        is_kept = (moved <= problem.high[cell] + slack) & (moved >= problem.low[cell] - slack)
        waiting = [int(one) for one in wanted[~serves[:, is_kept].any(axis=1)]]
        more: list[np.ndarray] = []
        hidden[cell] = False
        while waiting and len(more) < tries:
            target = waiting[0]
            more.append(reach(problem, hidden, target))
            left = _still(problem, waiting, more[-1])
            if target in left:
                break
            waiting = left
        tries -= len(more)
        if waiting:
            hidden[cell] = True
        else:
            found = np.column_stack([found[:, is_kept], *more])
            serves = np.abs(problem.targets[wanted] @ found) >= needs
    return hidden

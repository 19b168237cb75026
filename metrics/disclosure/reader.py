"""受控的角色能不能得到一个数：问隐去方案，答可以、舍入到几位、还是不行与为什么。"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from etl.words import _
from metrics.disclosure import build
from metrics.disclosure.build import Build
from metrics.disclosure.figure import BASE, LEVEL, MATCHED, Figure, cumulatives, plain
from metrics.disclosure.levels import contributions
from metrics.disclosure.offer import TIMED
from metrics.disclosure.pattern import WITHHELD, Shown
from metrics.disclosure.released import pattern
from metrics.disclosure.roll import Cell
from metrics.disclosure.rules import Policy
from metrics.disclosure.spread import SPREAD, is_wide, top_name
from metrics.store import Store

RARE = _("企业不足")
OTHERS = _("个别企业占比过大或防止倒推")  # 两条不分开说：分开说等于透露一家占了多少
CLOSED = _("未开放的组合")
NEVER = _("这一列不开放")
FEW_CHANGES = _("与别的数只差几家企业")
TOO_FEW_TO_SPREAD = _("企业太少，分布的指标会透露单家")


@dataclass(frozen=True)
class Verdict:
    """Whether a number may leave: `reason` is empty where it may; `decimals` where only rounded."""

    reason: str = ""
    decimals: int | None = None


@dataclass(frozen=True)
class Reader:
    """Answers for one build under one policy."""

    store: Store
    policy: Policy
    _patterns: dict[str, Shown | None] = field(default_factory=dict, compare=False)
    _of_figures: dict[Figure, list[tuple[Shown, Mapping[Cell, int]]]] = field(default_factory=dict, compare=False)
    _told: dict[Figure, dict[Cell, Verdict]] = field(default_factory=dict, compare=False)  # 一格要问许多遍

    @property
    def periods(self) -> frozenset[str]:
        """Every quarter with figures."""
        return build.periods(Build(self.store))

    def exact(self, cell: Cell, figure: Figure) -> Verdict:
        """Whether a cell's figure may leave to the last cent."""
        found = self.rounded(cell, figure)
        return found if found.decimals is None else Verdict(FEW_CHANGES)

    def rounded(self, cell: Cell, figure: Figure) -> Verdict:
        """Whether a cell's figure may leave, and how far it is to be rounded where not in full (pattern.STEPS)."""
        own = self._told.setdefault(figure, {})
        if cell not in own:
            own[cell] = self._judged(cell, figure)
        return own[cell]

    def _judged(self, cell: Cell, figure: Figure) -> Verdict:
        reason = self._closed(cell, figure) or self._hidden(cell, figure)
        if reason:
            return Verdict(reason)
        steps = [steps.get(cell) for _one, steps in self._limits(figure)]
        worst = min([one for one in steps if one is not None], default=None)
        return Verdict(FEW_CHANGES) if worst == WITHHELD else Verdict(decimals=worst)

    def unsplit(self, cell: Cell, figure: Figure) -> Verdict:
        """Whether the steps from last year may be told apart: nobody's whole figure is in the base but not in store,
        which steps of its own would single out.
        """
        figure = plain(figure)
        found = build.quarter(Build(self.store), figure.period, self.policy.tables)
        base, matched = (found.panels[figure.basis, kind].values for kind in (BASE, MATCHED))
        firms = [found.roll.firms[firm] for firm in found.cells.get(cell, ())]
        return Verdict(FEW_CHANGES if any(firm in base and firm not in matched for firm in firms) else "")

    def spread(self, cell: Cell, figure: Figure) -> Verdict:
        """Whether numbers made of how a cell's revenue is spread may leave: enough firms, none near half of it, alone
        and beside all the other cells whose spread may (spread.py).
        """
        amounts = self._amounts(cell, figure)
        if not is_wide(amounts, self.policy.spread_contributors):
            return Verdict(TOO_FEW_TO_SPREAD)
        return Verdict("" if self._may(SPREAD, cell, figure) else FEW_CHANGES)

    def top(self, cell: Cell, figure: Figure, count: int) -> Verdict:
        """Whether the share of the `count` largest may leave: they, the rest, and the step of four are safe sums."""
        if len(self._amounts(cell, figure)) <= count:
            return Verdict(TOO_FEW_TO_SPREAD)
        return Verdict("" if self._may(top_name(count), cell, figure) else FEW_CHANGES)

    def _may(self, name: str, cell: Cell, figure: Figure) -> bool:
        found = self._pattern(figure.period)
        return found is not None and cell not in found.limits.get(name, {})

    def _closed(self, cell: Cell, figure: Figure) -> str:
        table = tuple(sorted(dimension for dimension, _value in cell))
        is_plain = figure.kind == LEVEL and figure.basis in ("ytd", "year")
        if table not in self.policy.tables or (not is_plain and TIMED.intersection(table)):
            return CLOSED
        return ""

    def _hidden(self, cell: Cell, figure: Figure) -> str:
        for found, _steps in self._limits(figure):
            if cell in found.hidden:
                return RARE if cell in found.rare else OTHERS
        return ""

    def _limits(self, figure: Figure) -> list[tuple[Shown, Mapping[Cell, int]]]:
        """The patterns of the quarters a figure is made of, each with its limits on that figure."""
        if figure not in self._of_figures:
            known = plain(figure)
            found = [self._pattern(period) for period in cumulatives(known)]
            self._of_figures[figure] = [(one, one.limits.get(known.name, {})) for one in found if one is not None]
        return self._of_figures[figure]

    def _pattern(self, period: str) -> Shown | None:
        if period not in self._patterns:
            is_filed = period in self.periods
            self._patterns[period] = pattern(self.store, self.policy, period) if is_filed else None
        return self._patterns[period]

    def _amounts(self, cell: Cell, figure: Figure) -> list[float]:
        if figure.basis not in ("ytd", "year"):
            return []
        here = Build(self.store)
        firms = build.cells(here, figure.period, self.policy.tables).get(cell, ())
        return contributions(build.roll(here, figure.period), firms)

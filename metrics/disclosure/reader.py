"""受控的角色能不能得到一个数：问隐去方案，答可以、舍入到几位、还是不行与为什么。"""

from dataclasses import dataclass, field

from etl.words import _
from metrics.disclosure import build
from metrics.disclosure.build import Build
from metrics.disclosure.figure import LEVEL, Figure, cumulatives, plain
from metrics.disclosure.levels import contributions
from metrics.disclosure.pattern import Pattern
from metrics.disclosure.primary import is_unsafe
from metrics.disclosure.released import pattern
from metrics.disclosure.roll import Cell
from metrics.disclosure.rules import Policy
from metrics.store import Store

RARE = _("企业不足")
OTHERS = _("个别企业占比过大或防止倒推")  # 两条不分开说：分开说等于透露一家占了多少
CLOSED = _("未开放的组合")
NEVER = _("这一列不开放")
FEW_CHANGES = _("与别的数只差几家企业")
TOO_FEW_TO_SPREAD = _("企业太少，分布的指标会透露单家")

_TIMED = {"tier", "title"}  # 企业随期进出的分组，各期不是同一批企业
_COVER = 1.5  # 舍入的半个单位至少要有差的那几家的这么多倍


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
    _patterns: dict[str, Pattern | None] = field(default_factory=dict, compare=False)

    @property
    def periods(self) -> frozenset[str]:
        """Every quarter with figures."""
        return build.periods(Build(self.store))

    def exact(self, cell: Cell, figure: Figure) -> Verdict:
        """Whether a cell's figure may leave to the last cent."""
        reason = self._closed(cell, figure) or self._hidden(cell, figure)
        return Verdict(reason or (FEW_CHANGES if self._difference(cell, figure) else ""))

    def rounded(self, cell: Cell, figure: Figure) -> Verdict:
        """Whether a rate of a cell's figure may leave, and to how many decimals of a percent where not in full."""
        reason = self._closed(cell, figure) or self._hidden(cell, figure)
        if reason:
            return Verdict(reason)
        difference = self._difference(cell, figure)
        if not difference:
            return Verdict()
        base = self._base(cell, figure)
        for decimals in (1, 0):
            if 0.005 * 10**-decimals * base >= _COVER * difference:
                return Verdict(decimals=decimals)
        return Verdict(FEW_CHANGES)

    def spread(self, cell: Cell, figure: Figure) -> Verdict:
        """Whether numbers made of how a cell's revenue is spread may leave: enough firms, none near half of it."""
        amounts = self._amounts(cell, figure)
        is_wide = len(amounts) >= self.policy.spread_contributors and amounts[0] <= sum(amounts) / 2
        return Verdict("" if is_wide else TOO_FEW_TO_SPREAD)

    def top(self, cell: Cell, figure: Figure, count: int) -> Verdict:
        """Whether the share of the `count` largest may leave: they, the rest, and the step of four are safe sums."""
        amounts = self._amounts(cell, figure)
        parts = [amounts[:count], amounts[count:], amounts[max(count - 4, 0) : count]]
        is_bad = any(is_unsafe(part, self.policy.rules) for part in parts) or len(amounts) <= count
        return Verdict(TOO_FEW_TO_SPREAD if is_bad else "")

    def _closed(self, cell: Cell, figure: Figure) -> str:
        table = tuple(sorted(dimension for dimension, _value in cell))
        is_plain = figure.kind == LEVEL and figure.basis in ("ytd", "year")
        if table not in self.policy.tables or (not is_plain and _TIMED.intersection(table)):
            return CLOSED
        return ""

    def _hidden(self, cell: Cell, figure: Figure) -> str:
        for period in cumulatives(plain(figure)):
            found = self._pattern(period)
            if found is not None and cell in found.hidden:
                return RARE if cell in found.rare else OTHERS
        return ""

    def _difference(self, cell: Cell, figure: Figure) -> float:
        """How much the firms bring in that the figure lacks and whose sum may not come out (万元)."""
        figure = plain(figure)
        found = [self._pattern(period) for period in cumulatives(figure)]
        sizes = [one.blocked.get(figure.name, {}).get(cell, 0.0) for one in found if one is not None]
        own = self._pattern(figure.period)
        if own is not None:
            sizes.append(own.blocked.get(f"{figure.name} news", {}).get(cell, 0.0))
        return sum(sizes)

    def _pattern(self, period: str) -> Pattern | None:
        if period not in self._patterns:
            is_filed = period in self.periods
            self._patterns[period] = pattern(self.store, self.policy, period) if is_filed else None
        return self._patterns[period]

    def _base(self, cell: Cell, figure: Figure) -> float:
        figure = plain(figure)
        here = Build(self.store)
        panel = build.panels(here, figure.period)[figure.basis, figure.kind]
        roll = build.roll(here, figure.period)
        firms = build.cells(here, figure.period, self.policy.tables).get(cell, ())
        return abs(sum(panel.bases.get(roll.firms[firm], 0.0) for firm in firms))

    def _amounts(self, cell: Cell, figure: Figure) -> list[float]:
        if figure.basis not in ("ytd", "year"):
            return []
        here = Build(self.store)
        firms = build.cells(here, figure.period, self.policy.tables).get(cell, ())
        return contributions(build.roll(here, figure.period), firms)

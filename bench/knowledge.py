"""攻击者知道的：看到的一切写成的等式与不等式，一行一句。它们从 bench/listener.py 来，由 bench/attacker.py 推算。"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Variable = tuple[str, str, str, float]  # 本期 y 或表内上年同期 p、企业、报告期、真数：两版里没有改的就是同一个未知数
Squares = tuple[frozenset[Variable], float, float]  # 一批企业、它们的合计、平方和


@dataclass
class Knowledge:
    """What the attacker knows of firms' figures: each row says that a sum lies between `low` and `high` (万元)."""

    rows: list[dict[Variable, float]] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    seen: set[Variable] = field(default_factory=set)
    squares: list[Squares] = field(default_factory=list)
    _known: set[tuple[frozenset[tuple[Variable, float]], float, float]] = field(default_factory=set)

    def add(self, row: Mapping[Variable, float], low: float, high: float | None = None) -> None:
        """A sum that is known: `low` itself, or between the two; said twice, it counts once."""
        kept = {variable: one for variable, one in row.items() if one}
        top = low if high is None else high
        key = frozenset(kept.items()), round(low, 6), round(top, 6)
        if kept and key not in self._known:
            self._known.add(key)
            self.rows.append(kept)
            self.low.append(low)
            self.high.append(top)

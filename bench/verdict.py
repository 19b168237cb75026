"""一项对照的结论：比值多少，上限多少，够不够。"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Verdict:
    """Ours against another's. `bar` limits median over median, or our own median where there is no `other`."""

    what: str
    ours: Sequence[float]
    other: Sequence[float]
    bar: float
    unit: str

    @property
    def value(self) -> float:
        """What the bar limits."""
        return median(self.ours) / median(self.other) if self.other else median(self.ours)

    @property
    def is_met(self) -> bool:
        """Whether the bar holds."""
        return self.value <= self.bar


def markdown(verdicts: Sequence[Verdict]) -> str:
    """A table of verdicts, medians with the minimum in brackets."""
    lines = ["| 比什么 | 我们 | 对照 | 比值 | 按最小值的比值 | 上限 | 结果 |", "|---|---|---|---|---|---|---|"]
    for verdict in verdicts:
        ratio = f"{verdict.value:.2f}" if verdict.other else "—"
        least = f"{min(verdict.ours) / min(verdict.other):.2f}" if verdict.other else "—"
        bar = f"{verdict.bar:g}" if verdict.other else f"{verdict.bar:g} {verdict.unit}"
        cells = [verdict.what, _said(verdict.ours, verdict.unit), _said(verdict.other, verdict.unit), ratio, least, bar]
        lines.append(f"| {' | '.join(cells)} | {'够' if verdict.is_met else '**不够**'} |")
    return "\n".join(lines)


def _said(values: Sequence[float], unit: str) -> str:
    if not values:
        return "—"
    places = 2 if unit == "秒" else 0
    return f"{median(values):.{places}f} {unit}（最小 {min(values):.{places}f}）"

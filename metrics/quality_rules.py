"""数据质量的尺子，写在 data/quality.toml：截止日与徽标的线。"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Line:
    """One line of the badge: `measure` past `medium` makes it 中, past `low` 低; `better` says which way is good."""

    measure: str
    better: str
    medium: float
    low: float
    words: str


@dataclass(frozen=True)
class QualityRules:
    """`due` holds the month and day (`04-25`) of the four quarters' deadlines; the fourth falls into the next year."""

    due: tuple[str, str, str, str]
    lines: tuple[Line, ...]


@cache
def load_quality_rules(file: Path) -> QualityRules:
    """Read once; raises KeyError for a missing entry, ValueError for a line that points nowhere."""
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    lines = tuple(Line(**line) for line in raw["line"])
    for line in lines:
        if line.better not in ("high", "low"):
            raise ValueError(line.better)
    due = raw["due"]
    return QualityRules((due["q1"], due["q2"], due["q3"], due["q4"]), lines)

"""数据质量的尺子，写在 data/quality.toml：截止日与徽标的线。"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from etl.rule_file import NUMBER, entries, mistyped, read_rules, says
from etl.words import _

_QUARTERS = ("q1", "q2", "q3", "q4")
_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_BLANK = re.compile(r"{(.*?)}")
MEASURES = (
    "filed_pct",
    "value_coverage_pct",
    "restated_pct",
    "set_aside_pct",
    "largest_pct",
    "enterprises",
    "base_10k_cny",
)


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
    """Read once. Raises rule_file.RuleFileError with every mistake."""
    raw = read_rules(file, _mistakes)
    due = raw["due"]
    return QualityRules((due["q1"], due["q2"], due["q3"], due["q4"]), tuple(Line(**line) for line in raw["line"]))


def _mistakes(file: str, raw: dict) -> Iterator[str]:
    place = _("{0} · [due]").format(file)
    due = raw.get("due", {})
    yield from mistyped(place, due, dict.fromkeys(_QUARTERS, str))
    for quarter in _QUARTERS if isinstance(due, dict) else ():
        if isinstance(due.get(quarter), str) and not _DAY.fullmatch(due[quarter]):
            yield says(place, quarter, due[quarter], _("应为月-日，如 04-25；请改写"))
    if not raw.get("line"):
        yield says(file, "line", _("（空）"), _("至少要有一个 [[line]]"))
    for where, line in entries(raw, "line"):
        place = _("{0} · {1}").format(file, where)
        kinds = {"measure": str, "better": str, "medium": NUMBER, "low": NUMBER, "words": str}
        wrong = list(mistyped(place, line, kinds))
        yield from wrong
        if wrong:
            continue
        if line["better"] not in ("high", "low"):
            yield says(place, "better", line["better"], _("只能是 high、low；请改写"))
        if line["measure"] not in MEASURES:
            yield says(place, "measure", line["measure"], _("只能是 {0}；请改写").format("、".join(MEASURES)))
        if set(_BLANK.findall(line["words"])) != {"value"}:
            yield says(place, "words", line["words"], _("要写着 {value}，数填在那里，别的花括号不能有；请改写"))

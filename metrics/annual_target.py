"""全年目标：写在 data/pace.toml 的年度增长要求，没写的用底线。"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from etl.rule_file import NUMBER, entries, mistyped, read_rules
from etl.words import _

_KINDS = {"growth_pct": NUMBER, "words": str}


@dataclass(frozen=True)
class AnnualTarget:
    """A year's required growth over the year before (%), and where it comes from, in words."""

    growth_pct: float
    words: str


@cache
def load_annual_targets(file: Path) -> dict[int | None, AnnualTarget]:
    """Targets by year, the default under None. Raises rule_file.RuleFileError with every mistake."""
    raw = read_rules(file, _mistakes)
    by_year = {entry["year"]: AnnualTarget(entry["growth_pct"], entry["words"]) for entry in raw.get("year", [])}
    return {None: AnnualTarget(**raw["default"]), **by_year}


def _mistakes(file: str, raw: dict) -> Iterator[str]:
    yield from mistyped(_("{0} · [default]").format(file), raw.get("default", {}), _KINDS)
    for where, entry in entries(raw, "year"):
        yield from mistyped(_("{0} · {1}").format(file, where), entry, {"year": int, **_KINDS})

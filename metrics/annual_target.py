"""全年目标：写在 data/pace.toml 的年度增长要求，没写的用底线。"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class AnnualTarget:
    """A year's required growth over the year before (%), and where it comes from, in words."""

    growth_pct: float
    words: str


@cache
def load_annual_targets(file: Path) -> dict[int | None, AnnualTarget]:
    """Targets by year, the default under None. Raises KeyError for a missing entry."""
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    default = AnnualTarget(raw["default"]["growth_pct"], raw["default"]["words"])
    by_year = {entry["year"]: AnnualTarget(entry["growth_pct"], entry["words"]) for entry in raw.get("year", [])}
    return {None: default, **by_year}

"""分档、临界线与培育库的规则：都写在 data/tiers.toml，改规则不用改程序。"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from etl.paths import tiers_file
from etl.words import _
from metrics.store import Store

OFFICIAL, EXPECTED = _("年度"), _("预计")
NO_STATUS = _("名录没有纳统状态")
INCOMPLETE = _("{0}家近四个季度的数不全，未计入")


@dataclass(frozen=True)
class Line:
    """A line firms cross, in 万元: near from `band_pct` % below it, at risk up to `risk_pct` % above it.

    `is_entry`: the line of the above-scale register, where crossing needs entering it as well.
    """

    line: str
    floor_10k_cny: float
    band_pct: float
    risk_pct: float
    is_entry: bool = False

    @property
    def low_10k_cny(self) -> float:
        """The least revenue that counts as near."""
        return self.floor_10k_cny * (1 - self.band_pct / 100)

    @property
    def high_10k_cny(self) -> float:
        """The revenue from which a firm above the line is safe."""
        return self.floor_10k_cny * (1 + self.risk_pct / 100)


@dataclass(frozen=True)
class Pool:
    """Who is in the pool: not above scale, and revenue of at least `reach_10k_cny` or one of `titles`."""

    reach_10k_cny: float
    titles: tuple[str, ...]


def lines(store: Store) -> list[Line]:
    """The lines from low to high; [] where the data's own tiers file states none."""
    found = [Line(**entry) for entry in _rules(store.data).get("line", [])]
    return sorted(found, key=lambda one: one.floor_10k_cny)


def pool(store: Store) -> Pool | None:
    """The pool's rule; None where the data's own tiers file states none or no line of entry."""
    rules = _rules(store.data)
    entry = next((line for line in lines(store) if line.is_entry), None)
    if "pool" not in rules or entry is None:
        return None
    return Pool(entry.floor_10k_cny * rules["pool"]["reach_pct"] / 100, tuple(rules["pool"]["titles"]))


def tier_names(store: Store) -> dict[int, str]:
    """The tiers by their place, 1 the largest, as the build knows them."""
    return {int(sort): str(tier) for sort, tier in store.rows("SELECT sort, tier FROM tier ORDER BY sort NULLS LAST")}


def last_year(period: str) -> str:
    """The last full year known at the end of `period`: itself where it is a fourth quarter; `2026Q3` → `2025Q4`."""
    return period if period.endswith("Q4") else f"{int(period[:4]) - 1}Q4"


def status(period: str) -> str:
    """年度 where the year is over, 预计 where the figures are of the last four quarters."""
    return OFFICIAL if period.endswith("Q4") else EXPECTED


def _rules(data: Path) -> dict:
    return tomllib.loads(tiers_file(data).read_text(encoding="utf-8"))  # 建库时核对过，见 etl.tier_rules

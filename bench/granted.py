"""攻击者本来就知道的：谁在册、属于哪组、哪一期报没报、改没改；旁边放着真数，用来写等式、核对推得准不准。"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from metrics.dimension import DIMENSIONS, UNSTATED
from metrics.store import Store

Fact = tuple[float | None, float | None, float | None, float | None]  # 本期、表内上年同期、上年入库、上季
Facts = Mapping[tuple[str, str], Mapping[str, Fact]]
NOW, PRIOR, STORED, BEFORE = range(4)


@dataclass(frozen=True)
class Firms:
    """What everybody knows of a build, and the true figures beside it: firms' places, and facts by period and basis."""

    places: Mapping[str, Mapping[str, frozenset[str]]]
    facts: Facts

    def within(self, cell: Mapping[str, str]) -> frozenset[str]:
        """The firms of a cell."""
        return frozenset(
            firm
            for firm, own in self.places.items()
            if all(value in own.get(name, frozenset({UNSTATED})) for name, value in cell.items())
        )


@dataclass(frozen=True)
class Row:
    """One row of a table: its words and numbers, its firms, and everybody's facts."""

    told: Mapping[Any, Any]
    firms: frozenset[str]
    facts: Facts

    @property
    def period(self) -> str:
        """The quarter."""
        return str(self.told["period"])

    @property
    def basis(self) -> str:
        """The basis; a year stands on its fourth quarter's cumulative."""
        return "ytd" if self.told["basis"] == "year" else str(self.told["basis"])

    def where(self, *columns: int) -> list[str]:
        """The firms for which these are known."""
        own = self.facts.get((self.period, self.basis), {})
        return [firm for firm in self.firms if firm in own and all(own[firm][column] is not None for column in columns)]

    def number(self, name: str) -> float | None:
        """A number, None where it is withheld or unknown."""
        value = self.told.get(name)
        return float(value) if isinstance(value, int | float) and value == value else None


def firms(store: Store) -> Firms:
    """Everything of a build that the attacker is granted."""
    places: dict[str, dict[str, set[str]]] = {}
    columns = [name for name, one in DIMENSIONS.items() if one.kind == "column"]
    for row in store.query("SELECT * FROM enterprise").to_dict("records"):
        places[str(row["enterprise_id"])] = {
            name: {row[name] if isinstance(row[name], str) else UNSTATED} for name in columns
        }
    for firm, dimension, value in store.rows("SELECT enterprise_id, dimension, value FROM membership"):
        places[firm].setdefault(dimension, set()).add(value)
    frozen = {firm: {name: frozenset(own) for name, own in one.items()} for firm, one in places.items()}
    facts: dict[tuple[str, str], dict[str, Fact]] = {}
    for period, basis, firm, *amounts in store.rows(
        "SELECT period, basis, enterprise_id, revenue_10k_cny, prior_reported_10k_cny, prior_stored_10k_cny,"
        " quarter_before_10k_cny FROM fact"
    ):
        now, prior, stored, before = (None if one is None else float(one) for one in amounts)
        facts.setdefault((period, basis), {})[str(firm)] = now, prior, stored, before
    return Firms(frozen, facts)

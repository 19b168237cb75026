"""攻击者本来就知道的：谁在册、属于哪组、哪一期报没报、改没改；旁边放着真数，用来写等式、核对推得准不准。"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from metrics.dimension import DIMENSIONS, UNSTATED
from metrics.period import end_day
from metrics.store import Store

Fact = tuple[float | None, float | None, float | None, float | None]  # 本期、表内上年同期、上年入库、上季
Facts = Mapping[tuple[str, str], Mapping[str, Fact]]
NOW, PRIOR, STORED, BEFORE = range(4)
TIMED = ("tier", "title")
NOWHERE = frozenset({UNSTATED})


@dataclass(frozen=True)
class Firms:
    """What everybody knows of a build, and the true figures beside it: firms' places, those they have for a time only
    (tiers, titles) by period, and facts by period and basis.
    """

    places: Mapping[str, Mapping[str, frozenset[str]]]
    timed: Mapping[tuple[str, str], Mapping[str, frozenset[str]]]
    facts: Facts
    _index: dict[tuple[str, str], Mapping[str, frozenset[str]]] = field(default_factory=dict, compare=False)
    _inside: dict[tuple[Any, ...], frozenset[str]] = field(default_factory=dict, compare=False)

    def within(self, cell: Mapping[str, str], period: str) -> frozenset[str]:
        """The firms of a cell in a quarter."""
        key = (period, *sorted(cell.items()))
        if key not in self._inside:
            sets = [self._by_value(name, period).get(value, frozenset()) for name, value in cell.items()]
            self._inside[key] = frozenset.intersection(*sets) if sets else frozenset(self.places)
        return self._inside[key]

    def _by_value(self, name: str, period: str) -> Mapping[str, frozenset[str]]:
        """The firms at each value of a dimension in a quarter; those with none stand at UNSTATED."""
        key = (name, period if name in TIMED else "")
        if key not in self._index:
            timed = self.timed.get((name, period), {})
            found: dict[str, set[str]] = {}
            for firm, own in self.places.items():
                for value in timed.get(firm, NOWHERE) if name in TIMED else own.get(name, NOWHERE):
                    found.setdefault(value, set()).add(firm)
            self._index[key] = {value: frozenset(firms) for value, firms in found.items()}
        return self._index[key]


@dataclass(frozen=True)
class Row:
    """One row of a table: its words and numbers, its firms, everybody's facts, and the cell it is about."""

    told: Mapping[Any, Any]
    firms: frozenset[str]
    facts: Facts
    cell: Mapping[str, str]

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
    return Firms(frozen, {**_tiers(store), **_titles(store, {period for period, _basis in facts})}, facts)


def _tiers(store: Store) -> dict[tuple[str, str], dict[str, frozenset[str]]]:
    """By quarter, the tiers a firm is in: its own and every lower one, and 规上 or 规下 by its status."""
    tiers = store.rows("SELECT tier, floor_10k_cny, is_above_scale FROM tier")
    floors = {tier: floor for tier, floor, _status in tiers if floor is not None}
    found: dict[tuple[str, str], dict[str, frozenset[str]]] = {}
    for period, firm, own, status in store.rows(
        "SELECT period, enterprise_id, tier, is_above_scale FROM fact WHERE basis = 'ytd'"
    ):
        names = {tier for tier, floor in floors.items() if own in floors and floors[own] >= floor}
        names |= {tier for tier, floor, wanted in tiers if floor is None and status is not None and wanted == status}
        found.setdefault(("tier", period), {})[str(firm)] = frozenset(names) or NOWHERE
    return found


def _titles(store: Store, periods: set[str]) -> dict[tuple[str, str], dict[str, frozenset[str]]]:
    rows = store.rows("SELECT enterprise_id, value, valid_from, valid_to FROM membership WHERE dimension = 'title'")
    found: dict[tuple[str, str], dict[str, frozenset[str]]] = {}
    for period in periods:
        day = end_day(period)
        own = found.setdefault(("title", period), {})
        for firm, value, start, end in rows:
            if (start or day) <= day <= (end or day):
                own[str(firm)] = own.get(str(firm), frozenset()) | {str(value)}
    return found

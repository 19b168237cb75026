"""攻击者看到了什么：以受控角色的身份问每一张表，连同谁报了、属于哪组，都写成企业各期数的等式与不等式。"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.attacker import Knowledge, Variable
from metrics.dimension import DIMENSIONS, UNSTATED
from metrics.period import shifted
from metrics.show import show
from metrics.store import Store

Asked = tuple[tuple[str, ...], Mapping[str, Sequence[str]]]
Fact = tuple[float | None, float | None, float | None, float | None]  # 本期、表内上年同期、上年入库、上季
Facts = Mapping[tuple[str, str], Mapping[str, Fact]]
Sum = dict[Variable, float]
_NOW, _PRIOR, _STORED, _BEFORE = range(4)
_PERIODIC = {"tier", "title"}


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


def learn(
    known: Knowledge, store: Store, asked: Iterable[Asked], periods: Sequence[str] = (), role: str = "researcher"
) -> None:
    """Ask the door as `role` for every table and metric that is linear in firms' figures, and keep what it said.

    `periods` empty asks for all of them at once. Groups that firms enter and leave from quarter to quarter (tiers,
    titles) are left out: who was in them when, the attacker is not granted.
    """
    who = firms(store)
    inside: dict[tuple[tuple[str, str], ...], frozenset[str]] = {}
    for by, where in asked:
        if _PERIODIC & {*by, *where}:
            continue
        around = who.within({name: values[0] for name, values in where.items()})
        for metric, read in _READ.items():
            for period in periods or [None]:
                table = show(store, metric, period, by, where, role).to_dict("records")
                for told in table:
                    cell = {name: values[0] for name, values in where.items()} | {name: str(told[name]) for name in by}
                    place = tuple(sorted(cell.items()))
                    if place not in inside:
                        inside[place] = who.within(cell)
                    row = Row(told, inside[place], who.facts)
                    if row.basis in ("ytd", "single", "rolling4"):
                        read(known, row, Row(told, around, who.facts))


def _parts(period: str, basis: str) -> list[tuple[str, int]]:
    quarter = int(period[-1])
    if basis == "single" and quarter > 1:
        return [(period, 1), (shifted(period, -1), -1)]
    if basis == "rolling4" and quarter < 4:
        return [(period, 1), (shifted(period, -quarter), 1), (shifted(period, -4), -1)]
    return [(period, 1)]


def _variable(facts: Facts, firm: str, at: str, then: str) -> Variable:
    """This firm's cumulative at a quarter; where none was filed then, what its form of `then` says of it."""
    amount = facts.get((at, "ytd"), {}).get(firm, (None,) * 4)[_NOW]
    if amount is not None:
        return ("y", firm, at, amount)
    prior = facts[then, "ytd"][firm][_PRIOR]
    assert prior is not None
    return ("p", firm, then, prior)


def _now(row: Row, wanted: Iterable[str], period: str = "") -> Sum:
    """The figures of these firms on the row's basis, as sums of cumulatives; `period` where another than the row's."""
    found: Sum = {}
    for at, sign in _parts(period or row.period, row.basis):
        for firm in wanted:
            variable = _variable(row.facts, firm, at, shifted(at, 4))
            found[variable] = found.get(variable, 0) + sign
    return found


def _prior(row: Row, wanted: Iterable[str]) -> Sum:
    """Last year's figures as reported now; the attacker knows which were not revised, and those are last year's own."""
    found: Sum = {}
    for at, sign in _parts(row.period, row.basis):
        for firm in wanted:
            amount = row.facts[at, "ytd"][firm][_PRIOR]
            assert amount is not None
            then = row.facts.get((shifted(at, -4), "ytd"), {}).get(firm, (None,) * 4)[_NOW]
            is_same = then is not None and abs(then - amount) < 1e-6
            variable = ("y", firm, shifted(at, -4), then) if is_same and then is not None else ("p", firm, at, amount)
            found[variable] = found.get(variable, 0) + sign
    return found


def _less(one: Sum, other: Sum, times: float = 1.0) -> Sum:
    found = dict(one)
    for variable, value in other.items():
        found[variable] = found.get(variable, 0) - times * value
    return found


def _true(one: Sum) -> float:
    return sum(variable[3] * value for variable, value in one.items())


def _rate(known: Knowledge, now: Sum, base: Sum, rate: float | None, less: float = 1.0) -> None:
    """A rate says now / base = rate %; a rounded one that it is within half a unit: two inequalities."""
    under = _true(base)
    if rate is None or not base or under <= 0:
        return
    true = (_true(now) / under - less) * 100
    off = next((one for one in (0.0, 0.05, 0.5) if abs(rate - true) <= one + 1e-9), None)
    if off is None:
        raise ValueError(f"增速对不上：{rate}，应为 {true}")
    if not off:
        known.add(_less(now, base, less + rate / 100), 0.0)
        return
    top, bottom = (_less(now, base, less + (rate + sign * off) / 100) for sign in (1, -1))
    known.add(top, -1e15, 0.0)
    known.add(bottom, 0.0, 1e15)


def _amount(known: Knowledge, row: Sum, value: float | None) -> None:
    """An amount, to the cent or rounded to three or two significant digits."""
    if value is None:
        return
    true = _true(row)
    if abs(value - true) <= 1e-6 * max(1.0, abs(true)):
        known.add(row, value)
        return
    for digits in (3, 2):
        unit = 10.0 ** (len(str(int(abs(true)))) - digits)
        if abs(value - true) <= unit / 2 * (1 + 1e-9):
            known.add(row, value - unit / 2, value + unit / 2)
            return
    raise ValueError(f"金额对不上：{value}，应为 {true}")


def _scale(known: Knowledge, row: Row, whole: Row) -> None:
    own = _now(row, row.where(_NOW))
    if row.basis == "ytd":
        known.seen |= set(own)
    _amount(known, own, row.number("revenue_10k_cny"))
    share = row.number("share_pct")
    if share is not None:
        known.add(_less(own, _now(whole, whole.where(_NOW)), share / 100), 0.0)


def _bridge(known: Knowledge, row: Row, _whole: Row) -> None:
    """prior: what was stored; entrants and exits: the firms of one side only."""
    then = shifted(row.period, -4)
    stored = row.where(_STORED)
    _amount(known, _now(row, stored, then), row.number("prior_10k_cny"))
    gone = row.number("exits_10k_cny")
    if gone is not None:
        known.add(_now(row, set(stored) - set(row.where(_NOW)), then), -gone)
    new = row.number("entrants_10k_cny")
    if new is not None:
        fresh = set(row.where(_NOW)) - set(stored)
        has_prior = fresh & set(row.where(_PRIOR))
        both = _less(_now(row, fresh - has_prior), _prior(row, has_prior), -1.0)
        known.add(both, new)


def _contribution(known: Knowledge, row: Row, whole: Row) -> None:
    both, every = row.where(_NOW, _PRIOR), whole.where(_NOW, _PRIOR)
    grown = _less(_now(row, both), _prior(row, both))
    _amount(known, grown, row.number("increase_10k_cny"))
    _rate(known, grown, _prior(whole, every), row.number("pull_pp"), 0.0)
    _rate(known, grown, _less(_now(whole, every), _prior(whole, every)), row.number("contribution_pct"), 0.0)


def _growth(known: Knowledge, row: Row, _whole: Row) -> None:
    both = row.where(_NOW, _PRIOR)
    _rate(known, _now(row, both), _prior(row, both), row.number("comparable_pct"))
    then = shifted(row.period, -4)
    matched = row.where(_NOW, _STORED)
    _rate(known, _now(row, matched), _now(row, matched, then), row.number("matched_pct"))
    _rate(known, _now(row, row.where(_NOW)), _now(row, row.where(_STORED), then), row.number("nominal_pct"))
    before = row.where(_NOW, _BEFORE)
    _rate(known, _now(row, before), _now(row, before, shifted(row.period, -1)), row.number("quarter_pct"))


_READ = {"scale": _scale, "growth": _growth, "bridge": _bridge, "contribution": _contribution}

"""攻击者看到了什么：以受控角色的身份问每一张表，连同谁报了、属于哪组，都写成企业各期数的等式。"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from bench.attacker import Knowledge, Variable
from metrics.dimension import DIMENSIONS, UNSTATED
from metrics.period import shifted
from metrics.show import show
from metrics.store import Store

Asked = tuple[tuple[str, ...], Mapping[str, Sequence[str]]]
_AMOUNT = "revenue_10k_cny"


@dataclass(frozen=True)
class Firms:
    """What everybody knows of a build, and the true figures beside it: firms' places, and facts by period and basis."""

    places: Mapping[str, Mapping[str, frozenset[str]]]
    facts: pd.DataFrame

    def within(self, cell: Mapping[str, str]) -> set[str]:
        """The firms of a cell."""
        return {
            firm
            for firm, own in self.places.items()
            if all(value in own.get(name, frozenset({UNSTATED})) for name, value in cell.items())
        }


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
    return Firms(frozen, store.query("SELECT * FROM fact"))


def learn(
    known: Knowledge, store: Store, asked: Iterable[Asked], periods: Sequence[str], role: str = "researcher"
) -> None:
    """Ask the door as `role` for every table and metric that is linear in firms' figures, and keep what it said."""
    who, inside = firms(store), {}
    facts = {key: own.set_index("enterprise_id") for key, own in who.facts.groupby(["period", "basis"], sort=False)}
    for by, where in asked:
        for metric, read in _READ.items():
            for period in periods:
                table = show(store, metric, period, by, where, role)
                for row in table.to_dict("records"):
                    cell = {name: values[0] for name, values in where.items()} | {name: str(row[name]) for name in by}
                    place = tuple(sorted(cell.items()))
                    if place not in inside:
                        inside[place] = list(who.within(cell))
                    own = facts.get((row["period"], row["basis"]))
                    if own is not None:
                        read(known, own.loc[own.index.isin(inside[place])], facts, row)


def _sum(rows: pd.DataFrame, facts: Mapping[Any, pd.DataFrame], period: str, basis: str) -> dict[Variable, float]:
    """This year's figures of these firms on a basis, as sums of cumulatives."""
    found: dict[Variable, float] = {}
    for at, sign in _parts(period, basis):
        own = facts.get((at, "ytd"))
        for firm in rows.index:
            amount = own.at[firm, _AMOUNT] if own is not None and firm in own.index else None
            if amount is not None and amount == amount:
                variable = ("y", str(firm), at, float(amount))
                found[variable] = found.get(variable, 0) + sign
            else:  # 当时没有报，用了今年表上的上年同期
                now = facts[period, "ytd"].at[firm, "prior_reported_10k_cny"]
                variable = ("p", str(firm), period, float(now))
                found[variable] = found.get(variable, 0) + sign
    return found


def _prior(rows: pd.DataFrame, facts: Mapping[Any, pd.DataFrame], period: str, basis: str) -> dict[Variable, float]:
    """Last year's figures as reported now; the attacker knows which were not revised, and those are last year's own."""
    found: dict[Variable, float] = {}
    for at, sign in _parts(period, basis):
        own = facts[at, "ytd"]
        before = facts.get((shifted(at, -4), "ytd"))
        for firm in rows.index:
            amount = float(own.at[firm, "prior_reported_10k_cny"])
            then = before.at[firm, _AMOUNT] if before is not None and firm in before.index else None
            variable = ("p", str(firm), at, amount)
            if then is not None and then == then and abs(float(then) - amount) < 1e-6:
                variable = ("y", str(firm), shifted(at, -4), float(then))
            found[variable] = found.get(variable, 0) + sign
    return found


def _parts(period: str, basis: str) -> list[tuple[str, int]]:
    quarter = int(period[-1])
    if basis == "single" and quarter > 1:
        return [(period, 1), (shifted(period, -1), -1)]
    if basis == "rolling4" and quarter < 4:
        return [(period, 1), (shifted(period, -quarter), 1), (shifted(period, -4), -1)]
    return [(period, 1)]


def _is_told(value: object) -> bool:
    return isinstance(value, int | float) and value == value


def _scale(known: Knowledge, own: pd.DataFrame, facts: Mapping[Any, pd.DataFrame], row: Mapping[Any, Any]) -> None:
    present = own.loc[own[_AMOUNT].notna()]
    known.seen |= set(_sum(present, facts, row["period"], "ytd")) if row["basis"] == "ytd" else set()
    if _is_told(row[_AMOUNT]):
        known.add(_sum(present, facts, row["period"], row["basis"]), float(row[_AMOUNT]))


def _bridge(known: Knowledge, own: pd.DataFrame, facts: Mapping[Any, pd.DataFrame], row: Mapping[Any, Any]) -> None:
    """prior: what was stored; entrants and exits: the firms of one side only."""
    stored = own.loc[own["prior_stored_10k_cny"].notna()]
    period, basis = row["period"], row["basis"]
    then = shifted(period, -4)
    if _is_told(row["prior_10k_cny"]):
        known.add(_sum(stored, facts, then, basis), float(row["prior_10k_cny"]))
    if _is_told(row["exits_10k_cny"]):
        gone = _sum(stored.loc[stored[_AMOUNT].isna()], facts, then, basis)
        known.add({variable: -one for variable, one in gone.items()}, float(row["exits_10k_cny"]))
    if _is_told(row["entrants_10k_cny"]):
        new = own.loc[own["prior_stored_10k_cny"].isna() & own[_AMOUNT].notna()]
        has_prior = new["prior_reported_10k_cny"].notna()
        both = _prior(new.loc[has_prior], facts, period, basis)
        for variable, one in _sum(new.loc[~has_prior], facts, period, basis).items():
            both[variable] = both.get(variable, 0) + one
        known.add(both, float(row["entrants_10k_cny"]))


def _contribution(
    known: Knowledge, own: pd.DataFrame, facts: Mapping[Any, pd.DataFrame], row: Mapping[Any, Any]
) -> None:
    if _is_told(row["increase_10k_cny"]):
        both = own.loc[own[_AMOUNT].notna() & own["prior_reported_10k_cny"].notna()]
        now = _sum(both, facts, row["period"], row["basis"])
        for variable, one in _prior(both, facts, row["period"], row["basis"]).items():
            now[variable] = now.get(variable, 0) - one
        known.add(now, float(row["increase_10k_cny"]))


def _growth(known: Knowledge, own: pd.DataFrame, facts: Mapping[Any, pd.DataFrame], row: Mapping[Any, Any]) -> None:
    """A rate says Σ now − (1 + r) Σ base = 0; a rounded one, that it is within half a unit of the base."""
    sides = {
        "comparable_pct": ("prior_reported_10k_cny", _prior),
        "matched_pct": ("prior_stored_10k_cny", _stored),
        "quarter_pct": ("quarter_before_10k_cny", _before),
    }
    for name, (column, base_of) in sides.items():
        both = own.loc[own[_AMOUNT].notna() & own[column].notna()]
        if _is_told(row[name]) and len(both):
            base = float(both[column].astype(float).sum())
            true = (float(both[_AMOUNT].astype(float).sum()) / base - 1) * 100
            rate = float(row[name])
            off = 0.0 if abs(rate - true) < 1e-9 else 0.5 if rate == round(rate) else 0.05
            now = _sum(both, facts, row["period"], row["basis"])
            for variable, one in base_of(both, facts, row["period"], row["basis"]).items():
                now[variable] = now.get(variable, 0) - (1 + rate / 100) * one
            known.add(now, 0.0, off / 100 * base)


def _stored(rows: pd.DataFrame, facts: Mapping[Any, pd.DataFrame], period: str, basis: str) -> dict[Variable, float]:
    return _sum(rows, facts, shifted(period, -4), basis)


def _before(rows: pd.DataFrame, facts: Mapping[Any, pd.DataFrame], period: str, basis: str) -> dict[Variable, float]:
    return _sum(rows, facts, shifted(period, -1), basis)


_READ = {"scale": _scale, "growth": _growth, "bridge": _bridge, "contribution": _contribution}

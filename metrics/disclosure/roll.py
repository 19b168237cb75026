"""一期报数的企业名单：每家多少、属于哪个集团、在每个维度的哪些组；格子由它们拼成。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.answer import sql_text
from metrics.dimension import DIMENSIONS, UNSTATED
from metrics.period import end_day
from metrics.store import Store

Cell = tuple[tuple[str, str], ...]  # 维度与值，按维度名排；空的是全部企业
Firms = tuple[int, ...]  # 名单里的位次
WHOLE: Cell = ()
_COLUMNS = ("industry", "region", "subdistrict", "carrier")


def cell(places: Mapping[str, str]) -> Cell:
    """The key of a cell: its dimensions in one order, whatever order they were asked in."""
    return tuple(sorted(places.items()))


@dataclass(frozen=True)
class Roll:
    """The firms with a known cumulative revenue at `period`; `amounts` in 万元, `places` their values per dimension.

    `holders` names the contributor: the group (集团) where the register has one, else the firm. The last `past` of them
    are figures since replaced, which earlier versions gave out in sums: in no cell any more.
    """

    period: str
    firms: tuple[str, ...]
    amounts: np.ndarray
    holders: tuple[str, ...]
    places: Mapping[str, tuple[tuple[str, ...], ...]]
    past: int = 0

    @property
    def present(self) -> range:
        """The places of the firms whose figures count now."""
        return range(len(self.firms) - self.past)

    def cells(self, tables: Sequence[tuple[str, ...]]) -> dict[Cell, Firms]:
        """Every non-empty cell of these tables, each a combination of dimensions, with the firms in it."""
        found: dict[Cell, list[int]] = {}
        for table in tables:
            for number in self.present:
                for key in self._keys(table, number):
                    found.setdefault(key, []).append(number)
        return {key: tuple(numbers) for key, numbers in found.items()}

    def _keys(self, table: tuple[str, ...], number: int) -> list[Cell]:
        keys: list[dict[str, str]] = [{}]
        for dimension in table:
            keys = [{**key, dimension: value} for key in keys for value in self.places[dimension][number]]
        return [cell(key) for key in keys]


def load_roll(store: Store, period: str) -> Roll:
    """Who filed a cumulative figure for `period`, by enterprise_id; nobody gives an empty roll."""
    frame = store.query(sql_text("disclosure/roll"), [period])
    firms = tuple(str(firm) for firm in frame["enterprise_id"])
    places: dict[str, tuple[tuple[str, ...], ...]] = {
        name: tuple((_word(value),) for value in frame[name]) for name in _COLUMNS
    }
    places["tier"] = _tiers(store, frame)
    places |= _memberships(store, firms, period)
    amounts = frame["revenue_10k_cny"].to_numpy(dtype=float)
    return Roll(period, firms, amounts, _holders(store, firms), places)


def _word(value: object) -> str:
    return value if isinstance(value, str) else UNSTATED


def _tiers(store: Store, frame: pd.DataFrame) -> tuple[tuple[str, ...], ...]:
    """Nested, as scope.TIER_INCLUDES has it: who is above a floor is in every tier below it, down to 规上."""
    rows = store.rows("SELECT tier, floor_10k_cny, is_above_scale FROM tier")
    floors = {str(tier): (floor, above) for tier, floor, above in rows}
    found = []
    for own, is_above in zip(frame["tier"], frame["is_above_scale"], strict=True):
        mine = floors.get(own, (None, None))[0] if isinstance(own, str) else None
        names = [
            tier
            for tier, (floor, above) in floors.items()
            if (floor is None and not pd.isna(is_above) and above == bool(is_above))
            or (floor is not None and mine is not None and mine >= floor)
        ]
        found.append(tuple(names) or (UNSTATED,))
    return tuple(found)


def _memberships(store: Store, firms: Sequence[str], period: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    day = end_day(period)
    joined: dict[tuple[str, str], list[str]] = {}
    for firm, dimension, value, valid_from, valid_to in store.rows(sql_text("disclosure/memberships")):
        is_in_term = dimension != "title" or ((valid_from or day) <= day <= (valid_to or day))
        if is_in_term and value not in joined.get((dimension, firm), []):
            joined.setdefault((dimension, firm), []).append(value)
    names = [name for name, dimension in DIMENSIONS.items() if dimension.kind == "membership"]
    return {name: tuple(tuple(joined.get((name, firm), [UNSTATED])) for firm in firms) for name in names}


def _holders(store: Store, firms: Sequence[str]) -> tuple[str, ...]:
    """The group (集团) of each firm, itself where the register has no such column or no entry."""
    columns = store.query("SELECT * FROM enterprise LIMIT 0").columns
    if "group_id" not in columns:
        return tuple(firms)
    groups = dict(store.rows("SELECT enterprise_id, group_id FROM enterprise WHERE group_id IS NOT NULL"))
    return tuple(str(groups.get(firm, firm)) for firm in firms)

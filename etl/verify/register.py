"""账上的名录：代码是谁、名称是哪个代码、在哪条街道、还在不在。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pyarrow.parquet as pq

from etl.taxonomy import folded
from etl.write.ledger import Filing

_COLUMNS = ["enterprise_id", "enterprise", "subdistrict", "left_on"]


@dataclass(frozen=True)
class Register:
    """The registers on the books, later ones over earlier. `names`: code → name now; `former`: code → every folded name
    it ever had; `codes`: folded name → codes; `places`: code → sub-district; `firms_in`: sub-district → codes; `gone`:
    codes with a day of leaving."""

    names: Mapping[str, str] = field(default_factory=dict)
    former: Mapping[str, frozenset[str]] = field(default_factory=dict)
    codes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    firms_in: Mapping[str, frozenset[str]] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()


def read_register(ledger: Sequence[Filing], *, is_demo: bool) -> Register:
    """The register of all active register filings; empty where there is none. Demonstration and real kept apart."""
    return _register(
        tuple(
            filing.rows
            for filing in ledger
            if filing.is_active and filing.page.get("record") == "register" and filing.page["is_demo"] == is_demo
        )
    )


@lru_cache(maxsize=4)
def _register(files: tuple[Path, ...]) -> Register:
    names: dict[str, str] = {}
    places: dict[str, str] = {}
    former: dict[str, set[str]] = {}
    codes: dict[str, set[str]] = {}
    gone: dict[str, bool] = {}
    for file in files:
        columns = pq.read_table(file, columns=_COLUMNS).to_pydict()
        for code, name, place, left in zip(*columns.values(), strict=True):
            gone[code] = left is not None
            if place:
                places[code] = place
            if name:
                names[code] = name
                former.setdefault(code, set()).add(folded(name))
                codes.setdefault(folded(name), set()).add(code)
    return Register(
        names,
        {code: frozenset(found) for code, found in former.items()},
        {name: frozenset(found) for name, found in codes.items()},
        places,
        _turned(places),
        frozenset(code for code, has_left in gone.items() if has_left),
    )


def _turned(places: Mapping[str, str]) -> dict[str, frozenset[str]]:
    firms: dict[str, set[str]] = {}
    for code, place in places.items():
        firms.setdefault(place, set()).add(code)
    return {place: frozenset(codes) for place, codes in firms.items()}

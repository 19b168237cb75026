"""我们自己的列：每种记录有哪些列、哪些必不可少。来源说明（TOML）只能把别人的表头接到这些列上。"""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

_TEXT = pa.string()
_DAY = pa.date32()
_MONEY = pa.decimal128(20, 6)
_PLACE = {"sheet": _TEXT, "row": pa.int32()}


def _named(names: str, kind: pa.DataType) -> dict[str, pa.DataType]:
    return dict.fromkeys(names.split(), kind)


@dataclass(frozen=True)
class Record:
    """A kind of fact. `known` columns (name → stored type) are used by the build; a source may map further columns,
    which are kept with the filing. Every source of this kind maps the `needed` ones; `key` makes a row unique."""

    name: str
    needed: frozenset[str]
    key: tuple[str, ...]
    known: Mapping[str, pa.DataType]
    has_period: bool

    def filled(self, table: pa.Table) -> pa.Table:
        """The table with every known column, null where the sheet had none, in a fixed order; further columns after."""
        arrays = {
            name: table.column(name).cast(kind) if name in table.column_names else pa.nulls(len(table), kind)
            for name, kind in {**_PLACE, **self.known}.items()
        }
        further = {name: table.column(name) for name in table.column_names if name not in arrays}
        return pa.table({**arrays, **further})


REGISTER = Record(
    name="register",
    needed=frozenset({"enterprise_id", "enterprise"}),
    key=("enterprise_id",),
    known={
        **_named("enterprise_id enterprise subdistrict carrier industry_code industry region address", _TEXT),
        **_named("field cluster chain stage title note", _TEXT),
        **_named("above_scale_from above_scale_to founded left_on", _DAY),
    },
    has_period=False,
)
REVENUE = Record(
    name="revenue",
    needed=frozenset({"enterprise_id", "revenue_10k_cny"}),
    key=("enterprise_id", "period"),
    known={
        **_named("enterprise_id enterprise period subdistrict carrier industry region note", _TEXT),
        "revenue_10k_cny": _MONEY,
        "prior_reported_10k_cny": _MONEY,
    },
    has_period=True,
)
INDICATOR = Record(
    name="indicator",
    needed=frozenset({"indicator", "region", "period", "basis", "value", "unit"}),
    key=("indicator", "region", "grouping", "period", "basis"),
    known={
        **_named("indicator region grouping period basis unit operator status footnote source", _TEXT),
        "value": pa.decimal128(28, 6),
        "growth_published_pct": pa.float64(),
    },
    has_period=True,
)
RECORDS = {record.name: record for record in (REGISTER, REVENUE, INDICATOR)}

"""对标：市、省与对标城市的公布数，旁边是本区同一指标、同一产业的数；期别、口径、单位都一样才比。"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from etl.words import _
from metrics import catalog
from metrics.answer import sql_text
from metrics.dimension import DIMENSIONS
from metrics.growth import BASE_NOT_POSITIVE
from metrics.published_value import in_unit
from metrics.request import Request, known_values
from metrics.show import show
from metrics.store import Store

REVENUE = _("营业收入")  # 企业季报只有这一项指标
OWN_DIMENSIONS = ("field", "cluster", "chain", "industry")  # 公布数的“产业”与这些维度的组同名才算同一产业
WHOLE = ""

NO_OWN = _("口径不同：本区没有同一产业的这项指标")
OTHER_PERIOD = _("期别不同")
OTHER_UNIT = _("口径不同：计量单位不同")
NOT_EXACT = _("口径不同：公布值写作“{0}”，不是准数")
NO_VALUE = _("缺数据")
RATE = _("比率不相除")
FILED = _("企业季报合计，{0}家已报")
PUBLISHED_OWN = _("指标填报")


@dataclass(frozen=True)
class Own:
    """The district's own figure: value in `unit`, its quarter, its growth (%) and where it comes from."""

    region: str
    period: str
    value: float | None
    unit: str
    growth_pct: float | None
    operator: str
    source: str


def table(store: Store, request: Request) -> pd.DataFrame:
    """One row per published figure of another place: the newest up to the asked quarter, or every one of them.

    The district's own figure is that of the same indicator, industry and basis, of the same quarter where there is
    one, else the newest. `ratio_pct` = own ÷ published × 100 only where quarter, basis and unit agree and both are
    exact; growth is compared in points, never divided. Null comes with 期别不同 or 口径不同.
    """
    asked = request.period or ""
    rows = store.query(sql_text("benchmark"), [asked, asked])
    regions = own_regions(store)
    is_own = rows["region"].isin(regions)
    others = pd.DataFrame(rows.loc[~is_own])
    if asked:
        others = others.groupby(["indicator", "region", "grouping", "basis"], dropna=False, sort=False).tail(1)
    figures = _published(rows.loc[is_own].to_dict("records"), regions)
    for figure in _filed(store, others, regions, asked):
        figures.setdefault(figure[0], []).append(figure[1])
    columns = [column.name for column in catalog.load()["benchmark"].columns]
    found = [_row(_plain(record), figures, asked) for record in others.to_dict("records")]
    return pd.DataFrame(found, columns=["period", "basis", *columns])


def own_regions(store: Store) -> list[str]:
    """The places whose enterprises are filed here, the district before its parts: scopes of the closed lists."""
    rows = store.rows("SELECT dimension, scope FROM grouping WHERE scope IS NOT NULL")
    order = {dimension: at for at, dimension in enumerate((*OWN_DIMENSIONS, "carrier"))}
    found = sorted({(order[dimension], str(scope)) for dimension, scope in rows if dimension in order})
    return list(dict.fromkeys(scope for _at, scope in found))


def compared(
    value: float | None, unit: str, operator: str, own: Own | None, *, is_same_period: bool
) -> tuple[float | None, str]:
    """own ÷ value × 100, or null and why: nothing of our own, another quarter, another unit, not an exact figure."""
    if own is None:
        return None, NO_OWN
    if value is None or own.value is None:
        return None, NO_VALUE
    if not is_same_period:
        return None, OTHER_PERIOD
    converted = in_unit(own.value, own.unit, unit)
    if converted is None:
        return None, OTHER_UNIT
    for word in (operator, own.operator):
        if word not in ("", "="):
            return None, NOT_EXACT.format(word)
    if unit in ("%", _("位"), _("指数")):
        return None, RATE
    return (converted / value * 100, "") if value > 0 else (None, BASE_NOT_POSITIVE)


def _row(record: dict[str, Any], figures: Mapping[tuple[str, str, str], list[Own]], asked: str) -> dict[str, object]:
    same = figures.get((record["indicator"], record["grouping"] or WHOLE, record["basis"]), [])
    exact = [own for own in same if own.period == record["period"]]
    own = exact[0] if exact else max(same, key=lambda one: one.period, default=None)
    ratio, reason = compared(
        record["value"], record["unit"] or "", record["operator"] or "", own, is_same_period=bool(exact)
    )
    growth = record["growth_published_pct"]
    own_growth = own.growth_pct if own else None
    difference = own_growth - growth if exact and growth is not None and own_growth is not None else None
    shown = in_unit(own.value, own.unit, record["unit"]) if own and own.value is not None else None
    return {
        **record,
        "period": asked or record["period"],
        "value_period": record["period"],
        "own_region": own.region if own else None,
        "own_period": own.period if own else None,
        "own_value": shown if shown is not None else own.value if own else None,
        "own_unit": (record["unit"] if shown is not None else own.unit) if own else None,
        "own_growth_pct": own_growth,
        "ratio_pct": ratio,
        "growth_difference_pp": difference,
        "own_source": own.source if own else None,
        "reason": "；".join(word for word in (reason, record["status"]) if word),
    }


def _published(records: Iterable[dict[str, Any]], regions: list[str]) -> dict[tuple[str, str, str], list[Own]]:
    """What is published of the district itself, by indicator, industry and basis; the district before its parts."""
    figures: dict[tuple[str, str, str], list[Own]] = {}
    for record in sorted(map(_plain, records), key=lambda one: regions.index(one["region"])):
        figures.setdefault((record["indicator"], record["grouping"] or WHOLE, record["basis"]), []).append(
            Own(
                record["region"],
                record["period"],
                record["value"],
                record["unit"] or "",
                record["growth_published_pct"],
                record["operator"] or "",
                record["source"] or PUBLISHED_OWN,
            )
        )
    return figures


def _filed(
    store: Store, others: pd.DataFrame, regions: list[str], asked: str
) -> Iterable[tuple[tuple[str, str, str], Own]]:
    """Revenue added up from the enterprises' filings, of industries that others publish, up to the asked quarter."""
    names = {name or WHOLE for name in _words(pd.Series(others.loc[others["indicator"] == REVENUE]["grouping"]))}
    place = regions[0] if regions else _("本区")
    for dimension in (WHOLE, *OWN_DIMENSIONS):
        known = {WHOLE} if dimension == WHOLE else known_values(store, DIMENSIONS[dimension])
        found = sorted(names & known)
        names -= known
        if not found:
            continue
        by, where = ([dimension], {dimension: found}) if dimension else ([], {})
        growth = show(store, "growth", None, by, where).to_dict("records")
        keys = ["period", "basis", *by]
        rates = {tuple(row[key] for key in keys): row["comparable_pct"] for row in growth}
        for row in map(_plain, show(store, "scale", None, by, where).to_dict("records")):
            if not row["enterprises"] or (asked and row["period"] > asked):
                continue
            rate = rates.get(tuple(row[key] for key in keys))
            yield (
                (REVENUE, row[dimension] if dimension else WHOLE, row["basis"]),
                Own(
                    place,
                    row["period"],
                    row["revenue_10k_cny"],
                    _("万元"),
                    None if rate is None or rate != rate else float(rate),
                    "",
                    FILED.format(row["enterprises"]),
                ),
            )


def _words(cells: pd.Series) -> list[str | None]:
    return [None if cell is None or cell != cell else str(cell) for cell in cells]


def _plain(record: Mapping[Any, Any]) -> dict[str, Any]:
    """The record with None for everything unknown."""
    return {str(name): None if cell is None or cell != cell else cell for name, cell in record.items()}

"""对标：公布数旁边是本区的数；只有同期、同口径、同单位的才相比，增速比百分点差。"""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from charts.bars import bars
from charts.figure import Figure
from charts.twin import Column, twin
from charts.withheld import withheld_cells
from charts.words import MISSING, SUPPRESSED, count, exact, number, percent, period_label, points
from etl.words import _
from metrics.dimension import UNSTATED
from pages.figures.assemble import assembled
from pages.ui import cached
from pages.ui.kept import kept

_LAID_OUT = 2  # 最多画几期
_WHOLE = (_("家"), _("位"), _("个"))


@kept()
def benchmark_table(origin: cached.Source, period: str) -> pd.DataFrame:
    """Every published figure of other places up to `period` beside the district's own, those that compare first."""
    rows = cached.table(origin, "benchmark", period)
    rows = rows.assign(is_apart=rows["ratio_pct"].isna()).sort_values("is_apart", kind="stable")
    shown = pd.DataFrame(
        {
            _("对标地区"): rows["region"],
            _("产业"): rows["grouping"].astype(object).where(rows["grouping"].notna(), MISSING),
            _("指标"): rows["indicator"],
            _("报告期"): _labels(rows["value_period"], rows["basis"]),
            _("公布数"): _amounts(rows["value"], rows["unit"], rows["operator"]),
            _("本区"): _told(rows, "own_value", _amounts(rows["own_value"], rows["own_unit"], [None] * len(rows))),
            _("本区相当于对方（%）"): _told(rows, "ratio_pct", rows["ratio_pct"].astype("Float64")),
            _("说明"): rows["reason"],
            _("公布增速（%）"): rows["growth_published_pct"].astype("Float64"),
            _("本区增速（%）"): _told(rows, "own_growth_pct", rows["own_growth_pct"].astype("Float64")),
            _("增速差（百分点）"): _told(rows, "growth_difference_pp", rows["growth_difference_pp"].astype("Float64")),
            _("本区报告期"): _labels(rows["own_period"], rows["basis"]),
            _("本区数来源"): rows["own_source"],
            _("公布数来源"): rows["source"],
            _("脚注"): rows["footnote"],
        }
    )
    return shown.reset_index(drop=True)


@kept()
def growth_gaps(origin: cached.Source, period: str) -> list[Figure]:
    """The district's growth against the published one, in points, a figure a quarter and basis; [] where none is."""
    rows = cached.table(origin, "benchmark", period)
    rows = rows.loc[rows["growth_difference_pp"].notna()]
    groups = sorted(set(zip(rows["value_period"], rows["basis"], strict=True)), reverse=True)[:_LAID_OUT]
    return [_growth_gap(origin, rows, when, basis) for when, basis in groups]


def _growth_gap(origin: cached.Source, rows: pd.DataFrame, period: str, basis: str) -> Figure:
    rows = rows.loc[(rows["value_period"] == period) & (rows["basis"] == basis)]
    rows = rows.sort_values("growth_difference_pp", ascending=False)
    named = rows["region"] + rows["grouping"].fillna("").replace(UNSTATED, "")
    rows = rows.assign(name=named)
    best = rows.iloc[0]
    verb = _("高于") if best["growth_difference_pp"] >= 0 else _("低于")
    columns = [
        Column("name", _("对标")),
        Column("own_growth_pct", _("本区增速"), "percent"),
        Column("growth_published_pct", _("公布增速"), "percent"),
        Column("growth_difference_pp", _("增速差"), "points"),
        Column("ratio_pct", _("本区相当于对方"), "percent"),
        Column("reason", _("说明")),
    ]
    return assembled(
        origin,
        "benchmark",
        name=_("与公布增速相比"),
        title=_("{when}，本区{industry}增速{own}，{verb}{region}{points}").format(
            when=period_label(period, basis),
            industry=best["grouping"] if isinstance(best["grouping"], str) else "",
            own=percent(best["own_growth_pct"]),
            verb=verb,
            region=best["region"],
            points=points(abs(best["growth_difference_pp"])),
        ),
        subtitle=_("本区营业收入可比增速减公布增速，百分点；公布增速的可比基数未公布"),
        alt=_("横条图，按增速差排列"),
        table=twin(rows, columns),
        spec=bars(rows, "name", "growth_difference_pp", "points", _("增速差"), is_signed=True),
        period=period,
        basis=basis,
        source=_("指标填报（公布数）、季度营收填报"),
    )


def _told(rows: pd.DataFrame, column: str, cells: Iterable[Any]) -> pd.Series:
    """The cells of a column with the words for it in those that are withheld."""
    hidden = withheld_cells(rows, column)
    if not hidden.any():
        return cells if isinstance(cells, pd.Series) else pd.Series(list(cells), index=rows.index, dtype=object)
    told = [SUPPRESSED if is_so else cell for is_so, cell in zip(hidden, cells, strict=True)]
    return pd.Series([None if cell is pd.NA else cell for cell in told], index=rows.index, dtype=object)


def _labels(periods: Iterable[Any], bases: Iterable[Any]) -> list[str | None]:
    return [
        period_label(period, basis) if isinstance(period, str) else None
        for period, basis in zip(periods, bases, strict=True)
    ]


def _amounts(values: Iterable[Any], units: Iterable[Any], operators: Iterable[Any]) -> list[str | None]:
    """`271.00亿元（以上）`, whole counts without decimals; None where unknown."""
    told: list[str | None] = []
    for value, unit, operator in zip(values, units, operators, strict=True):
        if exact(value) is None:
            told.append(None)
            continue
        bound = _("（{0}）").format(operator) if isinstance(operator, str) and operator not in ("", "=") else ""
        told.append((count(value) if unit in _WHOLE else number(value, 2)) + (unit or "") + bound)
    return told

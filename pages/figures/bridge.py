"""增长桥：从上年入库数一步步走到本期。"""

import pandas as pd

from charts.figure import Figure
from charts.twin import Column, twin
from charts.waterfall import rounding_note, waterfall
from charts.words import amount_100m, exact
from etl.words import _
from metrics import catalog
from pages.figures.assemble import assembled
from pages.ui import cached
from pages.ui.kept import kept

_TOLD = 3


@kept()
def bridge(
    origin: cached.Source, period: str, basis: str, conditions: cached.Where = (), scope: str = ""
) -> Figure | None:
    """The bridge from last year's stored figure to this period's. None where last year is not in store."""
    rows = cached.table(origin, "bridge", period, (), conditions)
    rows = rows.loc[
        (rows["basis"] == basis) & rows[["prior_10k_cny", "incumbents_10k_cny"]].notna().all(axis="columns")
    ]
    if rows.empty:
        return None
    row = rows.iloc[0]
    titles = {column.name: column.title for column in catalog.load()["bridge"].columns if column.unit}
    note = rounding_note(row)
    return assembled(
        origin,
        "bridge",
        name=_("{0}增长桥").format(scope),
        title=_title(row),
        subtitle=_("营业收入，亿元；由上年入库数到本期{0}").format("；" + note if note else ""),
        alt=_("瀑布图，各步相加等于本期"),
        table=twin(rows, [Column(name, title, "amount") for name, title in titles.items()]),
        spec=waterfall(row, _("营业收入")),
        period=period,
        basis=basis,
        conditions=conditions,
    )


def _title(row: pd.Series) -> str:
    """The three largest steps with their signs, in the order they are drawn; no cause is claimed."""
    titles = {
        "incumbents_10k_cny": _("可比增量"),
        "entrants_10k_cny": _("新增及上年未报企业的上年基数"),
        "exits_10k_cny": _("退出及未报"),
        "revisions_10k_cny": _("上年数修订"),
    }
    steps = {name: step for name in titles if (step := exact(row[name]))}
    told = sorted(steps, key=lambda name: -abs(steps[name]))[:_TOLD]
    words = [titles[name] + amount_100m(row[name], is_signed=True) + _("亿元") for name in titles if name in told]
    return "，".join(words) or _("与上年相比没有变化")

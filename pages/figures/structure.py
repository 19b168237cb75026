"""结构：营业收入由哪些部分组成。"""

from charts import palette
from charts.bars import bars
from charts.figure import Figure
from charts.twin import Column, twin
from charts.withheld import withheld_cells
from charts.words import percent
from etl.words import _
from metrics.dimension import DIMENSIONS
from pages.figures.assemble import assembled, colours
from pages.figures.withheld import among
from pages.ui import cached
from pages.ui.kept import kept

_MOST = 12


@kept()
def structure(
    origin: cached.Source, period: str, basis: str, by: str, conditions: cached.Where = (), scope: str = ""
) -> Figure | None:
    """Each group's share of the scope's revenue, largest first. None where nobody has filed."""
    rows = cached.table(origin, "scale", period, (by,), conditions)
    rows = rows.loc[rows["basis"] == basis].sort_values("share_pct", ascending=False)
    rows = rows.loc[rows["share_pct"].notna() | withheld_cells(rows, "share_pct")]
    if not rows["share_pct"].notna().any():
        return None
    own = colours(origin, by)
    top = rows.iloc[0]
    overlap = _("；一家企业可属多组，各组之和可超过100%") if DIMENSIONS[by].has_overlap else ""
    columns = [
        Column(by, DIMENSIONS[by].title),
        Column("enterprises", _("企业数"), "count"),
        Column("revenue_10k_cny", _("营业收入"), "amount"),
        Column("share_pct", _("占比"), "percent"),
    ]
    return assembled(
        origin,
        "scale",
        name=_("{0}结构按{1}").format(scope, DIMENSIONS[by].title),
        title=among(rows, "share_pct", by) + _("{0}占{1}，最大").format(top[by], percent(top["share_pct"])),
        subtitle=_("占{0}营业收入的比重，%{1}").format(scope or _("全区"), overlap),
        alt=_("横条图，按占比排列"),
        table=twin(rows, columns),
        spec=bars(
            rows.head(_MOST),
            by,
            "share_pct",
            "percent",
            _("占比"),
            colours=palette.colours(list(rows[by].head(_MOST)), own) if own else None,
        ),
        period=period,
        basis=basis,
        by=(by,),
        conditions=conditions,
    )

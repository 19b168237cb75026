"""各组增速高低，与总体相比。"""

import pandas as pd

from charts import palette
from charts.bars import bars
from charts.figure import Figure
from charts.twin import Column, twin
from charts.words import change
from etl.words import _
from metrics.dimension import DIMENSIONS, UNSTATED
from pages.figures.assemble import assembled, colours
from pages.figures.withheld import among
from pages.ui import cached
from pages.ui.kept import kept

_EITHER_END = 7  # 组太多时两头各画几组；表里是全的


@kept()
def growth_by(
    origin: cached.Source, period: str, basis: str, by: str, conditions: cached.Where = (), scope: str = ""
) -> Figure | None:
    """Comparable growth of each group beside the total's, which is the dashed line. None where no rate is known."""
    rows = cached.table(origin, "growth", period, (by,), conditions)
    rows = rows.loc[rows["basis"] == basis].sort_values("comparable_pct", ascending=False)
    known = rows.loc[rows["comparable_pct"].notna()]
    if known.empty:
        return None
    total = cached.table(origin, "growth", period, (), conditions)
    total = total.loc[total["basis"] == basis]["comparable_pct"].iloc[0]
    own = colours(origin, by)
    named = known.loc[known[by] != UNSTATED]  # 未归类不是一个组，不说它最快最慢
    named = named if len(named) else known
    best, worst = named.iloc[0], named.iloc[-1]
    is_cut = len(known) > 2 * _EITHER_END
    drawn = pd.concat([known.head(_EITHER_END), known.tail(_EITHER_END)]) if is_cut else rows
    cut = _("；只画最快与最慢各{0}组").format(_EITHER_END) if is_cut else ""
    title = among(rows, "comparable_pct", by) + _("{0}{1}").format(best[by], change(best["comparable_pct"]))
    if len(named) > 1 and best["comparable_pct"] != worst["comparable_pct"]:
        title += _("，最快；{0}{1}，最慢").format(worst[by], change(worst["comparable_pct"]))
    columns = [
        Column(by, DIMENSIONS[by].title),
        Column("comparable_pct", _("同比增速，可比口径"), "percent"),
        Column("nominal_pct", _("同比增速，名义"), "percent"),
        Column("matched_pct", _("同比增速，同样本"), "percent"),
        Column("two_year_pct", _("两年平均增速，可比口径"), "percent"),
        Column("two_year_reason", _("两年平均的说明")),
        *([Column("quarter_pct", _("环比增速，未季节调整"), "percent")] if basis == "single" else []),
        Column("reason", _("说明")),
    ]
    return assembled(
        origin,
        "growth",
        name=_("{0}增速按{1}").format(scope, DIMENSIONS[by].title),
        title=title,
        subtitle=_("营业收入同比增速，%，可比口径{0}").format(cut),
        alt=_("横条图，按增速排列，虚线为总体增速"),
        table=twin(rows, columns),
        spec=bars(
            drawn,
            by,
            "comparable_pct",
            "percent",
            _("同比增速"),
            colours=palette.colours(list(drawn[by]), own) if own else None,
            is_signed=True,
            reference=None if pd.isna(total) else (_("总体"), total),
        ),
        period=period,
        basis=basis,
        by=(by,),
        conditions=conditions,
    )

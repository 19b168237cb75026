"""报得全不全：各街道应报几家、已报几家。"""

from charts.bars import bars
from charts.figure import Figure
from charts.twin import Column, twin
from charts.withheld import count_withheld
from charts.words import count, percent
from etl.words import _
from metrics.dimension import DIMENSIONS
from pages.figures.assemble import assembled
from pages.figures.withheld import among
from pages.ui import cached
from pages.ui.kept import kept

_MOST = 16  # 再多就看不清；表里是全的


@kept()
def coverage(origin: cached.Source, period: str, by: str) -> Figure | None:
    """Filing rate by `by`, the lowest last. None where nobody is expected to file."""
    rows = cached.table(origin, "coverage", period, (by,))
    if rows.empty:
        return None
    rows = rows.sort_values("filed_pct", ascending=False)
    known = rows.loc[rows["filed_pct"].notna()]
    if known.empty and count_withheld(rows, "filed_pct"):
        return None
    late = known.loc[known["filed"] < known["expected"]]
    shown = among(rows, "filed_pct", by)
    if late.empty:
        title = shown + _("{0}个{1}全部报齐").format(len(known), DIMENSIONS[by].title)
    else:
        worst = late.iloc[-1]
        title = shown + _("{0}还差{1}家，填报率{2}，最低").format(
            worst[by], count(worst["expected"] - worst["filed"]), percent(worst["filed_pct"])
        )
    cut = _("；只画最低的{0}组").format(_MOST) if len(rows) > _MOST else ""
    columns = [
        Column(by, DIMENSIONS[by].title),
        Column("expected", _("应报"), "count"),
        Column("filed", _("已报"), "count"),
        Column("filed_pct", _("填报率"), "percent"),
        Column("reason", _("说明")),
    ]
    return assembled(
        origin,
        "coverage",
        name=_("填报率按{0}").format(DIMENSIONS[by].title),
        title=title,
        subtitle=_("填报率，%；已报家数与应报家数之比{0}").format(cut),
        alt=_("横条图，按填报率排列"),
        table=twin(rows, columns),
        spec=bars(rows.tail(_MOST), by, "filed_pct", "percent", _("填报率")),
        period=period,
        by=(by,),
    )

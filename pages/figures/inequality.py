"""企业大小差多少：各组的基尼系数，与差距在组内还是组间。"""

from charts.bars import bars
from charts.figure import Figure
from charts.twin import Column, twin
from charts.words import percent
from etl.words import _
from metrics import catalog
from metrics.dimension import DIMENSIONS, UNSTATED
from pages.figures.assemble import assembled
from pages.figures.withheld import among
from pages.ui import cached
from pages.ui.kept import kept

_MOST = 14  # 再多就看不清；表里是全的


@kept()
def inequality(origin: cached.Source, period: str, basis: str, by: str) -> Figure | None:
    """The Gini of the firms in each group; the title says how much of the whole gap lies within groups."""
    rows = cached.table(origin, "inequality", period, (by,))
    rows = rows.loc[rows["basis"] == basis].sort_values("gini", ascending=False)
    named = rows.loc[rows["gini"].notna() & (rows[by] != UNSTATED)]
    if named.empty:
        return None
    title = DIMENSIONS[by].title
    within, between = rows["within_theil_t"].sum(), rows["between_theil_t"].sum()
    hidden = among(rows, "gini", by)
    if rows["within_theil_t"].notna().any() and not hidden and within + between > 0:
        told = _("企业大小的差距，{0}在各{1}内部，{2}在{1}之间").format(
            percent(within / (within + between) * 100), title, percent(between / (within + between) * 100)
        )
    else:
        told = hidden + _("{0}的企业大小相差最大").format(named.iloc[0][by])
    cut = _("；只画最高的{0}组").format(_MOST) if len(rows) > _MOST else ""
    known = catalog.load()["inequality"].columns
    columns = [
        Column(by, title),
        *[Column(one.name, one.title, "index") for one in known if one.name not in ("enterprises", "reason")],
        Column("reason", _("说明")),
    ]
    return assembled(
        origin,
        "inequality",
        name=_("企业间不平等按{0}").format(title),
        title=told,
        subtitle=_("各组企业之间营业收入的基尼系数，0为一样大，1为一家独有{0}").format(cut),
        alt=_("横条图，按基尼系数排列"),
        table=twin(rows, columns),
        spec=bars(rows.head(_MOST), by, "gini", "index", _("基尼系数")),
        period=period,
        basis=basis,
        by=(by,),
    )

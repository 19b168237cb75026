"""领军企业：营业收入最大的几家，各占多少。"""

from charts.bars import bars
from charts.figure import Figure
from charts.twin import Column, twin
from charts.words import percent
from etl.words import _
from metrics import leaders as metric
from pages.figures.assemble import assembled
from pages.ui import cached
from pages.ui.kept import kept


@kept()
def leaders(
    origin: cached.Source, period: str, basis: str, conditions: cached.Where = (), scope: str = ""
) -> Figure | None:
    """The ten largest by revenue with their share of the scope. None where nobody has filed."""
    store = cached.store(origin)
    top = metric.leaders(store, period, basis, dict(conditions), origin.role, dict(origin.own))
    if top.empty:
        return None
    shares = top["share_pct"].head(3).sum()
    title = (
        _("最大一家占{0}，前三家合计占{1}").format(percent(top["share_pct"].iloc[0]), percent(shares))
        if len(top) >= 3
        else _("最大一家占{0}").format(percent(top["share_pct"].iloc[0]))
    )
    columns = [
        Column("rank", _("位次"), "count"),
        Column("enterprise", _("企业")),
        Column("revenue_10k_cny", _("营业收入"), "amount"),
        Column("share_pct", _("占比"), "percent"),
        Column("comparable_pct", _("同比增速，可比口径"), "percent"),
    ]
    return assembled(
        origin,
        "scale",
        name=_("{0}领军企业").format(scope),
        title=title,
        subtitle=_("营业收入前{0}家，亿元").format(len(top)),
        alt=_("横条图，按营业收入排列"),
        table=twin(top, columns),
        spec=bars(top, "enterprise", "revenue_10k_cny", "amount", _("营业收入")),
        period=period,
        basis=basis,
        by=("enterprise",),
        conditions=conditions,
    )

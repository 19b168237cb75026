"""集中度：各组最大的几家占了多少。"""

from charts.bars import bars
from charts.figure import Figure
from charts.twin import Column, twin
from charts.words import number, percent
from etl.words import _
from metrics.dimension import DIMENSIONS, UNSTATED
from pages.figures.assemble import assembled
from pages.figures.withheld import among
from pages.ui import cached
from pages.ui.kept import kept

_MOST = 14  # 再多就看不清；表里是全的


@kept()
def concentration(origin: cached.Source, period: str, basis: str, by: str) -> Figure | None:
    """The share of the four largest in each group, beside that of the whole. None where nobody has filed."""
    rows = cached.table(origin, "concentration", period, (by,))
    rows = rows.loc[rows["basis"] == basis].sort_values("cr4_pct", ascending=False)
    named = rows.loc[rows["cr4_pct"].notna() & (rows[by] != UNSTATED)]
    if named.empty:
        return None
    whole = cached.row(origin, "concentration", period, basis).get("cr4_pct")
    many = named.loc[named["enterprises"] > 4]  # 不足五家的前四家总是100%，不说它最集中
    top = (many if len(many) else named).iloc[0]
    cut = _("；只画占比最高的{0}组").format(_MOST) if len(rows) > _MOST else ""
    title = DIMENSIONS[by].title
    columns = [
        Column(by, title),
        Column("enterprises", _("企业数"), "count"),
        Column("hhi", _("赫芬达尔"), "index"),
        Column("hhi_normalised", _("赫芬达尔，标准化"), "index"),
        Column("hhi_10000", _("赫芬达尔，万分制")),
        Column("equivalent_number", _("等效家数")),
        Column("cr1_pct", _("最大一家占比"), "percent"),
        Column("cr3_pct", _("前三家占比"), "percent"),
        Column("cr4_pct", _("前四家占比"), "percent"),
        Column("cr8_pct", _("前八家占比"), "percent"),
        Column("gini", _("基尼系数"), "index"),
        Column("reason", _("说明")),
    ]
    return assembled(
        origin,
        "concentration",
        name=_("集中度按{0}").format(title),
        title=among(rows, "cr4_pct", by)
        + _("{0}前四家占{1}，相当于{2}家同样大小的企业").format(
            top[by], percent(top["cr4_pct"]), number(top["equivalent_number"], 1)
        ),
        subtitle=_("最大四家占本组营业收入的比重，%；虚线为全区；不足五家的组恒为100%{0}").format(cut),
        alt=_("横条图，按前四家占比排列，虚线为全区"),
        table=twin(rows, columns),
        spec=bars(
            rows.head(_MOST),
            by,
            "cr4_pct",
            "percent",
            _("前四家占比"),
            reference=(_("全区"), whole) if whole is not None and whole == whole else None,
        ),
        period=period,
        basis=basis,
        by=(by,),
    )

"""专业化与集群强度：地区×活动的格子，一格一个区位商，或几颗星。"""

import pandas as pd

from charts.figure import Figure
from charts.heat import Side, heat
from charts.twin import Column, twin
from charts.withheld import count_withheld
from charts.words import number
from etl.words import _
from metrics import catalog, star_rule
from metrics.answer import column
from metrics.dimension import DIMENSIONS, UNSTATED
from pages.figures.assemble import assembled
from pages.figures.withheld import is_rule
from pages.ui import cached
from pages.ui.kept import kept

_MOST_ROWS, _MOST_COLUMNS = 16, 8  # 再多就看不清；表里是全的
_LINES = (0.75, 1.0, 1.5)
_STAR = "★"


@kept()
def quotients(origin: cached.Source, period: str, basis: str, area: str, activity: str) -> Figure | None:
    """The location quotient of every area × activity. None where none can be computed."""
    rows = cached.table(origin, "specialization", period, (area, activity))
    rows = _named(rows, basis, area, activity)
    known = rows.loc[rows["location_quotient"].notna()]
    if known.empty:
        return None
    rows = rows.assign(text=[number(value, 1) for value in rows["location_quotient"]])
    revenue = cached.table(origin, "scale", period, (area, activity))
    drawn, sides, cut = _drawn(rows, _named(revenue, basis, area, activity), area, activity)
    large = drawn.loc[drawn["location_quotient"].notna()]
    top = large.loc[large["location_quotient"].idxmax()] if len(large) else known.iloc[0]
    titles = (DIMENSIONS[area].title, DIMENSIONS[activity].title, _("区位商（倍）"))
    indices = [one for one in catalog.load()["specialization"].columns if one.name.startswith(("area_", "activity_"))]
    columns = [
        Column(area, titles[0]),
        Column(activity, titles[1]),
        Column("location_quotient", _("区位商"), "times"),
        Column("reference", _("参照")),
        Column("reason", _("说明")),
        *[Column(one.name, one.title, "index") for one in indices],
        Column("litzenberger_sternberg", _("利岑伯格—施特恩贝格"), "index"),
        Column("index_reason", _("指数说明")),
    ]
    return assembled(
        origin,
        "specialization",
        name=_("区位商按{0}与{1}").format(*titles[:2]),
        title=(_("公布的格子中，") if count_withheld(rows, "location_quotient") else "")
        + _("{0}的{1}占比是全区的{2}倍，专业化程度最高").format(
            top[area], top[activity], number(top["location_quotient"], 1)
        ),
        subtitle=_("区位商，倍；{0}1为与全区一样，空格是没有企业{1}").format(
            "" if is_rule(top["reference"]) else _("参照为{0}；").format(top["reference"]), cut
        ),
        alt=_("格子图，一格一个区位商，越深越专"),
        table=twin(rows, columns),
        spec=heat(drawn, *sides, "location_quotient", "text", titles, _LINES),
        period=period,
        basis=basis,
        by=(area, activity),
    )


@kept()
def stars(origin: cached.Source, period: str, basis: str, area: str, activity: str) -> Figure | None:
    """The stars of every area × activity. None where none can be judged."""
    rows = cached.table(origin, "strength", period, (area, activity))
    rows = _named(rows, basis, area, activity)
    if column(rows, "stars").notna().sum() == 0:
        return None
    rows = rows.assign(text=["—" if pd.isna(one) else _STAR * int(one) or "0" for one in rows["stars"]])
    revenue = cached.table(origin, "scale", period, (area, activity))
    drawn, sides, cut = _drawn(rows, _named(revenue, basis, area, activity), area, activity)
    full = rows.loc[rows["stars"] == len(star_rule.stars())].sort_values("size_pct", ascending=False)
    told = "、".join(_("{0}的{1}").format(one[area], one[activity]) for one in full.head(2).to_dict("records"))
    shown = _("公布的格子中，") if count_withheld(rows, "stars") else ""
    title = shown + _("{0}个三星：{1}{2}").format(len(full), told, _("等") if len(full) > 2 else "")
    titles = (DIMENSIONS[area].title, DIMENSIONS[activity].title, _("得星（颗）"))
    columns = [
        Column(area, titles[0]),
        Column(activity, titles[1]),
        Column("stars", _("得星"), "stars"),
        Column("judged", _("可评"), "stars"),
        Column("size_pct", _("占同类"), "percent"),
        Column("size_star", _("规模星"), "stars"),
        Column("location_quotient", _("区位商"), "times"),
        Column("specialization_star", _("专业化星"), "stars"),
        Column("comparable_pct", _("同比增速，可比口径"), "percent"),
        Column("growth_lead_pp", _("增长领先"), "points"),
        Column("growth_star", _("增长星"), "stars"),
        Column("reason", _("说明")),
    ]
    return assembled(
        origin,
        "strength",
        name=_("集群强度按{0}与{1}").format(*titles[:2]),
        title=title if len(full) else shown + _("还没有三星的"),
        subtitle=_("得星，颗；{0}{1}").format(star_rule.criteria(), cut),
        alt=_("格子图，一格几颗星"),
        table=twin(rows.sort_values(["stars", "size_pct"], ascending=False), columns),
        spec=heat(drawn, *sides, "stars", "text", titles, (1, 2, 3)),
        period=period,
        basis=basis,
        by=(area, activity),
    )


def _named(rows: pd.DataFrame, basis: str, area: str, activity: str) -> pd.DataFrame:
    is_named = (rows[area] != UNSTATED) & (rows[activity] != UNSTATED)
    return pd.DataFrame(rows.loc[(rows["basis"] == basis) & is_named])


def _drawn(
    rows: pd.DataFrame, revenue: pd.DataFrame, area: str, activity: str
) -> tuple[pd.DataFrame, tuple[Side, Side], str]:
    """The cells of the largest areas and activities, both in order of size, and what to say of the rest."""
    held = column(revenue, "revenue_10k_cny")
    order = {
        side: pd.Series(held.groupby(revenue[side]).sum()).sort_values(ascending=False).index
        for side in (area, activity)
    }
    shown = {area: list(order[area][:_MOST_ROWS]), activity: list(order[activity][:_MOST_COLUMNS])}
    cells = pd.DataFrame(rows.loc[rows[area].isin(shown[area]) & rows[activity].isin(shown[activity])])
    is_cut = len(order[area]) > _MOST_ROWS or len(order[activity]) > _MOST_COLUMNS
    cut = _("；只画最大的{0}个{1}、{2}个{3}").format(
        len(shown[area]), DIMENSIONS[area].title, len(shown[activity]), DIMENSIONS[activity].title
    )
    return cells, ((area, shown[area]), (activity, shown[activity])), cut if is_cut else ""

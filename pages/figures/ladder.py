"""梯队页的图：梯队变动、升降最大的企业、培育库。"""

import pandas as pd

from charts.bars import bars
from charts.figure import Figure
from charts.matrix import matrix
from charts.trend import trend
from charts.twin import Column, twin
from charts.words import amount_100m, count
from etl.words import _
from metrics.period import shifted
from pages.figures.assemble import assembled
from pages.ui import cached
from pages.ui.kept import kept

_EACH = 6  # 升降各画几家；表里各十家
_QUARTERS = 13
UP, DOWN = _("上升"), _("下降")
_LEAVING = (_("无名录状态"), _("未报"), _("退出"))
_COMING = (_("无名录状态"), _("新进"))


@kept()
def moves(origin: cached.Source, period: str, conditions: cached.Where = (), scope: str = "") -> Figure | None:
    """Firms from last year's tier to the tier now, as a table of cells. None where last year is unknown."""
    rows = cached.table(origin, "transitions", period, (), conditions)
    rows = rows.loc[rows["from_tier"] != ""]
    if rows.empty:
        return None
    tiers = list(dict.fromkeys(cached.table(origin, "tiers", period)["tier"]))
    basis, then = str(rows["basis"].iloc[0]), _("{0}年").format(rows["from_period"].iloc[0][:4])
    now = _("{0}年").format(period[:4]) if basis == "year" else _("近四季度（预计）")
    rises, falls = (int(rows.loc[rows["direction"] == way, "enterprises"].sum()) for way in (UP, DOWN))
    columns = [
        Column("from_tier", _("{0}梯队").format(then)),
        Column("to_tier", _("{0}梯队").format(now)),
        Column("enterprises", _("企业数"), "count"),
        Column("prior_10k_cny", _("{0}营业收入").format(then), "amount"),
        Column("current_10k_cny", _("{0}营业收入").format(now), "amount"),
        Column("direction", _("升降")),
        Column("reason", _("说明")),
    ]
    present = set(rows["from_tier"]) | set(rows["to_tier"])
    drawn = [tier for tier in tiers if tier in present]
    return assembled(
        origin,
        "transitions",
        name=_("{0}梯队变动").format(scope),
        title=_("{0}家上升一档以上，{1}家下降").format(count(rises), count(falls)),
        subtitle=_("从{0}的梯队到{1}的梯队，家；每家只在最高一档").format(then, now),
        alt=_("方格表，行是上年梯队，列是现在梯队"),
        table=twin(rows, columns),
        spec=matrix(
            rows,
            [*drawn, *(name for name in _COMING if name in set(rows["from_tier"]))],
            [*drawn, *(name for name in _LEAVING if name in set(rows["to_tier"]))],
            then,
            now,
        ),
        period=period,
        basis=basis,
        conditions=conditions,
    )


@kept()
def movers(origin: cached.Source, period: str, conditions: cached.Where = (), scope: str = "") -> Figure | None:
    """The firms that rose and fell most, cumulative, comparable base. None where nobody can be compared."""
    rows = cached.table(origin, "movers", period, (), conditions)
    rows = rows.loc[(rows["basis"] == "ytd") & rows["direction"].isin([UP, DOWN])]
    if rows.empty:
        return None
    first = rows.iloc[0]
    change = pd.Series(rows["increase_10k_cny"])
    told = _("{0}增{1}亿元，最多") if first["direction"] == UP else _("{0}减{1}亿元，最多")
    title = told.format(first["enterprise"], amount_100m(abs(first["increase_10k_cny"])))
    fallen = rows.loc[rows["direction"] == DOWN]
    if first["direction"] == UP and len(fallen):
        worst = fallen.iloc[0]
        title += _("；{0}减{1}亿元").format(worst["enterprise"], amount_100m(abs(worst["increase_10k_cny"])))
    columns = [
        Column("enterprise", _("企业")),
        Column("direction", _("升降")),
        Column("increase_10k_cny", _("增减额"), "amount"),
        Column("growth_pct", _("增速，可比口径"), "percent"),
        Column("revenue_10k_cny", _("本期累计"), "amount"),
        Column("rank_now", _("本期位次"), "count"),
        Column("rank_then", _("上年位次"), "count"),
        Column("reason", _("说明")),
    ]
    drawn = rows.assign(change=change).loc[rows["place"] <= _EACH]
    return assembled(
        origin,
        "movers",
        name=_("{0}升降最大的企业").format(scope),
        title=title,
        subtitle=_("营业收入比上年同期增减，亿元，可比口径；升降各前{0}家").format(_EACH),
        alt=_("横条图，向右是增，向左是减"),
        table=twin(rows, columns),
        spec=bars(drawn, "enterprise", "change", "amount", _("增减额"), is_signed=True),
        period=period,
        conditions=conditions,
    )


@kept()
def pool_trend(origin: cached.Source, period: str, conditions: cached.Where = (), scope: str = "") -> Figure | None:
    """Firms in the pool, quarter by quarter. None where the register states no status, or with one quarter."""
    rows = cached.table(origin, "pool", None, (), conditions)
    rows = rows.loc[(rows["period"] <= period) & (rows["period"] > shifted(period, -_QUARTERS))]
    rows = rows.loc[rows["closing"].notna()]
    if len(rows) < 2 or rows["period"].iloc[-1] != period:
        return None
    now = rows.iloc[-1]
    columns = [
        Column("period", _("报告期"), "period"),
        Column("opening", _("期初"), "count"),
        Column("entered", _("新入库"), "count"),
        Column("graduated", _("毕业（纳统）"), "count"),
        Column("dropped", _("出库"), "count"),
        Column("pending", _("去留未知"), "count"),
        Column("closing", _("期末"), "count"),
        Column("above_scale_entries", _("全部纳统"), "count"),
        Column("above_scale_exits", _("全部退统"), "count"),
        Column("reason", _("说明")),
    ]
    table = rows.assign(basis="rolling4")
    return assembled(
        origin,
        "pool",
        name=_("{0}培育库").format(scope),
        title=_("培育库{0}家，本季新入{1}家、毕业{2}家").format(
            count(now["closing"]), count(now["entered"]), count(now["graduated"])
        ),
        subtitle=_("期末在库企业数，家；规下而够到起点八成，或持有称号"),
        alt=_("折线图，各季末在库家数"),
        table=twin(table, columns),
        spec=trend(table.drop(columns="reason"), "closing", "count", _("在库企业数"), basis="rolling4"),
        period=period,
        basis=str(now["basis"]),
        conditions=conditions,
        is_series=True,
    )

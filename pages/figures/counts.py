"""企业数量：各梯队家数的走势。"""

from charts.figure import Figure
from charts.trend import trend
from charts.twin import Column, twin
from charts.withheld import withheld_cells
from charts.words import count
from etl.words import _
from metrics.period import shifted
from pages.figures.assemble import assembled
from pages.ui import cached
from pages.ui.kept import kept

_QUARTERS = 13
_LEAST = 2  # 少于两期画不成走势


@kept()
def tier_counts(
    origin: cached.Source, period: str, basis: str, conditions: cached.Where = (), scope: str = ""
) -> Figure | None:
    """Enterprises with revenue by tier, quarter by quarter; tiers are nested. None with fewer than two quarters."""
    drawn = "ytd" if basis == "single" else basis
    rows = cached.table(origin, "scale", None, ("tier",), conditions)
    rows = rows.loc[
        (rows["basis"] == drawn) & (rows["period"] <= period) & (rows["period"] > shifted(period, -_QUARTERS))
    ]
    if rows["period"].nunique() < _LEAST:
        return None
    rows = rows.loc[rows["enterprises"].notna() | withheld_cells(rows, "enterprises")]
    if not rows["enterprises"].notna().any():
        return None
    now = rows.loc[(rows["period"] == period) & rows["enterprises"].notna()].set_index("tier")["enterprises"]
    ladder = sorted(now.items(), key=lambda pair: (pair[0] == _("规下"), pair[1]))  # 由高到低；规下不在逐级包含之列
    told = [_("{0}{1}家").format(tier, count(value)) for tier, value in ladder]
    hidden = rows.loc[(rows["period"] == period) & rows["enterprises"].isna(), "tier"]
    told += [_("{0}依法不公布").format("、".join(hidden))] if len(hidden) else []
    filing = cached.row(origin, "coverage", period, "ytd", conditions)
    late = (filing.get("expected") or 0) - (filing.get("filed") or 0)
    columns = [
        Column("period", _("报告期"), "period"),
        Column("tier", _("梯队")),
        Column("enterprises", _("企业数"), "count"),
    ]
    return assembled(
        origin,
        "scale",
        name=_("{0}各梯队企业数").format(scope),
        title=_("已填报企业中，{0}").format("，".join(told)) if told else _("本期没有企业填报"),
        subtitle=_("已填报企业数，家；梯队逐级包含，十亿元以上也计入亿元以上和规上{0}").format(
            _("；本期还有{0}家未报，不在其中").format(count(late)) if late > 0 else ""
        ),
        alt=_("折线图，每个梯队一条"),
        table=twin(rows, columns),
        spec=trend(rows, "enterprises", "count", _("企业数"), basis=drawn, group="tier"),
        period=period,
        basis=drawn,
        by=("tier",),
        conditions=conditions,
        is_series=True,
    )

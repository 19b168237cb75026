"""走势：营业收入一季一点，上年同期作细灰线；增速按可比口径。"""

from typing import Any

from charts.figure import Figure
from charts.trend import trend
from charts.twin import Column, twin
from charts.withheld import marked
from charts.words import SUPPRESSED, amount_100m, change, empty, exact, period_label
from etl.words import _
from metrics.period import shifted
from pages.figures.assemble import assembled
from pages.ui import cached
from pages.ui.kept import kept

_QUARTERS = 13  # 三年加一季：看得出季节，也看得出这一季与上年同季


@kept()
def revenue_trend(
    origin: cached.Source, period: str, basis: str, conditions: cached.Where = (), scope: str = ""
) -> Figure | None:
    """Revenue up to `period`. A cumulative basis would draw a saw: single quarters instead. None without rows."""
    drawn = "single" if basis == "ytd" else basis
    every = cached.table(origin, "scale", None, (), conditions)
    every = every.loc[every["basis"] == drawn]
    by_period = every.set_index("period")["revenue_10k_cny"]
    rows = every.loc[(every["period"] <= period) & (every["period"] > shifted(period, -_QUARTERS))].copy()
    if not rows["revenue_10k_cny"].notna().any():
        return None
    rows["prior"] = [by_period.get(shifted(one, -4)) for one in rows["period"]]
    growth = cached.row(origin, "growth", period, drawn, conditions).get("comparable_pct")
    now = cached.row(origin, "scale", period, drawn, conditions).get("revenue_10k_cny")
    unit, note = ("" if is_hidden(now) else _("亿元")), ("" if is_hidden(growth) else _("（可比口径）"))
    title = _("{when}{scope}营业收入{amount}{unit}，{change}{note}").format(
        when=period_label(period, drawn),
        scope=scope,
        amount=_("依法不公布") if is_hidden(now) else amount_100m(now),
        unit=unit,
        change=change(growth),
        note=note,
    )
    return assembled(
        origin,
        "scale",
        name=_("{scope}营业收入走势").format(scope=scope),
        title=title if now is not None else _("{scope}营业收入走势").format(scope=scope),
        subtitle=_("营业收入，亿元；细灰线为上年同期的入库数，与可比口径的同比不是一回事"),
        alt=_("折线图，一季一点"),
        table=twin(
            rows,
            [
                Column("period", _("报告期"), "period"),
                Column("revenue_10k_cny", _("营业收入"), "amount"),
                Column("prior", _("上年同期（入库数）"), "amount"),
            ],
        ),
        spec=trend(rows, "revenue_10k_cny", "amount", _("营业收入"), basis=drawn, prior="prior"),
        period=period,
        basis=drawn,
        conditions=conditions,
        is_series=True,
    )


@kept()
def growth_trend(
    origin: cached.Source, period: str, basis: str, conditions: cached.Where = (), scope: str = ""
) -> Figure | None:
    """Comparable growth up to `period` on the chosen basis. None where no rate is known."""
    every = cached.table(origin, "growth", None, (), conditions)
    rows = every.loc[
        (every["basis"] == basis) & (every["period"] <= period) & (every["period"] > shifted(period, -_QUARTERS))
    ]
    if not rows["comparable_pct"].notna().any():
        return None
    last = [marked(row) for row in rows.loc[rows["period"] == period].to_dict("records")]
    title = _("{when}{scope}营业收入{change}").format(
        when=period_label(period, basis), scope=scope, change=change(last[0]["comparable_pct"] if last else None)
    )
    columns = [
        Column("period", _("报告期"), "period"),
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
        name=_("{scope}营业收入增速走势").format(scope=scope),
        title=title,
        subtitle=_("同比增速，%，可比口径") + (_beside(last[0]) if last else ""),
        alt=_("折线图，一季一点"),
        table=twin(rows, columns),
        spec=trend(rows, "comparable_pct", "percent", _("同比增速"), basis=basis),
        period=period,
        basis=basis,
        conditions=conditions,
        is_series=True,
    )


def _beside(row: dict[Any, Any]) -> str:
    """`；两年平均增长12.4%；环比下降3.0%（未季节调整）`: what is known beside the yearly rate, else ""."""
    words = []
    if exact(row["two_year_pct"]) is not None:
        words.append(change(row["two_year_pct"], _("两年平均")))
    if exact(row["quarter_pct"]) is not None:
        words.append(_("{0}（未季节调整）").format(change(row["quarter_pct"], _("环比"))))
    return "".join("；" + word for word in words)


def is_hidden(value: object) -> bool:
    """Whether a number is withheld, which its words then say by themselves."""
    return empty(value) == SUPPRESSED

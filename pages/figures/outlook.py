"""营业收入走势与往后四季：虚线是预测，带是区间，误差写在题下。"""

import pandas as pd

from charts.fan import fan
from charts.figure import Figure
from charts.twin import Column, twin
from charts.words import amount_100m, percent
from etl.words import _
from metrics.period import shifted
from pages.figures.assemble import assembled
from pages.ui import cached
from pages.ui.kept import kept

_QUARTERS = 13  # 与走势图一样：三年加一季


@kept()
def revenue_outlook(
    origin: cached.Source, period: str, conditions: cached.Where = (), scope: str = ""
) -> Figure | None:
    """Single quarters up to `period` and four ahead with both intervals. None where there is no forecast."""
    rows = cached.table(origin, "forecast", period, (), conditions)
    ahead = rows.loc[(rows["basis"] == "single") & rows["value_10k_cny"].notna()]
    if ahead.empty:
        return None
    year = rows.loc[(rows["basis"] == "year") & (rows["target"] == "")].iloc[0].to_dict()
    past = cached.table(origin, "scale", None, (), conditions)
    past = past.loc[
        (past["basis"] == "single") & (past["period"] <= period) & (past["period"] > shifted(period, -_QUARTERS))
    ]
    known = pd.DataFrame({"period": past["period"], "value": past["revenue_10k_cny"], "is_forecast": False})
    coming = pd.DataFrame(
        {
            "period": ahead["target_period"],
            "value": ahead["value_10k_cny"],
            "low": ahead["low_10k_cny"],
            "high": ahead["high_10k_cny"],
            "low_95": ahead["low_95_10k_cny"],
            "high_95": ahead["high_95_10k_cny"],
            "is_forecast": True,
        }
    )
    table = pd.concat([known, coming], ignore_index=True).assign(basis="single")
    table["what"] = [_("预测") if is_ahead else _("已有") for is_ahead in table["is_forecast"]]
    columns = [
        Column("period", _("报告期"), "period"),
        Column("what", _("已有或预测")),
        Column("value", _("单季营业收入"), "amount"),
        Column("low", _("80%区间下限"), "amount"),
        Column("high", _("80%区间上限"), "amount"),
        Column("low_95", _("95%区间下限"), "amount"),
        Column("high_95", _("95%区间上限"), "amount"),
    ]
    return assembled(
        origin,
        "forecast",
        name=_("{scope}营业收入预测").format(scope=scope),
        title=_("预计{when}年{scope}营业收入{amount}亿元，80%区间{low}—{high}亿元").format(
            when=year["target_period"][:4],
            scope=scope,
            amount=amount_100m(year["value_10k_cny"]),
            low=amount_100m(year["low_10k_cny"]),
            high=amount_100m(year["high_10k_cny"]),
        ),
        subtitle=_("单季营业收入，亿元；虚线为预测，深浅带为80%、95%区间；{method}，{count}次回测误差{error}").format(
            method=year["method"], count=year["backtests"], error=percent(year["backtest_error_pct"])
        ),
        alt=_("折线图，一季一点，后四季为预测"),
        table=twin(table, columns),
        spec=fan(table, "amount", _("单季营业收入")),
        period=period,
        conditions=conditions,
    )

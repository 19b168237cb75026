"""在期目标往前看：到期限那年预测多少、区间、回测误差、达标概率；不能预测的说为什么；已到期的没有。"""

from typing import Any

import pandas as pd
import streamlit as st

from charts.words import amount_100m, percent
from etl.words import _
from metrics.outlook import SIMULATIONS
from pages.content.year import percent_whole
from pages.figures.withheld import is_rule
from pages.ui import cached
from pages.ui.kpi import Kpi, kpi_row
from pages.ui.text import md


def target_forecast(origin: cached.Source, period: str, code: str) -> dict[Any, Any]:
    """The forecast row of a target under way at `period`, {} for one that has ended, not begun or has no deadline."""
    rows = cached.table(origin, "forecast", period)
    rows = rows.loc[rows["target"] == code]
    return rows.iloc[0].to_dict() if len(rows) else {}


def target_outlook(origin: cached.Source, period: str, code: str) -> None:
    """Value, interval, probability and error in a row of figures, or the reason in one line; nothing once ended."""
    row = target_forecast(origin, period, code)
    if not row:
        return
    if pd.isna(row["value_10k_cny"]) and is_rule(row["reason"]):
        st.caption(md(_("预测{0}").format(row["reason"])))
        return
    if pd.isna(row["value_10k_cny"]):
        st.caption(md(_("不作预测：{0}").format(row["reason"])))
        return
    chance = row["probability_pct"]
    interval = _("{0}%区间{1}—{2}").format(
        row["interval_pct"], amount_100m(row["low_10k_cny"]), amount_100m(row["high_10k_cny"])
    )
    when, tests = _("{0}年预测（亿元）").format(row["target_period"][:4]), _("{0}次回测").format(row["backtests"])
    figures = [
        Kpi(when, amount_100m(row["value_10k_cny"]), "", interval),
        Kpi(_("回测误差"), percent(row["backtest_error_pct"]), "", tests),
    ]
    if not pd.isna(chance):
        figures.append(Kpi(_("达标概率"), percent_whole(chance), "", _("{0}条模拟走势").format(SIMULATIONS)))
    kpi_row(figures)
    told = [_("方法：{0}").format(row["method"]), row["reason"]]
    st.caption(md("；".join(words for words in told if words)))

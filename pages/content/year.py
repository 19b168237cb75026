"""今年：全年预计多少、误差多大，进度比上年同期快还是慢，还要增多少。"""

from typing import Any

import pandas as pd

from charts.words import amount_100m, percent, period_label, points
from etl.words import _
from pages.figures.withheld import is_rule
from pages.ui import cached


def year_words(origin: cached.Source, period: str) -> str:
    """The year-end forecast and the in-year pace of the whole district, each with its reason where there is none."""
    return forecast_words(_row(origin, "forecast", period)) + pace_words(_row(origin, "pace", period), period)


def forecast_words(row: dict[Any, Any]) -> str:
    """`预计2026年全年营业收入272.1亿元，80%区间…；方法，12次回测误差2.7%。` or why not; "" without a row."""
    if not row:
        return ""
    year = row["target_period"][:4]
    if is_rule(row["reason"]) and pd.isna(row["value_10k_cny"]):
        return _("{0}年全年的预测{1}。").format(year, row["reason"])
    if pd.isna(row["value_10k_cny"]):
        return _("{0}年全年不作预测：{1}。").format(year, row["reason"])
    told = _("预计{0}年全年营业收入{1}亿元，{2}%区间{3}亿元至{4}亿元（{5}，{6}次回测误差{7}）").format(
        year,
        amount_100m(row["value_10k_cny"]),
        row["interval_pct"],
        amount_100m(row["low_10k_cny"]),
        amount_100m(row["high_10k_cny"]),
        row["method"],
        row["backtests"],
        percent(row["backtest_error_pct"]),
    )
    return "；".join(words for words in (told, row["reason"]) if words) + _("。")


def pace_words(row: dict[Any, Any], period: str) -> str:
    """`累计完成全年目标…，上年同期…，快于上年同期…；剩余期…。` or why not; "" without a row."""
    if not row:
        return ""
    is_unknown = pd.isna(row["completed_pct"]) or pd.isna(row["same_period_share_pct"])
    if is_unknown and is_rule(row["reason"]):
        return _("年内进度{0}。").format(row["reason"])
    if is_unknown:
        return _("年内进度算不出：{0}。").format(row["reason"])
    ahead = row["ahead_pp"]
    side = _("与上年同期持平") if abs(ahead) < 0.05 else (_("快于上年同期{0}") if ahead > 0 else _("慢于上年同期{0}"))
    told = _("{0}完成全年目标（{1}）的{2}，上年同期为{3}，时间进度{4}，{5}").format(
        period_label(period, "ytd"),
        row["target_source"],
        percent(row["completed_pct"]),
        percent(row["same_period_share_pct"]),
        percent(row["time_progress_pct"]),
        side.format(points(abs(ahead))),
    )
    return "；".join(words for words in (told, _rest(row)) if words) + _("。")


def _rest(row: dict[Any, Any]) -> str:
    required = row["required_growth_pct"]
    if pd.isna(required):
        return row["reason"]
    if required < 0:
        return _("剩余期同比降幅不超过{0}即可完成").format(percent(-required))
    return _("剩余期须同比增长{0}").format(percent(required))


def chances(origin: cached.Source, period: str, gaps: pd.DataFrame) -> str:
    """`达标概率（模拟）：甲18%、乙92%；其余5项不预测。` over the targets under way; "" where there is none."""
    rows = cached.table(origin, "forecast", period)
    names = dict(zip(gaps["target"], gaps["indicator"], strict=True))
    rows = rows.loc[[code in names for code in rows["target"]]]
    known = rows.loc[rows["probability_pct"].notna()]
    if rows.empty:
        return ""
    left = len(rows) - len(known)
    hidden = sum(is_rule(reason) for reason in rows["reason"])
    if known.empty and hidden:
        return _("达标概率依法不公布。") if hidden == len(rows) else _("达标概率不公布或不预测，缘由见目标差距。")
    if known.empty:
        return _("各项都不预测，缘由见目标差距。")
    told = "、".join(
        _("{0}{1}（到{2}年）").format(names[code], percent_whole(chance), at[:4])
        for code, chance, at in zip(known["target"], known["probability_pct"], known["target_period"], strict=True)
    )
    other = _("；其余{0}项不公布或不预测，缘由见目标差距") if hidden else _("；其余{0}项不预测，缘由见目标差距")
    tail = other.format(left) if left else ""
    return _("按预测的达标概率：{0}{1}。").format(told, tail)


def percent_whole(value: float) -> str:
    """A probability: whole per cent, never a false 0 % or 100 %."""
    if value < 1:
        return _("不足1%")
    return _("超过99%") if value > 99 else f"{value:.0f}%"


def _row(origin: cached.Source, metric: str, period: str) -> dict[Any, Any]:
    rows = cached.table(origin, "forecast", period) if metric == "forecast" else cached.table(origin, "pace", period)
    basis = "year" if metric == "forecast" else "ytd"
    rows = rows.loc[(rows["basis"] == basis) & (rows["target"] == "")]
    return rows.iloc[0].to_dict() if len(rows) else {}

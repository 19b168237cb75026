"""一家企业：一句话、几个数、走势、四种期别的数、每个数的出处、所属。"""

from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts.twin import Column, twin
from charts.words import MISSING, amount_100m, count, percent, period_label
from etl.words import _
from metrics.dimension import DIMENSIONS
from metrics.leaders import standing
from metrics.working import Number
from pages.figures.trend import growth_trend, revenue_trend
from pages.ui import cached, choices, sentences
from pages.ui.card import cards
from pages.ui.empty import nothing_here
from pages.ui.figure_block import figure_columns
from pages.ui.header import scope_line
from pages.ui.kpi import Kpi, kpi_row
from pages.ui.table import show_table
from pages.ui.text import md

BELONGS = ["cluster", "field", "chain", "stage", "carrier", "subdistrict", "industry", "title"]


def firm_page(origin: cached.Source, line: DeltaGenerator, firm: dict[Any, Any]) -> None:
    """Everything known about one enterprise; `firm` is its row of the register."""
    code, name = firm["enterprise_id"], firm["enterprise"]
    st.header(md(name), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        period = choices.period(origin)
        basis = choices.basis(period)
    only = cached.where({"enterprise": [code]})
    scope_line(line, origin, period, basis, name, only)
    _answer(origin, period, basis, only, name)
    _belongs(firm)
    drawn = {"trend": revenue_trend, "growth": growth_trend}
    figure_columns([(key, draw(origin, period, basis, only, name)) for key, draw in drawn.items()])
    st.header(_("历期"), anchor=False)
    _facts(origin, code)
    st.header(_("每个数的出处"), anchor=False)
    _versions(origin, code)


def _answer(origin: cached.Source, period: str, basis: str, only: cached.Where, name: str) -> None:
    scale = cached.row(origin, "scale", period, basis, only)
    when = period_label(period, basis)
    if not scale:
        nothing_here(
            _("{0}没有填报{1}的营业收入。").format(md(name), when), _("换一个报告期，或看下面它填报过的各期。")
        )
        return
    growth = cached.row(origin, "growth", period, basis, only)
    code = only[0][1][0]
    place = standing(cached.store(origin), period, basis, code, origin.role, dict(origin.own))
    words = sentences.firm(when, name, scale["revenue_10k_cny"], growth.get("comparable_pct"))
    st.markdown(md(words))
    kpi_row(
        [
            Kpi(
                _("营业收入（亿元）"),
                amount_100m(scale["revenue_10k_cny"]),
                percent(growth.get("comparable_pct"), is_signed=True),
                _("同比，可比口径"),
            ),
            Kpi(_("同比，名义"), percent(growth.get("nominal_pct"), is_signed=True)),
            *(
                [
                    Kpi(_("全区位次"), _("第{0}位").format(count(place[0]))),
                    Kpi(_("占全区"), percent(place[1])),
                ]
                if place  # 只看得到本口的，排不出全区的位次
                else []
            ),
        ]
    )
    numbers = [Number(metric, period, basis, (), only) for metric in ("scale", "growth")]
    cards(origin, numbers, "firm")


def _belongs(firm: dict[Any, Any]) -> None:
    known = {
        _("统一社会信用代码"): firm["enterprise_id"],
        **{DIMENSIONS[name].title: firm.get(name) for name in BELONGS},
        _("纳统年月"): _month(firm["above_scale_from"]),
        _("退统年月"): _month(firm["above_scale_to"]),
        _("地址"): firm["address"],
    }
    with st.expander(_("名录所载")):
        st.table(
            {title: md(value) for title, value in known.items() if isinstance(value, str) and value},
            border="horizontal",
        )


def _month(value: object) -> str:
    stamp = pd.Timestamp(value) if isinstance(value, pd.Timestamp) else None
    return _("{0}年{1}月").format(stamp.year, stamp.month) if stamp is not None and not pd.isna(stamp) else ""


def _facts(origin: cached.Source, code: str) -> None:
    facts = cached.record(origin, "enterprise_facts", code)
    if facts.empty:
        nothing_here(_("这家企业还没有填报过营业收入。"), _("载入含有它的季报后，这里就有历期的数。"))
        return
    wide = facts.pivot(index="period", columns="basis", values="revenue_10k_cny").reset_index()
    rates = facts.loc[facts["basis"] == "ytd"].set_index("period")
    for basis in choices.BASES:
        if basis not in wide:
            wide[basis] = None
    wide["comparable_pct"] = wide["period"].map(rates["comparable_pct"])
    wide["nominal_pct"] = wide["period"].map(rates["nominal_pct"])
    columns = [
        Column("period", _("报告期"), "period"),
        *[Column(basis, _("{0}营业收入").format(title), "amount") for basis, title in choices.BASES.items()],
        Column("comparable_pct", _("累计同比，可比口径"), "percent"),
        Column("nominal_pct", _("累计同比，名义"), "percent"),
    ]
    show_table(twin(wide.sort_values("period", ascending=False), columns), "facts")


def _versions(origin: cached.Source, code: str) -> None:
    rows = cached.record(origin, "enterprise_series", code)
    if rows.empty:
        nothing_here(_("还没有任何填报。"), _("季报载入后，每个数来自哪个文件、哪张表、哪个单元格都列在这里。"))
        return
    rows = rows.iloc[::-1].sort_values(["period", "seq"], ascending=False)
    rows = rows.assign(
        state=[_("现行") if current else _("已被更正") for current in rows["is_current"]],
        accepted=[f"{moment:%Y-%m-%d %H:%M}" for moment in rows["accepted_at"]],
        by=rows["accepted_by"].replace("", MISSING),
    )
    columns = [
        Column("period", _("报告期"), "period"),
        Column("state", _("状态")),
        Column("revenue_10k_cny", _("累计营业收入（万元）")),
        Column("prior_reported_10k_cny", _("上年同期累计（万元）")),
        Column("file", _("文件")),
        Column("sheet", _("工作表")),
        Column("revenue_cell", _("单元格")),
        Column("revenue_header", _("表头")),
        Column("unit", _("原单位")),
        Column("filing", _("归档")),
        Column("accepted", _("收下时间")),
        Column("by", _("收表人")),
    ]
    st.caption(_("同一期报过几次的，新的在前；被更正的旧数留着备查，不参与计算。"))
    table = twin(rows, columns)
    for title in (columns[2].title, columns[3].title):
        table[title] = pd.to_numeric(table[title])
    show_table(table, "versions")

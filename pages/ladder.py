"""梯队：各档几家、谁快过线、目标还差谁、谁升谁降、培育库与称号。"""

import streamlit as st

from charts.words import count, period_label
from etl.words import _
from metrics.working import Number
from pages.content.ladder import closings, ladder
from pages.figures.ladder import movers, moves, pool_trend
from pages.ui import cached, choices, filters
from pages.ui.card import cards
from pages.ui.empty import nothing_here
from pages.ui.figure_block import figure_block, figure_columns
from pages.ui.header import open_page, scope_line
from pages.ui.kpi import kpi_row
from pages.ui.table import show_behind, show_table
from pages.ui.text import md
from pages.ui.trace import trace_once

origin, line = open_page(_("梯队"), rights=("every_enterprise",))
trace_once("看企业", origin, enterprise="梯队")
with st.container(horizontal=True, vertical_alignment="bottom"):
    period = choices.period(origin)
    fields = list(cached.record(origin, "groupings", "field")["value"])
    field = filters.single(_("领域"), "field", ["", *fields], words=lambda name: name or _("全区"))
only = cached.where({"field": [field] if field else []})
basis = "year" if period.endswith("Q4") else "rolling4"
scope_line(line, origin, period, basis, field, only)
shown = ladder(origin, period, only)
if not shown.kpis:
    nothing_here(
        _("{0}在{1}没有企业填报营业收入。").format(md(field or _("全区")), period_label(period, basis)),
        _("换一个报告期，或在企业名录里核对哪些企业属于它。"),
    )
    st.stop()
st.markdown(md(shown.answer))
kpi_row(shown.kpis)
cards(origin, [Number("tiers", period, "", (), only), Number("near_threshold", period, basis, (), only)], "ladder")

st.header(_("临界企业"), anchor=False)
if len(shown.near):
    show_table(shown.near, "near")
    if shown.near_rest:
        st.caption(md(shown.near_rest))
else:
    nothing_here(_("没有看到企业临近规上起点、1亿元或10亿元。"), _("界限写在 data/tiers.toml 里，可以放宽。"))
if len(shown.risk):
    show_behind(_("刚过线或低于起点、可能回落的（{0}家次）").format(count(shown.risk_firms)), {"risk": shown.risk})
    if shown.risk_rest:
        st.caption(md(shown.risk_rest))

st.header(_("补足目标，最少还要几家"), anchor=False)
found = closings(origin, period)
if not found:
    nothing_here(_("规划里没有家数类目标。"), _("规划写在 data/plans，类型用 count_above 或 count。"))
for place, one in enumerate(found):
    st.markdown(md(one.said))
    if len(one.firms):
        show_behind(_("由近到远的企业"), {f"closing_{place}": one.firms})

if figure := moves(origin, period, only, field):
    figure_block(figure, "moves")
else:
    nothing_here(_("还看不出梯队变动：缺上一完整年度的数。"), _("补报上年四季度的季报后再看。"))
figure_columns([("movers", movers(origin, period, only, field)), ("pool", pool_trend(origin, period, only, field))])

st.header(_("异常增速"), anchor=False)
st.markdown(md(shown.odd_said))
if len(shown.odd):
    show_table(shown.odd, "odd", rows=8, decimals={_("稳健分数"): 1})
cards(origin, [Number("outliers", period, "ytd", (), only)], "odd")

st.header(_("称号"), anchor=False)
st.markdown(md(shown.titles_said))
if len(shown.titles):
    show_table(shown.titles, "titles")

"""结构：多集中、谁最大、去掉最大几家还剩什么、哪里更专、集群几颗星。"""

import streamlit as st

from etl.words import _
from metrics.working import Number
from pages.content.structure import ACTIVITIES, AREAS, PARTS, structure
from pages.figures.withheld import left_out_words
from pages.ui import choices
from pages.ui.card import cards
from pages.ui.empty import nothing_here
from pages.ui.figure_block import figure_block, figure_columns
from pages.ui.header import open_page, scope_line
from pages.ui.kpi import kpi_row
from pages.ui.text import md

origin, line = open_page(_("结构"))
with st.container(horizontal=True, vertical_alignment="bottom"):
    period = choices.period(origin)
    basis = choices.basis(period)
    activity = choices.dimension(origin, period, ACTIVITIES, "activity")
    area = choices.dimension(origin, period, AREAS, "area", _("哪里更专，按"))
scope_line(line, origin, period, basis)
shown = structure(origin, period, basis, activity, area)
if shown is None:
    nothing_here(_("本期没有企业填报营业收入。"), _("换一个报告期，或换一种期别。"))
    st.stop()
st.markdown(md(shown.answer))
kpi_row(shown.kpis)
cards(origin, [Number(metric, period, basis) for metric in ("concentration", "inequality", "resilience")], "kpis")
if shown.concentration:
    figure_block(shown.concentration, "concentration")
elif not shown.left_out:
    nothing_here(_("还看不出集中程度：各组没有可算的份额。"), _("各组要有企业填报，且没有负的营业收入。"))
figure_columns(shown.figures, PARTS)
if shown.left_out:
    nothing_here(*left_out_words(shown.left_out))
if shown.quotients or not shown.left_out:
    st.header(_("哪里更专"), anchor=False)
if shown.quotients:
    figure_block(shown.quotients, "quotients")
elif not shown.left_out:
    nothing_here(_("区位商算不出：无参照地区。"), _("要有两个以上地区的企业填报，名录里写明地区与所属活动。"))
if shown.stars or not shown.left_out:
    st.header(_("集群强度"), anchor=False)
if shown.stars:
    figure_block(shown.stars, "stars")
elif not shown.left_out:
    nothing_here(_("还评不了星。"), _("要有两个以上地区、上年同期数与所属活动。"))

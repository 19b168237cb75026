"""总览：总量、增长、谁拉动谁拖累、目标亮什么灯、比上季变了什么、报得全不全。"""

import streamlit as st

from charts.words import amount_100m, count, percent, period_label
from etl.words import _
from metrics.period import shifted
from pages.figures.bridge import bridge
from pages.figures.coverage import coverage
from pages.figures.growth import growth_by
from pages.figures.progress import progress
from pages.figures.pull import pull
from pages.figures.trend import revenue_trend
from pages.ui import cached, choices, lights, sentences, since
from pages.ui.empty import nothing_here
from pages.ui.figure_block import figure_block
from pages.ui.header import open_page, scope_line
from pages.ui.kpi import Kpi, kpi_row
from pages.ui.late import late_firms
from pages.ui.links import page_link
from pages.ui.table import show_table
from pages.ui.text import md

origin, line = open_page(_("总览"))
with st.container(horizontal=True, vertical_alignment="bottom"):
    period = choices.period(origin)
    basis = choices.basis(period)
    by = choices.dimension(["field", "cluster", "chain", "subdistrict", "carrier"])
scope_line(line, origin, period, basis)

scale = cached.row(origin, "scale", period, basis)
growth = cached.row(origin, "growth", period, basis)
filing = cached.row(origin, "coverage", period, "ytd")
gaps = cached.table(origin, "gap", period)
before = shifted(period, -1)
groups = cached.table(origin, "contribution", period, (by,))
groups = groups.loc[groups["basis"] == basis]
answer = [
    sentences.headline(
        period_label(period, basis),
        _("全区"),
        scale.get("enterprises"),
        scale.get("revenue_10k_cny"),
        growth.get("comparable_pct"),
        period_label(before, basis) if basis != "year" else "",
        cached.row(origin, "growth", before, basis).get("comparable_pct"),
    ),
    sentences.pulls(list(zip(groups[by], groups["pull_pp"], strict=True))),
    sentences.basis_note(growth.get("comparable_pct"), growth.get("nominal_pct")),
]
st.markdown(md("".join(answer)))
kpi_row(
    [
        Kpi(
            _("营业收入（亿元）"),
            amount_100m(scale.get("revenue_10k_cny")),
            percent(growth.get("comparable_pct"), is_signed=True),
            _("同比，可比口径"),
        ),
        Kpi(_("填报企业（家）"), count(scale.get("enterprises"))),
        Kpi(_("规上企业（家）"), count(filing.get("expected")), "", _("名录在册")),
        Kpi(_("填报覆盖率"), percent(filing.get("filed_pct")), "", _("规上企业")),
        lights.light_kpi(gaps),
    ]
)

if figure := pull(origin, period, basis, by):
    figure_block(figure, "pull")
else:
    nothing_here(_("还看不出谁拉动、谁下拉：本期没有上年同期数。"), _("季报里填了“上年同期”一列的企业才能比较。"))

left, right = st.columns(2, gap="large")
with left:
    if figure := revenue_trend(origin, period, basis):
        figure_block(figure, "trend")
    if figure := bridge(origin, period, basis):
        figure_block(figure, "bridge")
with right:
    if figure := growth_by(origin, period, basis, by):
        figure_block(figure, "growth")
    if figure := coverage(origin, period, "subdistrict"):
        figure_block(figure, "coverage")

st.header(_("目标"), anchor=False)
st.markdown(md(_("在期目标：{0}。").format(lights.words(lights.under_way(gaps)))))
if figure := progress(origin, period):
    figure_block(figure, "progress")
page_link("gaps", _("逐项看目标差距"))

st.header(_("比上季"), anchor=False)
st.markdown("\n".join("- " + md(line) for line in since.sentences(origin, period, basis)))
show_table(since.table(origin, period, basis, by), "since")

st.header(_("填报"), anchor=False)
st.markdown(md(sentences.coverage(filing.get("expected"), filing.get("filed"), filing.get("filed_pct"))))
late_firms(origin, period)

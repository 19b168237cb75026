"""集群：一个集群、领域或产业链的档案——总体规模、企业数量、领军企业、增长、结构；市级公布数另列。"""

import streamlit as st

from charts.words import amount_100m, count, percent, period_label
from etl.words import _
from metrics.dimension import DIMENSIONS
from metrics.period import shifted
from pages.figures.counts import tier_counts
from pages.figures.leaders import leaders
from pages.figures.published import chain_rows, chains
from pages.figures.pull import pull
from pages.figures.structure import structure
from pages.figures.trend import growth_trend, revenue_trend
from pages.ui import cached, choices, filters, sentences
from pages.ui.empty import nothing_here
from pages.ui.figure_block import figure_block
from pages.ui.header import open_page, scope_line
from pages.ui.kpi import Kpi, kpi_row
from pages.ui.text import md

KINDS = ["field", "cluster", "chain"]
CITY = "city_chain"

origin, line = open_page(_("集群"))
with st.container(horizontal=True, vertical_alignment="bottom"):
    kind = filters.single(
        _("看哪一类"),
        "kind",
        [*KINDS, CITY],
        words=lambda name: _("市级链群（公布数）") if name == CITY else DIMENSIONS[name].title,
        control=st.segmented_control,
        required=True,
    )

if kind == CITY:
    rows = chain_rows(origin)
    if rows.empty:
        nothing_here(_("还没有市级链群的公布数。"), _("用“指标填报”模板填好公布数，python -m etl load 载入即可。"))
    for basis, title in (("year", _("全年")), ("ytd", _("累计"))):
        st.header(title, anchor=False)
        for period in sorted(rows.loc[rows["basis"] == basis]["period"].unique(), reverse=True):
            if figure := chains(origin, period, basis):
                figure_block(figure, f"city_{basis}_{period}")
    st.stop()

names = list(cached.record(origin, "groupings", kind)["value"])
with st.container(horizontal=True, vertical_alignment="bottom"):
    name = filters.single(DIMENSIONS[kind].title, kind, names)
    period = choices.period(origin)
    basis = choices.basis(period)
    by = choices.dimension(["subdistrict", "industry", "carrier", "stage"], "inside")
only = cached.where({kind: [name]})
scope_line(line, origin, period, basis, name, only)

scale = cached.row(origin, "scale", period, basis, only)
if not scale:
    nothing_here(
        _("{0}在{1}没有企业填报营业收入。").format(md(name), period_label(period, basis)),
        _("换一个报告期，或在企业名录里核对哪些企业属于它。"),
    )
    st.stop()
growth = cached.row(origin, "growth", period, basis, only)
filing = cached.row(origin, "coverage", period, "ytd", only)
before = shifted(period, -1)
answer = sentences.headline(
    period_label(period, basis),
    name,
    scale.get("enterprises"),
    scale.get("revenue_10k_cny"),
    growth.get("comparable_pct"),
    period_label(before, basis) if basis != "year" else "",
    cached.row(origin, "growth", before, basis, only).get("comparable_pct"),
)
st.markdown(md(answer + sentences.basis_note(growth.get("comparable_pct"), growth.get("nominal_pct"))))

whole = cached.table(origin, "scale", period, (kind,))
whole = whole.loc[(whole["basis"] == basis) & (whole[kind] == name)]
effect = cached.table(origin, "contribution", period, (kind,))
effect = effect.loc[(effect["basis"] == basis) & (effect[kind] == name)]
kpi_row(
    [
        Kpi(
            _("营业收入（亿元）"),
            amount_100m(scale["revenue_10k_cny"]),
            percent(growth.get("comparable_pct"), is_signed=True),
            _("同比，可比口径"),
        ),
        Kpi(
            _("占全区"),
            percent(whole["share_pct"].iloc[0]) if len(whole) else "—",
            "",
            _("第{0}位").format(count(whole["rank"].iloc[0])) if len(whole) else "",
        ),
        Kpi(_("填报企业（家）"), count(scale["enterprises"])),
        Kpi(_("规上企业（家）"), count(filing.get("expected"))),
        Kpi(
            _("拉动全区（百分点）"),
            percent(effect["pull_pp"].iloc[0], is_signed=True).rstrip("%") if len(effect) else "—",
        ),
    ]
)

SECTIONS = [
    (_("总体规模"), [("trend", revenue_trend(origin, period, basis, only, name))]),
    (_("企业数量"), [("counts", tier_counts(origin, period, basis, only, name))]),
    (_("领军企业"), [("leaders", leaders(origin, period, basis, only, name))]),
    (
        _("增长"),
        [
            ("growth", growth_trend(origin, period, basis, only, name)),
            ("pull", pull(origin, period, basis, "enterprise", only, name)),
        ],
    ),
    (_("结构"), [("structure", structure(origin, period, basis, by, only, name))]),
]
left, right = st.columns(2, gap="large")
for place, (title, figures) in enumerate(SECTIONS):
    with left if place % 2 == 0 else right:
        st.header(title, anchor=False)
        for key, figure in figures:
            if figure:
                figure_block(figure, key)
        if not any(figure for _key, figure in figures):
            nothing_here(_("本期没有可以画的数。"), _("换一个报告期看看。"))

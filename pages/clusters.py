"""集群：一个集群、领域或产业链的档案；市级链群只有公布数，另列，全年与累计各画各的。"""

import streamlit as st

from charts.words import period_label
from etl.words import _
from metrics.dimension import DIMENSIONS
from metrics.working import Number
from pages.content.cluster import PARTS, cluster
from pages.figures.published import chain_rows, chains, published_table
from pages.figures.withheld import left_out_words
from pages.ui import cached, choices, filters
from pages.ui.card import cards
from pages.ui.empty import nothing_here
from pages.ui.figure_block import figure_block, figure_columns
from pages.ui.header import open_page, scope_line
from pages.ui.kpi import kpi_row
from pages.ui.table import show_table
from pages.ui.text import md
from pages.ui.trace import trace_page

CITY = "city_chain"

origin, line = open_page(_("集群"))
kind = filters.single(
    _("看哪一类"),
    "kind",
    ["field", "cluster", "chain", CITY],
    words=lambda name: _("市级链群") if name == CITY else DIMENSIONS[name].title,
    control=st.segmented_control,
    required=True,
)
if kind == CITY:
    rows = chain_rows(origin)
    if rows.empty:
        nothing_here(_("还没有市级链群的公布数。"), _("用“指标填报”模板填好，python -m etl load 载入即可。"))
        st.stop()
    line.caption(md(_("济南市 · 公布数，不与企业季报相加 · 数据版本{0}").format(cached.store(origin).version)))
    for basis, title in ((("year"), _("全年")), ("ytd", _("累计"))):
        for period in sorted(rows.loc[rows["basis"] == basis]["period"].unique(), reverse=True):
            st.header(title + "　" + period_label(period, basis), anchor=False)
            if figure := chains(origin, period, basis):
                figure_block(figure, f"city_{basis}_{period}")
    st.header(_("公布增速与推算增速"), anchor=False)
    st.caption(_("公布增速的可比基数未公布，与由两期公布数推算的增速可能不同；两者并列，谁也不盖过谁。"))
    show_table(published_table(rows), "published", rows=16)
    st.stop()

trace_page(origin, "集群")
names = list(cached.record(origin, "groupings", kind)["value"])
with st.container(horizontal=True, vertical_alignment="bottom"):
    name = filters.single(DIMENSIONS[kind].title, kind, names)
    period = choices.period(origin)
    basis = choices.basis(period)
    by = choices.dimension(origin, period, ("subdistrict", "industry", "carrier", "stage"), "inside")
scope_line(line, origin, period, basis, name, cached.where({kind: [name]}))
shown = cluster(origin, kind, name, period, basis, by)
if shown is None:
    nothing_here(
        _("{0}在{1}没有企业填报营业收入。").format(md(name), period_label(period, basis)),
        _("换一个报告期，或在企业名录里核对哪些企业属于它。"),
    )
    st.stop()
st.markdown(md(shown.answer))
kpi_row(shown.kpis)
only = cached.where({kind: [name]})
numbers = [Number(metric, period, basis, (), only) for metric in ("scale", "growth")]
numbers += [Number("coverage", period, "", (), only), Number("contribution", period, basis, (kind,))]
cards(origin, numbers, "kpis")
figure_columns(shown.figures, PARTS)
if shown.left_out:
    nothing_here(*left_out_words(shown.left_out))

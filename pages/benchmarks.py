"""对标：街道之间看增量从哪来、结构像谁；与市、省、对标城市的公布数只在同期同口径时相比。"""

import streamlit as st

from charts.words import count, period_label
from etl.words import _
from metrics.actual import NO_DATA
from metrics.dimension import DIMENSIONS
from metrics.working import Number
from pages.figures.benchmark import benchmark_table, growth_gaps
from pages.figures.peers import peers
from pages.figures.shift import shift
from pages.figures.withheld import is_rule, left_out_words
from pages.ui import cached, choices
from pages.ui.card import cards
from pages.ui.empty import nothing_here
from pages.ui.figure_block import figure_columns
from pages.ui.header import open_page, scope_line
from pages.ui.table import show_table
from pages.ui.text import md

_REASONS = 3
_REASON_WIDTH = 240  # 像素；“口径不同：……”一句看得全

origin, line = open_page(_("对标"))
with st.container(horizontal=True, vertical_alignment="bottom"):
    period = choices.period(origin)
    basis = choices.basis(period)
    by = choices.dimension(origin, period, ("subdistrict", "region", "carrier", "cluster", "field"), "area")
scope_line(line, origin, period, basis)

figures = {"shift": shift(origin, period, basis, by), "peers": peers(origin, period, basis, by)}
gaps = growth_gaps(origin, period)
told = "；".join(figure.title for figure in figures.values() if figure)
own = [_("{0}，{1}").format(period_label(period, basis), told)] if told else []
if said := [*own, *(figure.title for figure in gaps[:1])]:  # 与公布数比的一句自带它的报告期
    st.markdown(md("；".join(said) + _("。")))

st.header(_("各{0}：增量从哪来，结构像谁").format(DIMENSIONS[by].title), anchor=False)
figure_columns(list(figures.items()))
withheld = []
for key, name, rows in (
    ("shift", _("偏离份额"), cached.table(origin, "shift_share", period, (by,))),
    ("peers", _("结构相近"), cached.table(origin, "peers", period, (by,))),
):
    if figures[key] is None:
        reasons = list(dict.fromkeys(rows.loc[rows["basis"] == basis]["reason"]))[:_REASONS]
        if any(is_rule(reason) for reason in reasons):
            withheld.append(name)
            continue
        nothing_here(
            _("{0}没有{1}：{2}。").format(period_label(period, basis), name, md("；".join(reasons) or NO_DATA)),
            _("换一个报告期或分组；上年同期与行业都填了的企业才能比较。"),
        )
if withheld:
    nothing_here(*left_out_words(withheld))

st.header(_("与市、省、对标城市的公布数"), anchor=False)
table = benchmark_table(origin, period)
if table.empty:
    nothing_here(
        _("到{0}还没有别处的公布数。").format(period_label(period)),
        _("用“指标填报”模板填好市、省或对标城市的公布数，python -m etl load 载入即可。"),
    )
    st.stop()
comparable = table[_("本区相当于对方（%）")].count()
st.markdown(
    md(
        _("共{0}条公布数，其中{1}条与本区同期、同口径、同单位，可以相比；其余只并列，不相除，原因写在说明里。").format(
            count(len(table)), count(comparable)
        )
    )
)
figure_columns([(f"gap_{place}", figure) for place, figure in enumerate(gaps)])
show_table(table, "benchmark", rows=14, columns={_("说明"): st.column_config.Column(width=_REASON_WIDTH)})
cards(origin, [Number("benchmark", period)], "benchmark")

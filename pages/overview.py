"""总览：总量、增长、谁拉动谁拖累、目标亮什么灯、比上季变了什么、报得全不全。"""

import streamlit as st

from etl.words import _
from metrics.working import Number
from pages.content.overview import overview
from pages.figures.withheld import left_out_words
from pages.ui import choices
from pages.ui.card import cards
from pages.ui.empty import nothing_here
from pages.ui.figure_block import figure_block, figure_columns
from pages.ui.header import open_page, scope_line
from pages.ui.kpi import kpi_row
from pages.ui.links import page_link
from pages.ui.table import show_behind
from pages.ui.text import md
from pages.ui.trace import trace_page

origin, line = open_page(_("总览"))
trace_page(origin, "总览")
with st.container(horizontal=True, vertical_alignment="bottom"):
    period = choices.period(origin)
    basis = choices.basis(period)
    by = choices.dimension(
        origin, period, ("field", "cluster", "chain", "subdistrict", "carrier", "industry", "region")
    )
scope_line(line, origin, period, basis)
shown = overview(origin, period, basis, by)

st.markdown(md(shown.answer))
kpi_row(shown.kpis)
numbers = [Number("scale", period, basis), Number("growth", period, basis), Number("coverage", period)]
numbers += [Number(metric, period) for metric in ("gap", "pace", "forecast", "quality")]
cards(origin, numbers, "kpis")
if shown.pull:
    figure_block(shown.pull, "pull")
elif not shown.left_out:
    nothing_here(_("还看不出谁拉动、谁下拉：本期没有上年同期数。"), _("季报里填了“上年同期”一列的企业才能比较。"))
if shown.left_out:
    nothing_here(*left_out_words(shown.left_out))
figure_columns(shown.figures)

st.markdown("## {}\n\n{}\n\n## {}\n\n{}".format(_("全年"), md(shown.year), _("目标"), md(shown.targets)))
if shown.progress:
    figure_block(shown.progress, "progress")
page_link("gaps", _("逐项看目标差距"))

changes = "\n".join("- " + md(change) for change in shown.changes)
st.markdown("## {}\n\n{}\n\n## {}\n\n{}".format(_("比上季"), changes, _("填报"), md(shown.filing)))
late = _("、未报企业名单（{0}家）").format(len(shown.late)) if len(shown.late) else ""
behind = {"since": shown.change_table, "pace": shown.pace, "quality": shown.quality, "late": shown.late}
show_behind(_("各组增速的变化、年内进度、数据质量{0}").format(late), {**behind, "tardy": shown.tardy})

"""目标差距：每个规划、每个目标，走到哪里、差多少、亮什么灯、凭哪一条。"""

import streamlit as st

from charts.words import count, quarter_end_label
from etl.words import _
from metrics.plans import PlanError
from metrics.working import Number
from pages.figures.actual import preliminary_words
from pages.figures.progress import progress
from pages.ui import cached, choices, filters, lights
from pages.ui.card import cards
from pages.ui.figure_block import figure_block
from pages.ui.header import open_page, scope_line
from pages.ui.kpi import kpi_row
from pages.ui.target import target_card
from pages.ui.text import md

origin, line = open_page(_("目标差距"))
try:
    plans = {plan.short: plan for plan in cached.plans(origin)}
except PlanError as error:
    st.error("  \n".join(md(problem) for problem in error.problems))
    st.stop()
with st.container(horizontal=True, vertical_alignment="bottom"):
    period = choices.period(origin)
    chosen = filters.single(_("规划"), "plan", ["", *plans], words=lambda name: name or _("全部规划"))
scope_line(line, origin, period, scope=chosen or _("全部规划"))

gaps = cached.table(origin, "gap", period)
gaps = gaps.loc[gaps["plan"] == chosen] if chosen else gaps
running, ended, early = lights.by_term(origin, gaps)
answer = (
    [_("在期目标{0}项：{1}。").format(count(len(running)), lights.words(running)) + preliminary_words(running)]
    if len(running)
    else []
)
if len(ended):
    answer.append(_("已到期{0}项作期末评估：{1}。").format(count(len(ended)), lights.verdict_words(ended)))
if len(early):
    answer.append(_("规划期未开始{0}项，不亮灯。").format(count(len(early))))
st.markdown(md("".join(answer)))
kpi_row(lights.state_kpis(running, ended))
cards(origin, (Number("gap", period, only=(("plan", chosen),) if chosen else ()),), "kpis")

asked = st.query_params.get("target", "")
for short in [chosen] if chosen else lights.plan_order(gaps):
    plan, rows = plans[short], gaps.loc[gaps["plan"] == short]
    st.header(md(plan.title), anchor=False)
    term = (
        _("{0}至{1}").format(quarter_end_label(plan.start), quarter_end_label(plan.end))
        if plan.end
        else _("没有写明期限")
    )
    over = _("规划期已满，按期末评估") if plan.end and plan.end <= period else ""
    parts = [plan.scope, term, _("{0}项目标").format(len(rows)), over, plan.note]
    st.caption(md(" · ".join(part for part in parts if part)))
    for is_ended in (False, True):
        if figure := progress(origin, period, short, is_ended=is_ended):
            figure_block(figure, f"progress_{plan.code}_{is_ended}")
    for row in rows.to_dict("records"):
        target_card(origin, period, row, plan.title, row["target"] == asked)

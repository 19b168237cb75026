"""企业：可查可筛的名单；点开一家，看它的历期、每个数的出处与所属。"""

import streamlit as st

from etl.words import _
from metrics.working import Number
from pages.ui import cached, choices, filters
from pages.ui.card import cards
from pages.ui.empty import nothing_here
from pages.ui.firm import firm_page
from pages.ui.firm_list import firm_table
from pages.ui.header import open_page, scope_line
from pages.ui.text import md
from pages.ui.trace import trace_once

CODE = "enterprise"

origin, line = open_page(_("企业"), rights=("enterprises",))
code = st.query_params.get(CODE, "")
firms = cached.record(origin, "enterprises")
trace_once("看企业", origin, enterprise=code or "列表")
if code in set(firms["enterprise_id"]):
    st.button(_("返回名单"), on_click=filters.clear, args=(CODE,))
    firm_page(origin, line, firms.loc[firms["enterprise_id"] == code].iloc[0].to_dict())
    st.stop()
if code:
    nothing_here(_("没有代码为 {0} 的企业。").format(md(code)), _("核对代码，或在下面的名单里查找。"))

with st.container(horizontal=True, vertical_alignment="bottom"):
    period = choices.period(origin)
    word = filters.text(_("查找"), "q", placeholder=_("企业名称或信用代码"))
    fields = filters.several(_("领域"), "field", list(cached.record(origin, "groupings", "field")["value"]))
    places = filters.several(_("街道"), "subdistrict", sorted(firms["subdistrict"].dropna().unique()))
    state = filters.single(_("规上"), "state", ["all", "above", "below"], words=choices.STATES.__getitem__)
scope_line(line, origin, period)
firm_table(origin, period, word, fields, places, state, CODE)
cards(origin, [Number(metric, period, "", ("enterprise",)) for metric in ("scale", "growth")], "firms")

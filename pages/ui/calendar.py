"""填报日历一块：一句话，各街道的进度，还没报的企业，可以抄走的催报名单。"""

import streamlit as st

from etl.words import _
from pages.content.calendar import (
    MARKS,
    calendar_words,
    earlier_words,
    firm_table,
    missing_table,
    quarters_table,
    reminder,
    subdistrict_table,
    subdistricts,
)
from pages.ui import cached, filters
from pages.ui.empty import nothing_here
from pages.ui.table import show_behind, show_table
from pages.ui.text import md


def calendar_block(origin: cached.Source, period: str) -> None:
    """Who has filed for `period` and who has not: overdue first, by sub-district and by firm, with a list to copy."""
    st.markdown(md(calendar_words(origin, period) + earlier_words(origin, period)))
    places = subdistricts(origin, period)
    if not places:
        if origin.is_open:
            nothing_here(_("还不知道谁该报。"), _("先收一份企业名录；没有名录时，近四个季度报过的就是该报的。"))
        else:
            nothing_here(_("您分管的街道或集群里没有该报的企业。"), _("请核对分管的口子对不对，名录里有没有企业。"))
        return
    show_table(subdistrict_table(origin, period), "calendar_places", rows=13)
    place = filters.single(_("哪个街道"), "place", ["", *places], words=lambda name: name or _("全部街道"))
    missing = missing_table(origin, period, place)
    if missing.empty:
        nothing_here(_("这里都报齐了。"), _("别的街道或别的报告期，在上面换。"))
    else:
        st.subheader(_("还没有报的企业"), anchor=False)
        show_table(missing, "calendar_missing")
        more = st.expander(_("催报名单，点右上角就能抄走"), key="calendar_reminder", on_change="rerun")
        if more.open:
            more.code(reminder(origin, period, place), language=None, wrap_lines=True)
    show_behind(
        _("近八个季度：各街道已报与应报的家数，逐家报了没有"),
        {"calendar_quarters": quarters_table(origin, period), "calendar_firms": firm_table(origin, period, place)},
    )
    st.caption(_("空着的是那一期不应报。标记：{0}。截止日写在 data/quality.toml。").format("、".join(MARKS.values())))

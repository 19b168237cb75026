"""数据上报：拖进来，看系统怎么读、哪里不对、收下会怎样；收下，或退回去改。"""

from pathlib import Path

import streamlit as st

from etl.accept import head
from etl.words import _
from pages.content.inbox import answer, understood_words
from pages.ui.acceptance import acceptance, put_aside, signature
from pages.ui.expected import expected_period, offered_periods, sender
from pages.ui.findings import show_findings
from pages.ui.header import open_page
from pages.ui.inbox import choose_one, dropzone, looked, show_told
from pages.ui.outcome import show_outcome
from pages.ui.reading import correction, questions, show_reading
from pages.ui.text import md

origin, line = open_page(_("数据上报"), needs_revenue=False)
data = Path(origin.data)
with st.container(horizontal=True, vertical_alignment="bottom"):
    period = expected_period(origin)
    unit = sender(origin)
    by = signature()
show_told()
books = head(data)
place = st.container()
dropzone(data, unit)
looks = looked(origin, period)
place.markdown(md(answer(looks)))
if looks:
    found = choose_one(looks)
    st.subheader(md(found.waiting.name), anchor=False)
    st.markdown(md(understood_words(found)))
    questions(data, found)
    st.markdown("### {}".format(_("哪里不对")))
    show_findings(found)
    st.markdown("### {}".format(_("怎么读的")))
    show_reading(found)
    correction(data, found, offered_periods(origin))
    put_aside(data, found, by)
    show_outcome(origin, looks, period)
    acceptance(data, looks, by, books)

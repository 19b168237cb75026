"""收表：从拖进来到收下的一整页。"""

from pathlib import Path

import streamlit as st

from etl.accept import head
from etl.words import _
from pages.books.acceptance import acceptance, put_aside, signature
from pages.books.expected import offered_periods
from pages.books.findings import show_findings
from pages.books.inbox import choose_one, dropzone, looked
from pages.books.ongoing import show_ongoing
from pages.books.outcome import show_outcome
from pages.books.own import may_drop, sees_all
from pages.books.reading import correction, questions, show_reading
from pages.books.state import answer, understood_words
from pages.ui import cached
from pages.ui.text import md
from pages.ui.viewer import viewer


def intake(origin: cached.Source, period: str, sender: str) -> None:
    """Drop, look, answer, preview, accept; what somebody may only upload for their own part, they see only that."""
    data = Path(origin.data)
    books = head(data)  # 先记下账到了哪里，再看
    if sees_all(viewer()):
        show_ongoing(data)
    place = st.container()
    if may_drop(viewer()):
        dropzone(origin, sender)
    looks = looked(origin, period)
    if not looks and not may_drop(viewer()):
        place.markdown(_("收件箱是空的：填报员交来的表列在这里，看过再收。"))
        return
    place.markdown(md(answer(looks)))
    if not looks:
        return
    found = choose_one(looks)
    st.subheader(md(found.waiting.name), anchor=False)
    st.markdown(md(understood_words(found)))
    questions(data, found, looks)
    st.markdown("### {}".format(_("哪里不对")))
    show_findings(found)
    st.markdown("### {}".format(_("怎么读的")))
    show_reading(found)
    correction(data, found, offered_periods(origin))
    aside = st.container()
    stopped = show_outcome(origin, looks, period)
    by = signature()
    if not stopped:
        acceptance(origin, looks, by, books)
    with aside:
        put_aside(origin, found, by)

"""收表：从拖进来到收下的一整页。"""

from pathlib import Path

import streamlit as st

from etl.words import _
from pages.content.inbox import answer, understood_words
from pages.ui import cached
from pages.ui.acceptance import acceptance, put_aside, signature
from pages.ui.expected import offered_periods
from pages.ui.findings import show_findings
from pages.ui.inbox import choose_one, dropzone, looked
from pages.ui.outcome import show_outcome
from pages.ui.reading import correction, questions, show_reading
from pages.ui.text import md


def intake(origin: cached.Source, period: str, sender: str, books: str) -> None:
    """Drop, look, answer, preview, accept; `books` is the state of the ledger this run is drawn from."""
    data = Path(origin.data)
    place = st.container()
    dropzone(data, sender)
    looks = looked(origin, period)
    place.markdown(md(answer(looks)))
    if not looks:
        return
    found = choose_one(looks)
    st.subheader(md(found.waiting.name), anchor=False)
    st.markdown(md(understood_words(found)))
    questions(data, found)
    st.markdown("### {}".format(_("哪里不对")))
    show_findings(found)
    st.markdown("### {}".format(_("怎么读的")))
    show_reading(found)
    correction(data, found, offered_periods(origin))
    aside = st.container()
    show_outcome(origin, looks, period)
    by = signature()
    acceptance(data, looks, by, books)
    with aside:
        put_aside(data, found, by)

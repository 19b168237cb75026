"""页与页之间的链接，带着筛选走。"""

import streamlit as st

PAGES = "pages_by_name"


def page_link(name: str, label: str, **asked: str) -> None:
    """A link to another page by its file's name; outside the frame, where there is nowhere to go, nothing."""
    page = st.session_state.get(PAGES, {}).get(name)
    if page is not None:
        st.page_link(page, label=label, query_params=asked or None)

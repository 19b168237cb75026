"""留痕的页面一头：看企业、上报、收下、撤回、导出，一件一行；同一件事在一次会话里只记一次。"""

import streamlit as st

from access.audit import record
from access.current import User
from pages.ui import cached
from pages.ui.viewer import viewer

_SEEN = "traces_of_this_session"


def trace(event: str, origin: cached.Source, user: User | None = None, **what: str) -> None:
    """Write one line: who did what on which data version. Raises OSError or AccessError where it can't be written."""
    record(event, user or viewer(), data=cached.folder(origin), version=origin.version, **what)


def trace_once(event: str, origin: cached.Source, **what: str) -> None:
    """The same, but looking at the same thing again in this session leaves no second line."""
    key = (event, origin, tuple(what.items()))
    seen: set[object] = st.session_state.setdefault(_SEEN, set())
    if key not in seen:
        trace(event, origin, None, **what)
        seen.add(key)

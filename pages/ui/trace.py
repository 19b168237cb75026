"""留痕的页面一头：看企业、上报、收下、撤回、导出，一件一行；同一件事在一次会话里只记一次。"""

import streamlit as st

from access.audit import record
from access.current import User
from metrics.door import NONE
from pages.ui import cached
from pages.ui.viewer import viewer

_SEEN = "traces_of_this_session"


def trace(event: str, origin: cached.Source, user: User | None = None, **what: str) -> None:
    """Write one line: who did what on which data version. Raises OSError or AccessError where it can't be written."""
    record(event, user or viewer(), data=cached.folder(origin), version=origin.version, is_act=True, **what)


def trace_once(event: str, origin: cached.Source, **what: str) -> None:
    """A line for what is looked at; looking at the same again in this session leaves no second one.

    The page doesn't wait for the disk: a line handed to the system outlives this process.
    """
    key = (event, origin, tuple(what.items()))
    seen: set[object] = st.session_state.setdefault(_SEEN, set())
    if key not in seen:
        record(event, viewer(), data=cached.folder(origin), version=origin.version, is_act=False, **what)
        seen.add(key)


def trace_page(origin: cached.Source, title: str) -> None:
    """A line for a page that lists firms among other things, opened by somebody who sees some; none for others."""
    if origin.sees != NONE:
        trace_once("看企业", origin, enterprise=title)

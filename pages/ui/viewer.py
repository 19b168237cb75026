"""谁在看：门口认出的人，每次重算都问一遍；登录作废了，页面就停在这里。"""

from dataclasses import replace

import streamlit as st

from access.current import User, current_user, is_bound
from access.matrix import holds
from etl.words import _

_VIEWER = "viewer_of_this_run"
_DEMO_PART = {"subdistrict": ("燕山街道",)}  # 演示名录里有它；没有分管的口子，填报员的眼里什么也没有


def admit() -> User:
    """Who made this run. The page stops where nobody did, or where this page session began with another sign-in."""
    user = current_user(st.context.headers, st.context.cookies)
    if user is None or not is_bound(st.session_state, user):
        st.session_state.clear()
        st.warning(_("登录已经失效，请重新登录。"))
        st.link_button(_("去登录"), "/sign-in")
        st.stop()
    if user.is_demo and user.rights.is_scoped:
        user = replace(user, scope=_DEMO_PART)
    st.session_state[_VIEWER] = user
    return user


def viewer() -> User:
    """The one admitted to this run; a page that runs without the frame asks at the gate itself."""
    found = st.session_state.get(_VIEWER)
    return found if isinstance(found, User) else admit()


def may(user: User, right: str) -> bool:
    """Whether a right of roles.toml is held at all; `every_enterprise` is to see all firms, not just one's own."""
    return holds(user.rights, right)


def needs(*rights: str) -> User:
    """The viewer, where one of these rights is held; else the page says so and stops: a link may lead anywhere."""
    user = viewer()
    if not any(may(user, right) for right in rights):
        st.info(_("这一页不对“{0}”开放。").format(user.rights.title))
        st.stop()
    return user

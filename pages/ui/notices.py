"""每页都要有的话：演示数据、按某日所知、数据版本与口径。"""

from datetime import date, datetime

import streamlit as st

from access.current import User
from access.role import DEMO, load_roles
from etl.paths import BEIJING
from etl.words import _
from pages.ui import cached, filters, prepared
from pages.ui.text import md

_DAY = "known_on"


def page_notices(origin: cached.Source) -> None:
    """Above the page: the address's day carried along, then what a reader must know before any number."""
    if st.session_state.get(filters.ARRIVING) and "as_of" not in st.query_params and st.session_state.get(_DAY):
        st.query_params["as_of"] = st.session_state[_DAY]
    st.session_state[_DAY] = st.query_params.get("as_of", "")
    opened = cached.opened(origin)
    if opened and opened.is_demo:
        st.markdown(
            ":orange-badge[{}] {}".format(
                _("演示数据"), _("企业及其数字均为虚构，规划目标和公布数是真的；载入真实报表后自动退出。")
            )
        )
    if day := cached.known_on():
        with st.container(horizontal=True, vertical_alignment="center"):
            words = _("本页按 {year}年{month}月{day}日 当天已收到的报表计算。")
            st.info(words.format(year=day.year, month=day.month, day=day.day))
            st.button(_("回到现在"), on_click=_set_day, args=(None,))
    elif "as_of" in st.query_params:
        st.warning(_("网址里的日期认不出来或还没有到，已按现在的数据显示；日期应写作 2026-04-30。"))


def page_footer(origin: cached.Source, user: User) -> None:
    """Below the page: what kind of figures these are, their version, and who is looking, with the way out."""
    opened = cached.opened(origin)
    version = _("数据版本{version}。").format(version=opened.version) if opened else ""
    said = _("部门监测口径，未经统计部门核定。因四舍五入，总计与分项合计可能不等。")
    if prepared.is_controlled(origin.role):
        said += _("为防止由合计倒推一家企业，有的增速、金额先舍入再给：写作+3.0%的可能是+2.5%至+3.5%。")
    st.caption(said + version + _who(user))


def _who(user: User) -> str:
    """`张三（领导） · 退出`; with demonstration data, whose eyes to look through."""
    if not user.is_demo:
        links = "[{}](/sign-out) · [{}](/password)".format(_("退出"), _("改密码"))
        return "  \n" + md(_("{0}（{1}）").format(user.name, user.rights.title)) + " · " + links
    roles = [role for role in load_roles().values() if role.name != DEMO]
    eyes = " · ".join(f"[{role.title}](/as/{role.name})" for role in roles)
    now = _("现在是{0}的样子。").format(user.rights.title) if user.role != DEMO else ""
    back = "[{}](/as/{}) · ".format(_("不限"), DEMO) if user.role != DEMO else ""
    return "  \n" + now + _("换一个角色看：") + back + eyes


def choose_day() -> None:
    """The way to another day: every page is then drawn as it was known at the end of it."""
    st.date_input(
        _("按这一天收到的报表计算"),
        value=cached.known_on(),
        max_value=datetime.now(BEIJING).date(),
        key="known_on_input",
        format="YYYY-MM-DD",
        on_change=lambda: _set_day(st.session_state["known_on_input"]),
        width=240,
        help=_("选一天，各页都按那天已收到的报表算；链接里带着这一天。"),
    )


def _set_day(day: date | None) -> None:
    st.session_state[_DAY] = day.isoformat() if day else ""
    if day:
        st.query_params["as_of"] = day.isoformat()
    elif "as_of" in st.query_params:
        del st.query_params["as_of"]

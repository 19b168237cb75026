"""留痕：谁、何时、从哪里、做了什么、看的哪一版；只给管留痕的人看。"""

from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import streamlit as st

from access.audit import Line, search
from access.audit_check import verify
from access.role import load_roles
from charts.words import MISSING, count
from etl.words import _
from pages.ui.empty import nothing_here
from pages.ui.header import open_page
from pages.ui.table import show_table
from pages.ui.text import md
from pages.ui.viewer import may, viewer

_MOST = 500
_DAYS = 30
_OF_DATA = ("看企业", "导出", "上报", "收下", "报审", "批准", "移出", "撤回")  # 详情里有企业、文件的名字
_ORIGINS = {"local": _("本机账号"), "oidc": _("统一身份认证"), "proxy": _("前置代理")}
_PUT = {
    "wait_seconds": _("还要等{0}秒"),
    "locked_seconds": _("锁定{0}秒"),
    "times": _("{0}次"),
    "count": _("{0}份"),
    "digest": _("摘要{0}"),
}
roles = {name: role.title for name, role in load_roles().items()}


def _particulars(one: Line) -> str:
    """What a line says beyond who and when; of figures and files only to who may see every firm."""
    if one.event.startswith(_OF_DATA) and not may(viewer(), "every_enterprise"):
        return ""
    return "；".join(filter(None, (_said(key, value) for key, value in one.what.items())))


def _said(key: str, value: object) -> str:
    """One particular in words; "" where it says that nothing was done."""
    if key == "locked_seconds" and not value:
        return ""
    words = {"origin": _ORIGINS, "as_role": roles}.get(key, {})
    return _PUT.get(key, "{0}").format(words.get(f"{value}", value))


origin, line = open_page(_("留痕"), needs_revenue=False, rights=("audit",))
line.caption(_("登录、拒绝、看企业明细、上报、收下、撤回、导出、改设置，都在这里；只添不改，至少留185天。"))
data = Path(origin.data)
with st.container(horizontal=True, vertical_alignment="bottom"):
    who = st.text_input(_("谁"), key="trail_who").strip()
    event = st.text_input(_("做了什么"), key="trail_event", placeholder=_("如：登录、收下")).strip()
    word = st.text_input(_("其中有"), key="trail_word").strip()
    today = date.fromisoformat(origin.today)
    span = st.date_input(_("哪几天"), (today - timedelta(days=_DAYS), today), key="trail_days", format="YYYY-MM-DD")
since, until = (span[0], span[-1]) if isinstance(span, tuple) and span else (today, today)
problems = verify(data)
if problems:
    st.error(md(_("留痕被动过：{0}").format("；".join(problems[:3]))))
found = [
    one
    for one in search(data, who=who, event=event, since=f"{since}", until=f"{until}", most=_MOST)
    if word in _particulars(one)
]
if not found:
    nothing_here(_("这几天没有这样的事。"), _("放宽日期，或清空条件。"))
    st.stop()
state = _("首尾相连，没有被动过") if not problems else _("见上")
st.markdown(md(_("共{0}条（最多列{1}条），新的在前；{2}。").format(count(len(found)), count(_MOST), state)))
table = pd.DataFrame(
    {
        _("时间"): [one.at[:19].replace("T", " ") for one in found],
        _("做了什么"): [one.event for one in found],
        _("谁"): [one.who or MISSING for one in found],
        _("角色"): [roles.get(one.role, MISSING) for one in found],
        _("从哪里"): [one.address or MISSING for one in found],
        _("数据版本"): [one.version or MISSING for one in found],
        _("详情"): [_particulars(one) or MISSING for one in found],
        _("序号"): [one.n for one in found],
    }
)
show_table(table, "trail", rows=16, columns={_("详情"): st.column_config.Column(width=360)})

"""撤回：选一份归档，写明理由；撤回也是一份归档，可以再撤回。"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import streamlit as st

from charts.words import MISSING
from etl.accept import undo
from etl.issue import Refused
from etl.words import _
from pages.books.inbox import tell
from pages.ui import cached
from pages.ui.text import md
from pages.ui.trace import trace
from pages.ui.viewer import viewer

_DONE = "undos_done"


def undoing(origin: cached.Source, filings: pd.DataFrame) -> None:
    """A form that withdraws one filing that is in force, undos too; for whoever may."""
    user = viewer()
    if not user.rights.undo:
        return
    live = filings.loc[filings["is_active"].astype(bool)]  # 新的在前
    names = {row["filing"]: _name(row) for row in live.to_dict("records")}
    done = st.session_state.setdefault(_DONE, 0)
    with st.form(f"undo_{done}", enter_to_submit=False):  # 打中文时回车是选字，不该就撤回了
        left, middle, right = st.columns([3, 3, 1])
        filing = left.selectbox(
            _("撤回哪一份"), list(names), index=None, placeholder=_("请选择"), format_func=names.__getitem__
        )
        reason = middle.text_input(_("理由"), placeholder=_("如：街道来电，表填错了一列"))
        by = right.text_input(_("经手人"), value="" if user.is_demo else user.name, disabled=not user.is_demo)
        is_sent = st.form_submit_button(_("撤回"))
    if not is_sent:
        return
    if not filing:
        st.warning(_("请先选撤回哪一份。"))
        return
    try:
        with st.spinner(_("正在撤回，请稍候…")), ThreadPoolExecutor(1) as pool:
            name = pool.submit(undo, Path(origin.data), filing, by if user.is_demo else user.name, reason).result()
    except Refused as refusal:
        st.warning(md("；".join(issue.message for issue in refusal.issues)))
        return
    trace("撤回", origin, filing=filing, undo=name, reason=reason)
    st.session_state[_DONE] = done + 1  # 办成了才清空；没办成，填过的还在
    tell([_("已撤回{0}；这次撤回记为{1}，可以再撤回。").format(names[filing], name)])
    st.rerun()


def _name(row: dict) -> str:
    what = _("撤回 {0}").format(row["undoes"]) if row["kind"] == "undo" else row["file"]
    return f"{what}（{row['accepted_at']:%Y-%m-%d %H:%M}，{row['accepted_by'] or MISSING}）"

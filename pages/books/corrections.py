"""来源里已知的错：是什么、为什么、告诉了谁、改好没有；改好由归档证明，从不替人改数。"""

from collections.abc import Container
from pathlib import Path

import pandas as pd
import streamlit as st

from charts.words import MISSING
from etl.correction import corrections
from etl.issue import Refused
from etl.words import _
from pages.ui.empty import nothing_here
from pages.ui.table import show_table
from pages.ui.text import md


def show_corrections(data: Path, only: Container[str] | None = None) -> None:
    """Every known error with its state, those not fixed first; with `only`, those of these firms by code."""
    try:
        known = [each for each in corrections(data) if only is None or each.proof.get("enterprise_id", "") in only]
    except Refused as refusal:
        st.warning(md("；".join(issue.message for issue in refusal.issues)))
        return
    if not known:
        what_to_do = (
            _("发现来源写错了，不改数，记在 data/corrections 里；写法见其中的说明。")
            if only is None
            else _("发现来源写错了，不要自己改数，告诉审核员；由他记下来，催来源更正。")
        )
        nothing_here(_("还没有记下来源里的错。"), what_to_do)
        return
    fixed = sum(entry.is_fixed for entry in known)
    words = _("已知的错共{0}条，已改{1}条。收来的数照原样收；来源更正、再收一份之后，这里自己会写已改。")
    st.markdown(md(words.format(len(known), fixed)))
    table = pd.DataFrame(
        {
            _("错在哪里"): [entry.what for entry in known],
            _("状态"): [entry.state for entry in known],
            _("为什么"): [entry.why for entry in known],
            _("位置"): [entry.place for entry in known],
            _("告诉了谁"): [f"{entry.told}（{entry.told_on}）" if entry.told else MISSING for entry in known],
        }
    )
    wide = st.column_config.Column(width=320)
    show_table(table, "corrections", rows=8, lines=3, columns=dict.fromkeys(table.columns[:3], wide))

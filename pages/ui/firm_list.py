"""企业名单：按名称、领域、街道、规上与否筛选，点一行进入企业页。"""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from charts.twin import Column, twin
from charts.words import amount_100m, count
from etl.words import _
from pages.ui import cached
from pages.ui.empty import nothing_here
from pages.ui.table import show_table

_NAME_WIDTH = 256  # 像素；十六个字的名称放得下
COLUMNS = [
    Column("enterprise", _("企业")),
    Column("revenue_ytd_10k_cny", _("累计营业收入"), "amount"),
    Column("comparable_pct", _("同比，可比口径"), "percent"),
    Column("revenue_rolling4_10k_cny", _("近四季度营业收入"), "amount"),
    Column("tier", _("梯队")),
    Column("subdistrict", _("街道")),
    Column("field", _("领域")),
    Column("cluster", _("集群")),
    Column("chain", _("产业链")),
    Column("enterprise_id", _("统一社会信用代码")),
]


def firm_table(
    origin: cached.Source,
    period: str,
    word: str,
    fields: Sequence[str],
    places: Sequence[str],
    state: str,
    parameter: str,
) -> None:
    """The firms that pass every filter, largest first; choosing a row puts its code into the address."""
    every = cached.record(origin, "enterprises", period)
    if every.empty and not origin.is_open:
        nothing_here(_("您分管的街道或集群里还没有企业。"), _("请找管理员核对您分管哪个街道或集群。"))
        return
    rows = _matching(every, word, fields, places, state)
    if rows.empty:
        nothing_here(_("没有符合这些条件的企业。"), _("放宽一个条件，或清空查找框。"))
        return
    total = amount_100m(rows["revenue_ytd_10k_cny"].sum())
    st.write(_("共{0}家，累计营业收入合计{1}亿元。选中一行看这家企业。").format(count(len(rows)), total))
    key = "firms"

    def chosen() -> None:
        picked = st.session_state[key].selection.rows
        if picked:
            st.query_params[parameter] = rows["enterprise_id"].iloc[picked[0]]

    show_table(
        twin(rows, COLUMNS),
        key,
        rows=16,
        on_select=chosen,
        selection_mode="single-row",
        columns={COLUMNS[0].title: st.column_config.Column(pinned=True, width=_NAME_WIDTH)},
    )


def _matching(firms: pd.DataFrame, word: str, fields: Sequence[str], places: Sequence[str], state: str) -> pd.DataFrame:
    keep = pd.Series(True, index=firms.index)
    if word:
        keep &= firms["enterprise"].str.contains(word, regex=False, na=False) | firms["enterprise_id"].str.contains(
            word.upper(), regex=False, na=False
        )
    if fields:
        keep &= firms["field"].fillna("").str.split("、").map(lambda own: bool(set(own) & set(fields)))
    if places:
        keep &= firms["subdistrict"].isin(list(places))
    if state != "all":
        is_above = firms["is_above_scale"].fillna(False).astype(bool)
        keep &= is_above if state == "above" else ~is_above
    return firms.loc[keep]

"""还没报的规上企业：名单在手，好去催报。"""

import streamlit as st

from etl.words import _
from pages.ui import cached
from pages.ui.table import show_table


def late_firms(origin: cached.Source, period: str) -> None:
    """The firms expected to file that have not, behind one click; nothing where all have."""
    rows = cached.table(origin, "coverage", period, ("enterprise",))
    late = rows.loc[rows["filed"] < rows["expected"]]
    if late.empty:
        return
    firms = cached.record(origin, "enterprises", period).set_index("enterprise_id")
    late = late.assign(
        subdistrict=late["enterprise_id"].map(firms["subdistrict"]),
        last=late["enterprise_id"].map(firms["last_period"]),
    )
    with st.expander(_("未报企业名单（{0}家）").format(len(late))):
        show_table(
            late[["enterprise", "subdistrict", "last"]].rename(
                columns={"enterprise": _("企业"), "subdistrict": _("街道"), "last": _("最近一次填报")}
            ),
            "late",
        )

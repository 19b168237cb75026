"""数据：收了哪些报表，每份多少行收下、多少行搁置、为什么；撤回的；怎样载入。"""

from pathlib import Path

import streamlit as st

from charts.words import count, period_label
from etl.words import _
from pages.books.between import between, filed_pages
from pages.books.filing_tables import show_filings, show_issues
from pages.books.inbox import show_told
from pages.books.undoing import undoing
from pages.content.late import coverage_table, filing_words, late_table, tardy_table
from pages.ui import cached, filters
from pages.ui.empty import load_commands, no_data, nothing_here
from pages.ui.header import open_page
from pages.ui.kpi import Kpi, kpi_row
from pages.ui.notices import choose_day
from pages.ui.table import show_behind, show_table
from pages.ui.text import md
from pages.ui.trace import trace_once
from pages.ui.viewer import may, viewer

origin, line = open_page(_("数据"), needs_revenue=False, rights=("every_enterprise",))
trace_once("看企业", origin, enterprise="数据")
filings = cached.record(origin, "filings")
if filings.empty:
    no_data(origin)
    st.stop()
meta = cached.store(origin)
line.caption(md(_("数据版本{0} · 台账共{1}份").format(meta.version, count(len(filings)))))

loads = filings.loc[filings["kind"] == "load"]
live = loads.loc[loads["is_active"].astype(bool)]
st.markdown(
    md(
        _("在用{0}份，共{1}行：收下{2}行，搁置{3}行。搁置的行不参与计算，原因逐行列在下面。").format(
            count(len(live)),
            count(live["rows_in"].sum()),
            count(live["rows_kept"].sum()),
            count(live["rows_set_aside"].sum()),
        )
    )
)
kpi_row(
    [
        Kpi(_("在用报表（份）"), count(len(live))),
        Kpi(_("收下（行）"), count(live["rows_kept"].sum())),
        Kpi(_("搁置（行）"), count(live["rows_set_aside"].sum())),
        Kpi(_("撤回（份）"), count(len(loads) - len(live))),
    ]
)

st.header(_("收到的报表"), anchor=False)
show_told()
show_filings(filings, filed_pages(Path(origin.data)))
undoing(origin, filings)

st.header(_("两份账之间的差别"), anchor=False)
between(Path(origin.data), filings)

st.header(_("搁置与提示"), anchor=False)
names = {row["filing"]: f"{row['file']}（{row['accepted_at']:%Y-%m-%d}）" for row in loads.to_dict("records")}
with st.container(horizontal=True, vertical_alignment="bottom"):
    chosen = filters.single(
        _("哪一份"), "filing", ["", *names], words=lambda name: names.get(name, _("全部在用的报表"))
    )
    level = filters.single(
        _("看哪些"),
        "level",
        ["loud", "all"],
        words={"loud": _("要处理的"), "all": _("全部，含合计行与附注")}.__getitem__,
        control=st.segmented_control,
        required=True,
    )
found = cached.record(origin, "issues", chosen)
found = found.loc[found["severity"] != "note"] if level == "loud" else found
if found.empty:
    nothing_here(_("没有要处理的问题。"), _("合计行、附注行本来就不收，点“全部”可以看到。"))
else:
    show_issues(found)

if latest := meta.meta.get("latest_period"):
    st.header(_("报得全不全、及时不及时"), anchor=False)
    st.markdown(md(period_label(latest) + "，" + filing_words(origin, latest)))
    show_table(coverage_table(origin), "coverage", rows=8)
    lists = {"late": late_table(origin, latest), "tardy": tardy_table(origin, latest)}
    if any(len(names) for names in lists.values()):
        show_behind(_("未报、迟报企业名单，大的在前"), lists)

st.header(_("查看某日所知"), anchor=False)
choose_day()

if may(viewer(), "approve"):  # 看的人用不着这几行命令
    st.header(_("怎样载入"), anchor=False)
    load_commands()
    st.caption(_("也可以在命令行撤回：python -m etl undo 归档号。撤回也是一份归档，什么都不会丢。"))

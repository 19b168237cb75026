"""数据上报：拖进来，看系统怎么读、哪里不对、收下会怎样；收下，或退回去改。日历、模板、更正也在这里。"""

from pathlib import Path

import streamlit as st

from etl.paths import filing_names
from etl.words import _
from pages.books.corrections import show_corrections
from pages.books.expected import expected_period, sender
from pages.books.inbox import show_told
from pages.books.intake import intake
from pages.books.own import may_drop
from pages.books.templates import templates
from pages.ui import cached, filters
from pages.ui.calendar import calendar_block
from pages.ui.empty import load_commands
from pages.ui.header import open_page
from pages.ui.text import md
from pages.ui.trace import trace_page
from pages.ui.viewer import viewer

PARTS = {"inbox": _("收表"), "calendar": _("填报日历"), "templates": _("模板"), "corrections": _("更正")}

origin, line = open_page(_("数据上报"), needs_revenue=False, rights=("upload", "approve"))
trace_page(origin, "数据上报")
line.caption(md(_("数据版本{0}").format(cached.store(origin).version)))
data = Path(origin.data)
with st.container(horizontal=True, vertical_alignment="bottom"):
    part = filters.single(
        _("做什么"), "part", list(PARTS), words=PARTS.__getitem__, control=st.segmented_control, required=True
    )
    period = expected_period(origin)
    unit = sender(origin) if part == "inbox" and may_drop(viewer()) else ""  # 不交表的人不用说谁报来的
show_told()
if not filing_names(data):
    st.markdown(_("数据目录里还没有收到任何报表：先收企业名录，再收季报。也可以在命令行收："))
    load_commands()
if part == "inbox":
    intake(origin, period, unit)
elif part == "calendar":
    calendar_block(origin, period)
elif part == "templates":
    templates(origin, period)
else:
    show_corrections(data, None if origin.is_open else set(cached.record(origin, "enterprises")["enterprise_id"]))

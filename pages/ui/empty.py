"""空页也要说话：为什么空，下一步做什么。"""

from datetime import UTC, date, datetime
from pathlib import Path

import streamlit as st

from etl.paths import BEIJING, filing_names
from etl.words import _
from pages.ui import cached
from pages.ui.links import page_link
from pages.ui.viewer import may, viewer


def no_data(origin: cached.Source) -> None:
    """Nothing has been filed yet: say so and how to load; or nothing up to the day of the view, then since when."""
    if origin.as_of and (first := first_day(Path(origin.data))):
        st.subheader(_("到那一天还没有数据"), anchor=False)
        day = date.fromisoformat(origin.as_of)
        words = _(
            "到{0}年{1}月{2}日为止，一份报表也没有收过；最早的一份是{3}年{4}月{5}日收的，选那天或以后的日子才有数。"
        )
        st.write(words.format(day.year, day.month, day.day, first.year, first.month, first.day))
        return
    st.subheader(_("还没有数据"), anchor=False)
    st.write(_("数据目录里还没有收到任何报表，所以没有可以算的数。先载入企业名录，再载入季报，刷新本页即可。"))
    _way_to_load()


def first_day(data: Path) -> date | None:
    """The day in Beijing on which the first filing of all was accepted; None before there is one."""
    names = filing_names(data)
    if not names:
        return None
    return datetime.strptime(names[0][:15], "%Y%m%dT%H%M%S").replace(tzinfo=UTC).astimezone(BEIJING).date()


def no_revenue() -> None:
    """A register but no quarterly form."""
    st.subheader(_("还没有季报"), anchor=False)
    st.write(_("已有企业名录，但没有任何一期季度营收，规模与增长都无从算起。请载入季报。"))
    _way_to_load()


def _way_to_load() -> None:
    """Where to drop the files and what to type; whoever may not, whom to ask."""
    if not any(may(viewer(), right) for right in ("upload", "approve")):
        st.caption(_("报表由填报员交、审核员收；请告诉他们。"))
        return
    page_link("upload", _("到“数据上报”页拖进来"))
    load_commands()


def load_commands() -> None:
    """The two commands a clerk types, ready to copy."""
    st.code("python -m etl check 名录.xlsx 季报.xlsx\npython -m etl load 名录.xlsx 季报.xlsx", language=None)
    st.caption(_("第一行只检查、不写入，会逐条说明问题；第二行检查无误后收下并建库。"))


def nothing_here(why: str, what_to_do: str) -> None:
    """One part of a page has nothing to show: the reason and the next step in one quiet box."""
    with st.container(border=True):
        st.markdown(f"{why}  \n:gray[{what_to_do}]")

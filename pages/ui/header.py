"""页头：标题，一行话说清范围、截至期、口径、版本与填报覆盖率；没有数就说明为什么。"""

import logging
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts import words
from charts.withheld import marked
from charts.words import count, percent, period_label
from etl.words import _
from metrics import catalog
from metrics.store import StoreError
from pages.ui import cached, empty
from pages.ui.kept import kept
from pages.ui.text import md
from pages.ui.viewer import needs
from pages.ui.waiting import stop_at, wait_until_prepared

SOURCE = "source_of_this_run"


def open_page(
    title: str, *, needs_revenue: bool = True, rights: tuple[str, ...] = ("aggregates",)
) -> tuple[cached.Source, DeltaGenerator]:
    """The title, where the numbers come from, and the place under the title for the scope line.

    Where there are no numbers, or the viewer holds none of `rights`, the page stops here and says why.
    """
    st.title(title, anchor=False)
    needs(*rights)
    line = st.container()
    origin = cached.use(st.session_state.pop(SOURCE, None) or cached.source())  # 框架已经认过一次
    try:
        meta = cached.store(origin).meta
    except StoreError as error:
        logging.getLogger(__name__).error("%s", error)  # 原文带路径与程序字样，只进日志
        what = _("数据库没有建成，原因已记入日志；收到的报表没有受影响。请在服务器上运行 python -m etl rebuild 查看。")
        st.error(what)
        st.stop()
    if needs_revenue and not meta.get("latest_period"):
        empty.no_data(origin) if cached.record(origin, "filings").empty else empty.no_revenue()
        st.stop()
    if needs_revenue and not cached.periods(origin):
        empty.nothing_here(_("还没有公布哪一期。"), _("公布之后就在这里。"))
        st.stop()
    if rights == ("aggregates",):
        _stop_unless_prepared(origin)
    return origin, line


def _stop_unless_prepared(origin: cached.Source) -> None:
    try:
        is_prepared = cached.is_prepared(origin)
    except StoreError as error:
        stop_at(error)
    if not is_prepared:
        wait_until_prepared(origin)


def scope_line(
    line: DeltaGenerator,
    origin: cached.Source,
    period: str,
    basis: str = "ytd",
    scope: str = "",
    conditions: cached.Where = (),
) -> None:
    """范围 · 截至期 · 口径 · 数据版本 · 填报覆盖率, in one quiet line under the title."""
    line.caption(_scope(origin, period, basis, scope, conditions), help=_why(origin, period, basis, conditions))


@kept()
def _scope(origin: cached.Source, period: str, basis: str, scope: str, conditions: cached.Where) -> str:
    parts = [
        scope or _("全区"),
        _("截至{0}").format(period_label(period, basis)),
        _("可比口径"),
        _("数据版本{0}").format(cached.store(origin).version),
        _coverage(origin, period, conditions),
    ]
    if quality := _quality(origin, period, basis, conditions):
        parts.append(_("数据质量{0}").format(quality["grade"]))
    return md(" · ".join(parts))


def _quality(origin: cached.Source, period: str, basis: str, conditions: cached.Where) -> dict[Any, Any]:
    """The badge of an aggregate; {} for a single firm, which has its filings to show instead."""
    is_refused = any(name in catalog.load()["quality"].refuses for name, _values in conditions)
    found = {} if is_refused else cached.row(origin, "quality", period, basis, conditions)
    return found if isinstance(found.get("grade"), str) else {}  # 依法不公布的，徽标也不给


@kept()
def _why(origin: cached.Source, period: str, basis: str, conditions: cached.Where) -> str | None:
    """Why the badge is what it is, behind the question mark; None where there is no badge."""
    quality = _quality(origin, period, basis, conditions)
    if not quality:
        return None
    reason = quality["reason"] or _("各条线都没有过")
    return md(_("数据质量{0}：{1}。分界线写在 data/quality.toml。").format(quality["grade"], reason))


def _coverage(origin: cached.Source, period: str, conditions: cached.Where) -> str:
    rows = cached.table(origin, "coverage", period, (), conditions)
    if rows.empty:
        return _("填报覆盖率—")
    row = marked(rows.iloc[0].to_dict())
    if words.empty(row["filed_pct"]) == words.SUPPRESSED:
        return _("填报覆盖率依法不公布")
    return _("填报覆盖率{0}（{1}/{2}家）").format(
        percent(row["filed_pct"]), count(row["filed"]), count(row["expected"])
    )

"""收下会怎样：哪些企业是新的、哪些数改了、哪些没有再报；总量、灯、梯队会变成多少。写入之前就看到。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import pyarrow as pa
import streamlit as st

from access.accounts import listed
from charts.words import count, period_label
from etl.issue import Refused
from etl.look import Look
from etl.preview import Preview, preview, what_if
from etl.words import _
from metrics.store import open_store
from pages.content.headlines import Headline, difference_table, headlines, unmoved_words
from pages.ui import cached
from pages.ui.table import show_behind, show_table
from pages.ui.text import md

_OUTCOME = "outcome_of_this_session"
_MOST_PERIODS = 4
_ALIKE = {"old": _("原来"), "new": _("收下之后")}  # 名称、人数、集群：各有各的写法，不是万元
_TITLES = {
    "revenue_10k_cny": _("营业收入（万元）"),
    "old": _("原来（万元）"),
    "new": _("收下之后（万元）"),
    "period": _("报告期"),
    "enterprise_id": _("统一社会信用代码"),
    "enterprise": _("企业"),
    "column": _("哪一项"),
    "filing": _("原来的归档"),
    "file": _("一份"),
    "later_file": _("另一份"),
    "later_10k_cny": _("另一份报的（万元）"),
}


@dataclass(frozen=True)
class _Outcome:
    change: Preview
    ends_demo: bool
    headlines: Mapping[str, tuple[Sequence[Headline], Sequence[Headline]]]  # 报告期 → 现在、收下之后


def show_outcome(origin: cached.Source, looks: Sequence[Look], period: str) -> str:
    """What accepting all that is ready would change, if anything is; and why it must not be accepted, or ""."""
    ready = [found for found in looks if found.is_ready and not found.held]
    if not ready:
        return ""
    st.header(_("收下会怎样"), anchor=False)
    try:
        found = _outcome(origin, ready, period)
    except Refused as refusal:
        st.warning(md("；".join(issue.message for issue in refusal.issues)))
        return ""
    change = found.change
    parts: list[str] = []
    for told, table in (
        (_("本期首报{0}家"), change.reported),
        (_("其中近一年没有报过的{0}家"), change.new),
        (_("改动已报过的{0}个数"), change.changed),
        (_("其中{0}个报过的数变成没有（这次空着）"), change.changed.filter(change.changed["new"].is_null())),
        (_("改动名称、人数等别的内容{0}处"), change.reworded),
        (_("与账上相同的{0}家"), change.already),
        (_("上季报过、这次还没有的{0}家"), change.vanished),
    ):
        parts += [told.format(count(len(table)))] if len(table) else []
    words = _("收下这{0}份：{1}。下面是主要数字会变成多少；现在还什么都没有写。")
    if not origin.is_open:
        words = _("收下这{0}份：{1}。现在还什么都没有写。")
    st.markdown(md(words.format(len(ready), "，".join(parts) or _("没有新的营业收入"))))
    stopped = _stopped(Path(origin.data), found)
    if stopped:
        st.warning(stopped)
    elif found.ends_demo:
        st.warning(
            _("这里面有正式报表（没有“演示数据”字样）：收下之后演示数据退出，各页只算正式报表，看板从此要登录。")
        )
    for one, (before, after) in found.headlines.items():
        moved = difference_table(before, after, one)
        if len(moved):
            show_table(moved, f"headlines_{one}", rows=16)
        st.caption(md(unmoved_words(before, after, one)))
    labels = _labels(ready)
    tables = {
        name: _table(getattr(change, name).to_pandas(), labels, _TITLES | _ALIKE if name == "reworded" else _TITLES)
        for name in ("doubled", "changed", "reworded", "new", "vanished")
    }
    if any(len(table) for table in tables.values()):
        titles = {
            "doubled": _("两份里不同的数"),
            "changed": _("改动的数"),
            "reworded": _("改动的别的内容"),
            "new": _("新报的企业"),
            "vanished": _("还没有报的企业"),
        }
        told = "、".join(titles[name] for name, table in tables.items() if len(table))
        show_behind(_("逐家看：{0}").format(told), tables)
    return stopped


def _stopped(data: Path, found: _Outcome) -> str:
    """Why these files can't be accepted together, in a sentence with what to do; "" where they can."""
    doubled = len(found.change.doubled)
    if doubled:
        return _("有{0}家企业在两份里报了不同的数；请先核对，把不对的那一份移出收件箱再收。").format(count(doubled))
    if found.ends_demo and not listed(data):
        return _(
            "这里面有正式报表（没有“演示数据”字样），收下之后演示数据退出，看板从此要登录，而现在还没有一个账号。"
            "请先在服务器上建账号：python -m access add 名字 --role leader，再来收。"
        )
    return ""


def _labels(ready: Sequence[Look]) -> dict[str, str]:
    """What our columns are called, as in the sources these files were read by."""
    sources = [found.examined.source for found in ready if found.examined]
    return {column.name: column.headers[0] for source in sources for column in source.columns}


def _outcome(origin: cached.Source, ready: Sequence[Look], period: str) -> _Outcome:
    """Worked out once for the same files on the same books."""
    key = (origin, period, tuple((found.waiting.key, repr(found.waiting.choices)) for found in ready))
    kept = st.session_state.get(_OUTCOME)
    if kept is None or kept[0] != key:
        with st.spinner(_("正在算收下之后的数…")):
            kept = (key, _whole(origin, ready, period) if origin.is_open else _of_own(origin, ready))
        st.session_state[_OUTCOME] = kept
    return kept[1]


def _whole(origin: cached.Source, ready: Sequence[Look], period: str) -> _Outcome:
    change = preview(Path(origin.data), ready)
    now = cached.store(origin)
    with what_if(Path(origin.data), ready) as folder:
        store = open_store(folder)
        try:
            both = {one: (headlines(now, one), headlines(store, one)) for one in _touched(ready, period)}
            return _Outcome(change, now.is_demo and not store.is_demo, both)
        finally:
            store.close()


def _touched(ready: Sequence[Look], period: str) -> list[str]:
    """The quarters these forms are of, latest first; the one collected where they are of none (registers)."""
    found: set[str] = set()
    for look in ready:
        if look.examined and look.examined.source.record.name == "revenue":
            found |= set(look.examined.rows["period"].unique().to_pylist())
    return sorted(found, reverse=True)[:_MOST_PERIODS] or [period]


def _of_own(origin: cached.Source, ready: Sequence[Look]) -> _Outcome:
    """What changes for the firms of one's own part; the totals before and after would give single firms away."""
    change = preview(Path(origin.data), ready)
    firms = set(cached.record(origin, "enterprises")["enterprise_id"])
    is_own = pa.array([code in firms for code in change.vanished["enterprise_id"].to_pylist()], pa.bool_())
    is_real = any(found.examined and not found.examined.page["is_demo"] for found in ready)
    own = replace(change, vanished=change.vanished.filter(is_own))
    return _Outcome(own, cached.store(origin).is_demo and is_real, {})  # 总数不经披露控制，收前收后一减就是一家


def _table(frame: pd.DataFrame, labels: Mapping[str, str], titles: Mapping[str, str]) -> pd.DataFrame:
    """Under Chinese headers, periods and columns in words, amounts as numbers."""
    if "period" in frame:
        frame["period"] = [period_label(one) if one else None for one in frame["period"]]
    if "column" in frame:
        frame["column"] = [labels.get(name, name) for name in frame["column"]]
    amounts = ["revenue_10k_cny", "later_10k_cny", *(["old", "new"] if titles is _TITLES else [])]
    for name in frame.columns.intersection(amounts):
        frame[name] = pd.to_numeric(frame[name])
    if "period" in frame and not any(frame["period"]):  # 名录不分期
        frame = frame.drop(columns="period")
    return frame.rename(columns=titles)

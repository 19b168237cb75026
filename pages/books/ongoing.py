"""正在办和刚办完的事：网页刷新、关掉再来，也说得出办到哪里了、是谁、什么时候。"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

import streamlit as st

from etl.accept import head
from etl.paths import BEIJING
from etl.words import _
from etl.write.ledger import Filing, read_ledger
from pages.ui.text import md

_KEPT = timedelta(minutes=10)
_ASK_AGAIN_SECONDS = 2
_lock = threading.Lock()
_deeds: list["Deed"] = []  # 这个服务进程里的；进程没了，账上记着的还在


@dataclass
class Deed:
    """Something done to the inbox or the books by one click. `lines` say how it ended; [] while it is being done."""

    data: Path
    by: str
    what: str
    count: int
    begun: datetime = field(default_factory=lambda: datetime.now(BEIJING))
    ended: datetime | None = None
    lines: list[str] = field(default_factory=list)
    is_told: bool = False


def begin(data: Path, by: str, what: str, count: int) -> Deed:
    """Note that somebody has begun."""
    deed = Deed(data, by, what, count)
    with _lock:
        _deeds[:] = [each for each in _deeds if not each.ended or datetime.now(BEIJING) - each.ended < _KEPT]
        _deeds.append(deed)
    return deed


def end(deed: Deed, lines: Sequence[str]) -> None:
    """Note how it ended."""
    deed.lines = list(lines)
    deed.ended = datetime.now(BEIJING)


def show_ongoing(data: Path) -> None:
    """What is being done now, what has ended without anybody having been told, and the last acceptance on the books."""
    with _lock:
        known = [each for each in _deeds if each.data == data]
    running = [each for each in known if not each.ended]
    for deed in running:
        words = _("{0} {1:%H:%M}按了“{2}”（{3}份），还在办；办完这里会说，不用再按。")
        st.info(md(words.format(deed.by or _("有人"), deed.begun, deed.what, deed.count)))
    if running:
        _wait(tuple(map(id, running)))
    for deed in known:
        if deed.ended and not deed.is_told and datetime.now(BEIJING) - deed.ended < _KEPT:
            words = _("您离开之后：{0} {1:%H:%M}按的“{2}”{3:%H:%M}办完了。")
            st.info(md(words.format(deed.by or _("有人"), deed.begun, deed.what, deed.ended)))
            for line in deed.lines:
                st.info(md(line))
    if told := _last(data, head(data)):
        st.caption(md(told))


@lru_cache(maxsize=16)
def _last(data: Path, _head: str) -> str:
    """Read again only when something was filed: a ledger of years has a thousand pages."""
    return last_words(read_ledger(data))


@st.fragment(run_every=_ASK_AGAIN_SECONDS)
def _wait(asked: tuple[int, ...]) -> None:
    """Draw the page anew once something that was being done has ended."""
    if any(id(each) in asked and each.ended for each in _deeds):
        st.rerun()


def last_words(ledger: Sequence[Filing]) -> str:
    """`账上最近一次：11-21 19:31 王敏收下3份（26行）。` of the last acceptance, with its neighbours; "" before any."""
    loads = [each for each in ledger if each.page["kind"] == "load"]
    if not loads:
        return ""
    last = loads[-1]
    when, by = _moment(last), last.page.get("accepted_by")
    batch = [each for each in loads if each.page.get("accepted_by") == by and when - _moment(each) < _KEPT]
    rows = sum(each.page["rows_kept"] for each in batch)
    words = _("账上最近一次：{0} {1}收下{2}份，共{3}行；要撤回请到“数据”页。")
    return words.format(f"{when:%Y-%m-%d %H:%M}", by or "", len(batch), f"{rows:,}")


def _moment(filing: Filing) -> datetime:
    return datetime.fromisoformat(filing.page["accepted_at"]).astimezone(BEIJING)

"""收件箱：拖进来，一份一条进度，看完列成一张表，挑一份细看。"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from etl.inbox import receive, waiting
from etl.issue import Refused
from etl.look import Look, Progress, look
from etl.ranked import stake, stake_words
from etl.waiting import Waiting
from etl.words import _
from pages.books.own import is_theirs, scope_of
from pages.books.state import by_urgency, waiting_table
from pages.ui import cached
from pages.ui.table import show_table
from pages.ui.text import md
from pages.ui.trace import trace
from pages.ui.viewer import viewer

_DROPS = "drops_so_far"
_LOOKS = "looks_of_this_session"
_TOLD = "told_once"
_SEEN = "file_in_sight"
_NEXT = "file_to_come"
_POINTED = "file_pointed_at"
_MOST_KEPT = 200


def dropzone(origin: cached.Source, sender: str) -> None:
    """Where files are dropped. What is dropped is on the disk before anything is read; then the box is empty again."""
    data, user = Path(origin.data), viewer()
    drops = st.session_state.setdefault(_DROPS, 0)
    given = st.file_uploader(
        _("把表格拖到这里：一次几十份，或一个压缩包，都可以"),
        accept_multiple_files=True,
        key=f"drop_{drops}",
        help=_("Excel、WPS 表格与 CSV 都收，看内容不看后缀。拖进来只是看一看，不点“收下”什么也不会变。"),
    )
    if not given:
        return
    for file in given:
        try:
            by = "" if user.is_demo else user.name
            for item in receive(data, file.name, file.getvalue(), sender, by=by, scope=scope_of(user)):
                if not is_theirs(user, item):
                    tell([_("{0}：与别人交来的一份一字不差，不用再交。").format(file.name)])
                trace("上报", origin, file=item.name, key=item.key, sender=sender)
        except Refused as refusal:
            tell([f"{file.name}：{issue.message}" for issue in refusal.issues])
    st.session_state[_DROPS] = drops + 1  # 换一个控件，上传的字节不留在内存里
    st.session_state.pop(_SEEN, None)  # 新来的里面最要紧的，先看它
    st.rerun()


def tell(lines: Sequence[str]) -> None:
    """Keep sentences to be shown once, above the list, after the next rerun."""
    st.session_state.setdefault(_TOLD, []).extend(lines)


def show_told() -> None:
    """The sentences kept by `tell`."""
    for line in st.session_state.pop(_TOLD, []):
        st.info(md(line))
        st.toast(md(line), duration="long")  # 按钮在页面下方，顶上的话不一定看得见


def looked(origin: cached.Source, period: str) -> list[Look]:
    """Everything that waits, as understood now, urgent first. Only what has changed is read, a bar for each file."""
    data = Path(origin.data)
    known: dict[tuple[object, ...], Look] = st.session_state.setdefault(_LOOKS, {})
    theirs = [item for item in waiting(data) if is_theirs(viewer(), item)]
    items = {_key(origin, item, period): item for item in theirs}
    fresh = {key: item for key, item in items.items() if key not in known}
    if fresh:
        with _bars(list(fresh.values())) as progress:
            found = look(data, list(fresh.values()), expected_period=period, progress=progress)
        known |= dict(zip(fresh, found, strict=True))
        while len(known) > max(_MOST_KEPT, len(items)):
            known.pop(next(iter(known)))
    return by_urgency([known[key] for key in items])


def _key(origin: cached.Source, item: Waiting, period: str) -> tuple[object, ...]:
    """What a look depends on: the file, what was decided about it, the books, the period expected and the day."""
    page = (item.key, item.sender, item.also, repr(item.choices), item.proposed_by, repr(item.reasons))
    return (*page, origin.data, origin.version, origin.today, period)


@contextmanager
def _bars(items: Sequence[Waiting]) -> Iterator[Progress]:
    """A bar for each file while it is read; nothing of them stays."""
    place = st.empty()
    with place.container(border=True):
        bars = {item.key: st.progress(0.0, text=md(_("{0}：排队").format(item.name))) for item in items}
    names = {item.key: item.name for item in items}

    def progress(key: str, stage: str, share: float) -> None:
        bars[key].progress(share, text=md(f"{names[key]}：{stage}"))

    yield progress
    place.empty()


def look_next(looks: Sequence[Look], done: Sequence[Look]) -> None:
    """Turn to the next file with something to answer, other than those just done."""
    keys = {found.waiting.key for found in done}
    asking = [found.waiting.key for found in looks if found.questions and found.waiting.key not in keys]
    if asking:
        st.session_state[_NEXT] = asking[0]


def _point(keys: Sequence[str], picked: Sequence[str]) -> None:
    """A row newly clicked on is the file to look at; one clicked on before doesn't outdo a later choice in the box."""
    if picked and st.session_state.get(_POINTED) != (picked[0], tuple(keys)):
        st.session_state[_POINTED] = (picked[0], tuple(keys))
        st.session_state[_NEXT] = picked[0]


def choose_one(looks: Sequence[Look]) -> Look:
    """The list of files, and the one to be looked at closely: the most urgent until another is chosen, then that."""
    keys = [found.waiting.key for found in looks]
    event = show_table(
        waiting_table(looks), f"waiting_{'_'.join(keys)}", rows=12, selection_mode="single-row", on_select="rerun"
    )
    _point(keys, [keys[row] for row in event["selection"]["rows"] if row < len(keys)])
    if any(stake(found.account.issues) is not None for found in looks):
        st.caption(stake_words())
    by_key = {found.waiting.key: found for found in looks}
    if st.session_state.get(_NEXT) in by_key:
        st.session_state[_SEEN] = st.session_state.pop(_NEXT)
    if st.session_state.get(_SEEN) not in by_key:
        st.session_state[_SEEN] = next(iter(by_key))
    chosen = st.selectbox(
        _("细看哪一份（点上面的一行也可以）"),
        list(by_key),
        format_func=lambda key: by_key[key].waiting.name,
        key=_SEEN,
        persist_state="session",
    )
    return by_key[chosen]

"""收下：谁经手，收哪几份，提醒凭什么可以收；设置要两个人时，一个报审，另一个批准。"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import streamlit as st

from etl.accept import accept, approve, propose
from etl.account import FileAccount
from etl.inbox import discard
from etl.issue import Refused
from etl.look import Look
from etl.paths import BEIJING
from etl.settings import read_settings
from etl.words import _
from pages.books import ongoing
from pages.books.inbox import tell
from pages.books.own import may_accept, may_propose
from pages.books.picking import picked
from pages.ui import cached
from pages.ui.text import md
from pages.ui.trace import trace
from pages.ui.viewer import viewer

_SHOWN = "books_on_screen"
_MANY = 4  # 份。收下这么多，就合起来说一句


def signature() -> str:
    """Who is at work; kept with every filing: the account, and without sign-in whoever says so. "" until then."""
    user = viewer()
    if not user.is_demo:
        return user.name
    name = st.text_input(_("经手人"), key="signed_by", persist_state="session", placeholder=_("您的姓名，账上留名"))
    return name.strip()


def acceptance(origin: cached.Source, looks: Sequence[Look], by: str, books: str) -> None:
    """Accept what is ready; files that are refused or asked about stay where they are.

    `books` is the state of the ledger this run is drawn from. A click runs the page anew, so what counts is the state
    of the run before, which the clerk had in front of them: if the books have moved since, nothing is taken.
    """
    data, user = Path(origin.data), viewer()
    seen = st.session_state.get(_SHOWN, books)
    ready = [found for found in looks if found.is_ready and not found.held]
    if not ready:
        return
    try:
        persons = read_settings(data).persons
    except Refused as refusal:
        st.error(md("；".join(issue.message for issue in refusal.issues)))
        return
    proposed = [found for found in ready if persons > 1 and found.waiting.proposed_by]
    fresh = [found for found in ready if found not in proposed]
    if proposed and user.rights.approve:
        _approving(origin, proposed, by, seen)
    elif proposed:
        st.markdown(_("已经报审的等审核员批准。"))
    if fresh and not (may_accept(user, persons) or may_propose(user, persons)):
        st.markdown(_("放好了，等审核员收下。") if persons == 1 else _("还没有报审。"))
    elif fresh:
        names = {found.waiting.key: found.waiting.name for found in fresh}
        chosen, reasons = picked(fresh, names)
        label = _("报审{0}份") if persons > 1 else _("收下{0}份")
        if st.button(label.format(len(chosen)), type="primary", disabled=not chosen, key="accept"):
            act, done = (propose, _("已报审")) if persons > 1 else (accept, _("已收下"))
            work = partial(act, data, chosen, by, reasons, seen=seen)
            _act(origin, work, done, [names[key] for key in chosen], by)
    st.session_state[_SHOWN] = books


def _approving(origin: cached.Source, proposed: Sequence[Look], by: str, seen: str) -> None:
    for found in proposed:
        item = found.waiting
        why = _("，理由：{0}").format(item.reasons[item.key]) if item.reasons.get(item.key) else ""
        when = f"{item.proposed_at.astimezone(BEIJING):%m-%d %H:%M}" if item.proposed_at else ""
        st.markdown(md(_("{0} 由{1}于{2}报审{3}。").format(item.name, item.proposed_by, when, why)))
    names = {found.waiting.key: found.waiting.name for found in proposed}
    chosen = st.multiselect(
        _("批准哪几份"), list(names), default=list(names), format_func=names.__getitem__, key="approve_which"
    )
    if st.button(_("批准{0}份").format(len(chosen)), type="primary", disabled=not chosen, key="approve"):
        act = partial(approve, Path(origin.data), chosen, by, seen=seen)
        _act(origin, act, _("已批准"), [names[key] for key in chosen], by)


def put_aside(origin: cached.Source, found: Look, by: str) -> None:
    """A button that takes a file out of the list; it is kept on the disk."""
    if st.button(_("移出收件箱"), key=f"discard_{found.waiting.key}", help=_("不收这份。文件留在服务器上，不会删。")):
        _act(origin, partial(_discarded, Path(origin.data), found, by), _("已移出"), [found.waiting.name], by)


def _discarded(data: Path, found: Look, by: str) -> list[FileAccount]:
    discard(data, found.waiting.key, by)
    return []


def _act(
    origin: cached.Source, work: Callable[[], list[FileAccount]], done: str, names: Sequence[str], by: str
) -> None:
    """Do it to its end even if the visitor leaves: the page's script may be stopped at any moment, this not.

    How it ended is kept for whoever comes back, until somebody has been told.
    """
    user = viewer()
    deed = ongoing.begin(Path(origin.data), by, done.removeprefix("已"), len(names))

    def acted() -> None:
        lines = [_("没有办成，原因已记入日志；账上没有的就是没有收，请刷新后再看。")]
        try:
            accounts = work()
            lines = told_lines(accounts, done)
            trace(done.removeprefix("已"), origin, user=user, files="、".join(names), filings=_filings(accounts))
        except Refused as refusal:
            lines = [issue.message for issue in refusal.issues]
        finally:
            ongoing.end(deed, lines)

    with st.spinner(_("正在办，请稍候…")), ThreadPoolExecutor(1) as pool:
        pool.submit(acted).result()
    st.session_state.pop(_SHOWN, None)
    tell(deed.lines)
    deed.is_told = True
    st.rerun()


def told_lines(accounts: Sequence[FileAccount], done: str) -> list[str]:
    """What became of each file; of many that were taken alike, one sentence for all."""
    taken = [each for each in accounts if each.filing and not _held(each)]
    again = [each for each in accounts if _held(each)]
    if len(again) >= _MANY:
        words = _("{0}份已经收过，不重复收：{1}。")
        rest = [each for each in accounts if not _held(each)]
        return [
            words.format(len(again), "、".join(each.file for each in again)),
            *(told_lines(rest, done) if rest else []),
        ]
    if len(taken) < _MANY:
        return [_told(account, done) for account in accounts] or [done + _("。")]
    sums = (sum(getattr(each, name) for each in taken) for name in ("rows_in", "rows_kept", "rows_set_aside"))
    words = _("{0}{1}份，一共{2}行 = 收{3} + 搁置{4}。要撤回哪一份，请到“数据”页。")
    rest = [each for each in accounts if each not in taken]
    return [words.format(done, len(taken), *(f"{each:,}" for each in sums)), *(_told(each, done) for each in rest)]


def _filings(accounts: Sequence[FileAccount]) -> str:
    return "、".join(account.filing for account in accounts if account.filing)


def _held(account: FileAccount) -> list[str]:
    return [issue.message for issue in account.issues if issue.rule == "already_filed"]


def _told(account: FileAccount, done: str) -> str:
    held = _held(account)
    if held:
        return f"{account.file}：{held[0]}"
    stopped = [issue.message for issue in account.issues if issue.severity == "error"]
    if account.filing or not stopped:
        rows = _("{0}：{1}，{2}行 = 收{3} + 搁置{4}").format(
            account.file, done, account.rows_in, account.rows_kept, account.rows_set_aside
        )
        return rows + (_("，归档{0}。要撤回请到“数据”页。").format(account.filing) if account.filing else _("。"))
    return _("{0}：没有收。{1}").format(account.file, "".join(stopped[:3]))

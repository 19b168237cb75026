"""收哪几份，提醒凭什么可以收：一份两份摊开写，几十份时一句话管全部，要分别写的点开写。"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import streamlit as st

from etl.look import Look
from etl.ranked import refused_rows
from etl.words import _
from pages.ui.text import md

_FEW = 4  # 份。不到这么多，不折起来


def picked(fresh: Sequence[Look], names: Mapping[str, str]) -> tuple[list[str], dict[str, str]]:
    """The files chosen, all of them unless somebody takes one out, and the reason for each that has warnings."""
    with _folded(_("共{0}份，默认全收；只收其中几份的，点开挑").format(len(fresh)), len(fresh)):
        chosen = st.multiselect(
            _("收哪几份"),
            list(names),
            default=list(names),
            format_func=names.__getitem__,
            key=f"take_{'_'.join(names)}",
        )
    taken = [found for found in fresh if found.waiting.key in chosen]
    _tell_refused(taken)
    return chosen, _reasons([found for found in taken if found.warnings])


def _tell_refused(taken: Sequence[Look]) -> None:
    """Which of the files lose rows; of many files in one sentence."""
    refused = {found.waiting.key: refused_rows(found.account.issues) for found in taken}
    losing = [found for found in taken if refused[found.waiting.key]]
    if len(losing) < _FEW:
        for found in losing:
            words = _("{0}：{1}行收下，{2}行拒收，这次不收（看上面“哪里不对”）。")
            st.caption(md(words.format(found.waiting.name, found.account.rows_kept, refused[found.waiting.key])))
        return
    told = "、".join(_("{0}（{1}行）").format(found.waiting.name, refused[found.waiting.key]) for found in losing)
    words = _("{0}份里有{1}行拒收，这次不收，别的行照收：{2}。")
    st.caption(md(words.format(len(losing), sum(refused.values()), told)))


def _reasons(warned: Sequence[Look]) -> dict[str, str]:
    same = ""
    if len(warned) > 1:
        same = st.text_input(
            _("有提醒的{0}份，为什么都可以收").format(len(warned)),
            key="reason_for_all",
            placeholder=_("一句话管没有另写的；如：已逐家电话核实，属实"),
        )
    reasons: dict[str, str] = {}
    with _folded(_("有的份理由不一样？点开另写"), len(warned)):
        for found in warned:
            key = found.waiting.key
            asked = _("{0}有{1}条提醒，为什么可以收").format(found.waiting.name, len(found.warnings))
            hint = same or _("如：已电话核实，企业确认无误")
            own = st.text_input(md(asked), key=f"reason_{key}", placeholder=hint)
            reasons[key] = own.strip() or same.strip()
    return reasons


@contextmanager
def _folded(label: str, number: int) -> Iterator[None]:
    """Behind one click where there are many."""
    if number < _FEW:
        yield
        return
    with st.expander(label):
        yield

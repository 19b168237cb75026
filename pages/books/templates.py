"""下载模板：选种类、报告期、街道或集群；企业和上年同期数已经填好，填好交回来不必再认。"""

import io
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from charts.words import period_label
from etl.issue import Refused
from etl.scope import own_words, parts
from etl.source import Source, find_source, shipped_titles
from etl.template import is_split, write_template
from etl.words import _
from pages.ui import cached
from pages.ui.empty import nothing_here
from pages.ui.text import md

Part = Mapping[str, tuple[str, ...]]
_KINDS = {"subdistrict": _("街道"), "cluster": _("集群")}
_EACH = {"subdistrict": _("每个街道一份，打成压缩包"), "cluster": _("每个集群一份，打成压缩包")}


def templates(origin: cached.Source, period: str) -> None:
    """The choice and one download: a workbook for one sub-district or cluster, or for all, or a zip of one for each.

    The firms' last figures stand in it: whoever is in charge of a part gets that part's only.
    """
    data = Path(origin.data)
    own: Part = {} if origin.is_open else {kind: names for kind, names in origin.own if kind in _KINDS and names}
    if not origin.is_open and not own:
        nothing_here(
            _("模板里有企业和上年同期数，要分管的街道或集群才拿得到。"), _("请找管理员写明您分管哪个街道或集群。")
        )
        return
    st.markdown(_("表头和已有企业锁住，单位、代码、下拉都有校验；填好交回来，一个问题也不会再问。"))
    kinds = [title for title in shipped_titles() if origin.is_open or is_split(find_source(title))]
    left, right = st.columns(2)
    kind = left.selectbox(_("种类"), kinds, index=kinds.index(_("季度营收")))
    source = find_source(kind)
    single = _single(own or parts(data)) if is_split(source) else []
    whole = [own] if not single or origin.is_open or len(single) > 1 else []
    offered = [*whole, *single]
    at = right.selectbox(
        _("发给谁"),
        range(len(offered)),
        format_func=lambda place: _part_words(offered[place], origin.is_open),
        disabled=len(offered) < 2,
        key=f"template_for_{kind}",
    )
    part = offered[at]
    when = period if source.record.has_period else ""
    try:
        _written(source, data, when, part)
    except Refused as refusal:
        st.warning(md("；".join(issue.message for issue in refusal.issues)))
        return
    with st.container(horizontal=True):
        st.download_button(
            _("下载模板"),
            data=partial(_written, source, data, when, part),
            file_name=f"{_title(source, when, part)}.xlsx",
            on_click="ignore",
            type="primary",
            key="template",
        )
        for one, words in _EACH.items():
            split = [each for each in single if one in each]
            if len(split) > 1:
                st.download_button(
                    words,
                    data=partial(_bundle, source, data, when, split),
                    file_name=f"{kind}_{period_label(when) if when else _('模板')}_{_KINDS[one]}.zip",
                    on_click="ignore",
                    key=f"template_all_{one}",
                )


def _single(part: Mapping[str, Sequence[str]]) -> list[Part]:
    """Every sub-district and every cluster of a part by itself."""
    return [{kind: (name,)} for kind in _KINDS for name in part.get(kind, ())]


def _part_words(part: Part, is_open: bool) -> str:
    if not part:
        return _("全区一张")
    words = own_words(part)
    return words if is_open or sum(map(len, part.values())) == 1 else _("合起来一张：{0}").format(words)


def _title(source: Source, period: str, part: Part) -> str:
    return "_".join(word for word in (source.title, period_label(period) if period else "", own_words(part)) if word)


def _written(source: Source, data: Path, period: str, part: Part) -> bytes:
    with tempfile.TemporaryDirectory(prefix="template-") as folder:
        file = Path(folder) / "template.xlsx"
        write_template(source, file, data, period=period, own=part)
        return file.read_bytes()


def _bundle(source: Source, data: Path, period: str, each_of: Sequence[Part]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in each_of:
            archive.writestr(f"{_title(source, period, part)}.xlsx", _written(source, data, period, part))
    return content.getvalue()

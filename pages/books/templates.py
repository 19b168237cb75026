"""下载模板：选种类、报告期、街道；企业和上年同期数已经填好，填好交回来不必再认。"""

import io
import tempfile
import zipfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from charts.words import period_label
from etl.issue import Refused
from etl.source import Source, find_source, shipped_titles
from etl.template import write_template
from etl.words import _
from pages.books.expected import subdistricts as subdistricts_of
from pages.ui import cached
from pages.ui.empty import nothing_here
from pages.ui.text import md

_EVERY = ""


def templates(origin: cached.Source, period: str) -> None:
    """The choice and one download: a workbook for one sub-district or all, or a zip of one for each.

    The firms' last figures stand in it: whoever is in charge of a part gets that part's only.
    """
    data, is_open = Path(origin.data), origin.is_open
    subdistricts = subdistricts_of(origin) if is_open else list(dict(origin.own).get("subdistrict", ()))
    if not is_open and not subdistricts:
        nothing_here(_("模板里有企业和上年同期数，要分管的街道才拿得到。"), _("请找管理员写明您分管哪个街道。"))
        return
    st.markdown(_("表头和已有企业锁住，单位、代码、下拉都有校验；填好交回来，一个问题也不会再问。"))
    left, right = st.columns(2)
    kind = left.selectbox(_("种类"), list(shipped_titles()), index=list(shipped_titles()).index(_("季度营收")))
    source = find_source(kind)
    is_split = any(column.name == "subdistrict" for column in source.columns) and bool(subdistricts)
    places: list[str] = [*([_EVERY] if is_open else []), *subdistricts] if is_split else [_EVERY]
    where = right.selectbox(
        _("发给哪个街道"),
        places,
        format_func=lambda name: name or _("全区一张"),
        disabled=not is_split,
    )
    when = period if source.record.has_period else ""
    told = "_".join(word for word in (kind, period_label(when) if when else "", where) if word)
    if not is_open and not is_split:
        nothing_here(_("这一种不分街道。"), _("换一种，或请看得到全部企业的人下载。"))
        return
    try:
        _written(source, data, when, where)
    except Refused as refusal:
        st.warning(md("；".join(issue.message for issue in refusal.issues)))
        return
    with st.container(horizontal=True):
        st.download_button(
            _("下载模板"),
            data=partial(_written, source, data, when, where),
            file_name=f"{told}.xlsx",
            on_click="ignore",
            type="primary",
            key="template",
        )
        if is_split:
            st.download_button(
                _("每个街道一份，打成压缩包"),
                data=partial(_bundle, source, data, when, subdistricts),
                file_name=f"{kind}_{period_label(when) if when else _('模板')}.zip",
                on_click="ignore",
                key="template_all",
            )


def _written(source: Source, data: Path, period: str, subdistrict: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="template-") as folder:
        file = Path(folder) / "template.xlsx"
        write_template(source, file, data, period=period, subdistrict=subdistrict)
        return file.read_bytes()


def _bundle(source: Source, data: Path, period: str, subdistricts: Sequence[str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in subdistricts:
            title = "_".join(part for part in (source.title, period_label(period) if period else "", name) if part)
            archive.writestr(f"{title}.xlsx", _written(source, data, period, name))
    return content.getvalue()

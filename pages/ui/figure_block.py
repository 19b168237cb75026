"""一张图在页上的样子：一句话标题、指标与单位、图、来源；打开后有表、口径与下载。"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

import streamlit as st

from access.current import User
from charts.figure import Figure
from etl.paths import BEIJING
from etl.words import _
from pages.ui import cached
from pages.ui.card import card
from pages.ui.table import show_table
from pages.ui.text import md
from pages.ui.trace import trace
from pages.ui.viewer import viewer
from reports import figure as export
from reports.font import font_problem

_FORMATS = (("png", "image/png"), ("svg", "image/svg+xml"), ("csv", "text/csv"), ("xlsx", "application/octet-stream"))


def figure_columns(figures: Sequence[tuple[str, Figure | None]], parts: Mapping[str, str] | None = None) -> None:
    """Figures by key in two columns, on a phone in one, in the order given; those without data left out.

    A single one takes the whole width. `parts` names, by key, the part of the page a figure answers for; it stands
    small below the title.
    """
    drawn = [(key, figure) for key, figure in figures if figure is not None]
    if not drawn:
        return
    if len(drawn) == 1:
        key, figure = drawn[0]
        figure_block(figure, key, (parts or {}).get(key, ""))
        return
    half = (len(drawn) + 1) // 2
    for place, some in zip(st.columns(2, gap="large"), (drawn[:half], drawn[half:]), strict=True):
        with place:
            for key, figure in some:
                figure_block(figure, key, (parts or {}).get(key, ""))


def figure_block(figure: Figure, key: str, part: str = "") -> None:
    """Draw `figure`; `key` is unique on the page. Table, definition and downloads are made only when opened."""
    below = f":blue[{md(part)}] · {md(figure.subtitle)}" if part else md(figure.subtitle)
    st.markdown(f"### {md(figure.title)}\n\n:gray[:small[{below}]]")
    st.vega_lite_chart(spec=figure.spec, theme=None, width="stretch", alt=figure.alt, key=f"{key}_chart")
    demo = _("演示数据 · ") if figure.is_demo else ""
    source = _("{0}来源：{1} · 版本{2}").format(demo, figure.source, figure.version)
    offers = _("表、口径、下载") if viewer().rights.export else _("表、口径")
    label = f"{offers}　:gray[:small[{md(source)}]]"
    more = st.expander(label, key=f"{key}_more", on_change="rerun")
    if more.open:
        with more:
            show_table(figure.table, f"{key}_table")
            if figure.number:
                card(cached.in_use(), figure.number, key)
            else:
                st.markdown("**{}**　{}".format(_("口径"), md(figure.definition)))
            downloads(figure, key)


def downloads(figure: Figure, key: str) -> None:
    """Four buttons, for whoever may export; a file is made when one is pressed, marked with who took it, and traced."""
    user, origin = viewer(), cached.in_use()
    if not user.rights.export:
        return
    if problem := font_problem():
        st.warning(md(problem))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_("下载"), width="content")
        for kind, mime in _FORMATS:
            st.download_button(
                kind.upper(),
                data=partial(_taken, figure, kind, user, origin),
                file_name=export.file_name(figure, kind),
                mime=mime,
                key=f"{key}_{kind}",
                on_click="ignore",
            )


def _taken(figure: Figure, kind: str, user: User, origin: cached.Source) -> bytes:
    """The file, with its taker in it; it leaves only once the line stands in the trail."""
    now = datetime.now(BEIJING)
    trace("导出", origin, user, figure=figure.name, kind=kind.upper())
    return export.KINDS[kind](figure, f"{user.name}（{user.rights.title}） {now:%Y-%m-%d %H:%M}")

"""这次收的是哪一期、谁报来的：先说定，文件若不是这一期就会问。"""

from datetime import date

import streamlit as st

from charts.words import period_label
from etl.words import _
from metrics.period import shifted
from pages.books.own import senders
from pages.ui import cached, filters
from pages.ui.viewer import viewer

_BACK = 12  # 往前几季可选


def offered_periods(origin: cached.Source) -> list[str]:
    """The quarters that ended in the last years before the day of the view, and those on the books; latest first."""
    latest = _last_ended(date.fromisoformat(origin.today))
    ended = [shifted(latest, -back) for back in range(_BACK)]
    return sorted({*ended, *(one for one in cached.periods(origin) if one <= latest)}, reverse=True)


def expected_period(origin: cached.Source) -> str:
    """The quarter being collected; the last one ended unless the address says another."""
    return filters.single(_("收哪一期"), "collect", offered_periods(origin), words=period_label)


def sender(origin: cached.Source) -> str:
    """Who the files come from: a sub-district of the register, or any name typed in. "" where nobody said."""
    chosen = st.selectbox(
        _("谁报来的"),
        senders(viewer(), subdistricts(origin)),
        index=0 if viewer().rights.upload == "own" else None,
        placeholder=_("街道或单位，可以自己写"),
        accept_new_options=viewer().rights.upload != "own",
        key="sender",
        persist_state="session",
        help=_("记下他们的表头是怎么写的，下次同一家报来就认得。"),
    )
    said = (chosen or "").strip()
    is_allowed = viewer().rights.upload != "own" or said in senders(viewer(), [])
    return said if is_allowed else ""


def subdistricts(origin: cached.Source) -> list[str]:
    """Those of the register, in order; [] before there is one."""
    known = cached.record(origin, "enterprises")
    return sorted(set(known["subdistrict"].dropna())) if len(known) else []


def _last_ended(day: date) -> str:
    quarter = (day.month - 1) // 3
    return f"{day.year}Q{quarter}" if quarter else f"{day.year - 1}Q4"

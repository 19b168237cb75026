"""受控的角色来早了：哪些数可以公开还在算。说清要等多久，算好了自己打开；前一天的那一版算好了的，先看它。"""

import logging
from dataclasses import replace
from datetime import date, datetime, timedelta
from math import ceil
from typing import NoReturn

import streamlit as st

from charts.withheld import marked
from charts.words import amount_100m, period_label
from etl.paths import BEIJING, build_file
from etl.words import _
from metrics.disclosure.lost import RecordLostError
from metrics.store import StoreError
from pages.ui import cached, prepared, preparing
from pages.ui.text import md

_EVERY = 2.0  # 秒


def wait_until_prepared(origin: cached.Source) -> None:
    """Say what is being worked out and for how long still; the page opens by itself when it is done. Stops the run."""
    with st.container(border=True):
        _say(origin)
        if day := _day_before(origin):
            words = _("先看{0}年{1}月{2}日当天的一版")
            st.button(words.format(day.year, day.month, day.day), on_click=_go, args=(day,))
    st.stop()


def stop_at(error: StoreError) -> NoReturn:
    """Say that nothing can be given to a controlled role now; why is for the log and the administrator."""
    logging.getLogger(__name__).error("%s", error)
    is_lost = isinstance(error, RecordLostError)
    what = _("先前给出过哪些数的记录不齐，这一页暂不能给") if is_lost else _("披露控制的规则读不出来，这一页不能给")
    st.error(_("{0}；原因已记入日志，请告诉管理员。").format(what))
    st.stop()


@st.fragment(run_every=_EVERY)
def _say(origin: cached.Source) -> None:
    if cached.source() != origin:  # 等的时候又收了一份：这一版不再算，不能等它
        st.rerun()
    try:
        store = cached.store(origin)
        if prepared.is_prepared(store):
            st.rerun()
        told = prepared.progress(store)
    except StoreError as error:
        stop_at(error)
    except cached.ChangedError:
        st.rerun()
    day = date.fromisoformat(origin.as_of) if origin.as_of else None
    background = preparing.current()
    if background is not None:
        background.ask(day)
        if background.has_failed(day):
            st.markdown(_("这一版数据里哪些数可以公开，还没有算成；原因已记入日志，一分钟后自动再试。请告诉管理员。"))
            return
    seconds = background.seconds_left(day, told) if background else 0.0
    words = _("正在为这一版数据计算哪些数可以公开：{0}期中算好了{1}期，约需{2}分钟。")
    st.markdown(words.format(told.total, told.done, max(1, ceil(seconds / 60))))
    st.caption(_("算好了这一页自己打开，不必刷新；同一版数据只算这一次。"))
    if ready := _early(origin):
        st.markdown(ready)


def _early(origin: cached.Source) -> str:
    """The latest quarter's revenue, which is worked out first, in one sentence; "" until it is."""
    latest = next(iter(cached.periods(origin)), "")
    store, own = cached.store(origin), dict(origin.own)
    whole = prepared.early(store, latest, (), origin.role, own) if latest else None
    if whole is None or whole.empty:
        return ""
    groups = prepared.early(store, latest, ("cluster",), origin.role, own)
    told = groups.loc[groups["revenue_10k_cny"].notna()].sort_values("revenue_10k_cny", ascending=False)
    parts = [
        _("{0}{1}亿元").format(md(str(name)), amount_100m(revenue))
        for name, revenue in zip(told["cluster"], told["revenue_10k_cny"], strict=True)
    ]
    row = marked(whole.iloc[0].to_dict())
    words = _("已经算好的：{0}营业收入全区{1}亿元")
    said = words.format(period_label(latest, "ytd"), amount_100m(row["revenue_10k_cny"]))
    return (_("{0}；其中{1}。") if parts else _("{0}。")).format(said, "、".join(parts))


def _day_before(origin: cached.Source) -> date | None:
    """Yesterday, where its version stands, has figures and is worked out."""
    if origin.as_of:
        return None
    day = datetime.now(BEIJING).date() - timedelta(days=1)
    if not build_file(cached.folder(origin), day).exists():
        return None
    store = cached.opened(replace(origin, as_of=day.isoformat(), version=build_file(cached.folder(origin), day).stem))
    is_there = store is not None and bool(store.meta.get("latest_period")) and prepared.is_prepared(store)
    return day if is_there else None


def _go(day: date) -> None:
    st.query_params["as_of"] = day.isoformat()

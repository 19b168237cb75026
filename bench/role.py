"""同一页，研究者看与领导看：披露控制让页面贵多少。进程里重算的处理器时间，与真浏览器里打开到静止。"""

import gc
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from playwright.sync_api import Browser, Page
from streamlit.testing.v1 import AppTest

from access.current import demo_user
from bench.page import browser, server
from bench.rerun import PERIODS
from bench.stopwatch import interleaved
from bench.verdict import Verdict
from etl.paths import PROJECT

CONTROLLED, FREE = "researcher", "leader"
PAGES = {"overview": "总览", "clusters": "集群", "structure": "结构", "gaps": "目标差距", "benchmarks": "对标"}
OPENED = ("overview", "clusters")  # 有指标卡的两页，也在真浏览器里打开
FRESH = ("2025Q3", "2025Q2", "2024Q3", "2024Q2", "2023Q3", "2023Q2")  # 这几期谁也没有打开过
BAR = 1.25
ROUNDS, VISITS = 15, 9
_LONGEST = 60_000  # 毫秒
_WATCH = """
window.seen = 0;
new MutationObserver(() => { seen = performance.now(); }).observe(
  document, {subtree: true, childList: true, attributes: true, characterData: true});
"""
_SETTLED = """() => {
  const isDone = document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning';
  const isDrawn = [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].every(
    chart => chart.querySelector('svg.marks path, canvas'));
  const hasFigures = document.querySelector('[data-testid=stMetric]');
  return isDone && isDrawn && hasFigures && performance.now() - seen > 400 ? seen : false;
}"""


def measure(demo: Path) -> list[Verdict]:
    """What may be shown is worked out first, as the server does beforehand; then both roles by turns."""
    prepared = [sys.executable, "-m", "metrics", "prepare", "--data", str(demo)]
    subprocess.run(prepared, cwd=PROJECT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with patch.dict(os.environ, {"CLUSTERS_DATA": str(demo)}):
        computed = [verdict for page in PAGES for verdict in _computed(page)]
    with browser() as opened, server(PROJECT / "app.py", demo) as address:
        visits = [_visit(opened, address, role) for role in (CONTROLLED, FREE)]
        return [*computed, *(_opened(visits, address, page) for page in OPENED)]


def _computed(page: str) -> list[Verdict]:
    """CPU time of a page's script: run again as it is, another period that was seen, one nobody has opened yet."""
    controlled, free = (_first(page, role) for role in (CONTROLLED, FREE))
    for role, at in ((CONTROLLED, controlled), (FREE, free)):
        for period in PERIODS[::-1]:
            _cpu(role, at, period)
    gc.collect()
    gc.freeze()  # 服务器启动时也这样做
    again = interleaved(lambda: _cpu(CONTROLLED, controlled), lambda: _cpu(FREE, free), ROUNDS)
    change = interleaved(lambda: _to_and_fro(CONTROLLED, controlled), lambda: _to_and_fro(FREE, free), ROUNDS)
    fresh = _unseen(controlled, free)
    gc.unfreeze()
    title = PAGES[page]
    return [
        Verdict(f"{title}页重算，研究者对领导（处理器）", *again, BAR, "毫秒"),
        Verdict(f"{title}页换报告期，研究者对领导（处理器）", *change, BAR, "毫秒"),
        Verdict(f"{title}页换到没人看过的报告期，研究者对领导（处理器）", *fresh, BAR, "毫秒"),
    ]


def _unseen(controlled: AppTest, free: AppTest) -> tuple[list[float], list[float]]:
    """Periods nobody has opened, each by both roles; who is first finds less worked out, so they take turns at it."""
    times: dict[str, list[float]] = {CONTROLLED: [], FREE: []}
    for number, period in enumerate(FRESH):
        both = [(CONTROLLED, controlled), (FREE, free)]
        for role, at in both if number % 2 else both[::-1]:
            times[role].append(_cpu(role, at, period))
    return times[CONTROLLED], times[FREE]


@contextmanager
def _as(role: str) -> Iterator[None]:
    with patch("pages.ui.viewer.current_user", lambda *_asked: demo_user(role, "")):
        yield


def _first(page: str, role: str) -> AppTest:
    at = AppTest.from_file(str(PROJECT / "pages" / f"{page}.py"), default_timeout=120)
    at.query_params["period"] = PERIODS[0]
    with _as(role):
        at.run()
    if at.exception or not any(box.label == "报告期" for box in at.selectbox):  # 还在预先计算的页面上没有它
        raise RuntimeError(f"{page} 以 {role} 的身份打不开：{at.exception}")
    return at


def _cpu(role: str, at: AppTest, period: str = "") -> float:
    with _as(role):
        start = time.process_time()
        if period:
            next(box for box in at.selectbox if box.label == "报告期").select(period)
        at.run()
        return (time.process_time() - start) * 1000


def _to_and_fro(role: str, at: AppTest) -> float:
    return sum(_cpu(role, at, period) for period in PERIODS[::-1]) / len(PERIODS)


def _visit(opened: Browser, address: str, role: str) -> Page:
    page = opened.new_context(viewport={"width": 1440, "height": 2600}).new_page()
    page.add_init_script(_WATCH)
    page.goto(f"{address}as/{role}")
    return page


def _opened(visits: list[Page], address: str, page: str) -> Verdict:
    """From opening the address to the last change of the page, everything computed before; milliseconds."""
    where = f"{address}{'' if page == 'overview' else page}"
    for visit in visits:
        _until_settled(visit, where)
    times = interleaved(lambda: _until_settled(visits[0], where), lambda: _until_settled(visits[1], where), VISITS)
    return Verdict(f"打开{PAGES[page]}页到整页静止，研究者对领导", *times, BAR, "毫秒")


def _until_settled(visit: Page, where: str) -> float:
    visit.bring_to_front()
    visit.goto(where, wait_until="commit")
    return float(visit.wait_for_function(_SETTLED, timeout=_LONGEST, polling=50).json_value())

"""真浏览器里的六图页：打开、换报告期、原样重跑，对只放六张成图的空页面。"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from bench.rerun import BARE, PERIODS, environment, record_charts
from bench.stopwatch import interleaved
from bench.verdict import Verdict
from etl.paths import PROJECT

ROUNDS = 9
_VIEW: ViewportSize = {"width": 1440, "height": 2600}  # 高到六张图都在画面里
_LONGEST = 60_000  # 毫秒
# 时刻都在网页里取：不含驱动程序的来回。画完 = 图里最后一次变动；静止 = 整页最后一次变动，此后 0.4 秒无声。
_WATCH = """
window.seen = {pressed: 0, charts: 0, page: 0};
const isChart = node => (node.nodeType === 1 ? node : node.parentElement)?.closest('[data-testid=stVegaLiteChart]');
new MutationObserver(records => {
  seen.page = performance.now();
  if (records.some(record => isChart(record.target))) seen.charts = seen.page;
}).observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
addEventListener('keydown', event => { if (['Enter', 'r'].includes(event.key)) seen.pressed = event.timeStamp; }, true);
"""
_SETTLED = """alts => {
  const charts = [...document.querySelectorAll('[data-testid=stVegaLiteChart]')];
  const drawn = charts.filter(chart => chart.querySelector('svg.marks path, canvas'));
  const isRight = drawn.map(chart => chart.getAttribute('aria-label')).sort().join() === [...alts].sort().join();
  const isDone = document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning';
  return isRight && isDone && performance.now() - Math.max(seen.page, seen.pressed) > 400 ? seen : false;
}"""
Times = tuple[float, float]  # 六图画完、整页静止，毫秒


def measure(demo: Path) -> list[Verdict]:
    """Both servers up, everything visited once, then by turns. Raises FileNotFoundError without Chromium."""
    record_charts(demo)
    drawn = json.loads((demo / "成图.json").read_text(encoding="utf-8"))
    alts = {period: [chart["alt"] for chart in charts] for period, charts in drawn.items()}
    with ExitStack() as stack:
        opened_browser = stack.enter_context(browser())
        servers = [stack.enter_context(server(app, demo)) for app in (PROJECT / "app.py", BARE)]
        pages = [visit(opened_browser, address) for address in servers]
        for page in pages:
            _open(page, alts)
            change(page, alts)
        opened = interleaved(lambda: _open(pages[0], alts), lambda: _open(pages[1], alts), ROUNDS)
        changed = interleaved(lambda: change(pages[0], alts), lambda: change(pages[1], alts), ROUNDS)
    return [*_verdicts("打开六图页", *opened), *_verdicts("六图页换报告期", *changed)]


def _verdicts(what: str, ours: list[Times], bare: list[Times]) -> list[Verdict]:
    ends = ("到六图画完", "到整页静止")
    return [
        Verdict(what + end, [run[at] for run in ours], [run[at] for run in bare], 1.5, "毫秒")
        for at, end in enumerate(ends)
    ]


def _open(page: Page, alts: dict[str, list[str]]) -> Times:
    page.bring_to_front()
    page.reload(wait_until="commit")
    seen = page.wait_for_function(_SETTLED, arg=alts[PERIODS[0]], timeout=_LONGEST, polling=50).json_value()
    return seen["charts"], seen["page"]


def change(page: Page, alts: dict[str, list[str]]) -> Times:
    """To the other period and back; the way there is measured: charts drawn, page at rest, in milliseconds."""
    page.bring_to_front()
    seen = {}
    for period, key in zip(PERIODS[::-1], ("ArrowDown", "ArrowUp"), strict=True):
        page.get_by_role("combobox", name="报告期").click()
        page.keyboard.press(key)
        page.wait_for_timeout(200)  # 下拉名单展开的动作不算
        page.keyboard.press("Enter")
        arrived = page.wait_for_function(_SETTLED, arg=alts[period], timeout=_LONGEST, polling=50).json_value()
        seen = seen or arrived
    return seen["charts"] - seen["pressed"], seen["page"] - seen["pressed"]


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium without a window. Raises FileNotFoundError where there is none."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        raise FileNotFoundError("没有 Chromium，量不了页面；请安装：apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


def visit(opened: Browser, address: str) -> Page:
    """A page of a session of its own, which notes when its charts and all of it last changed."""
    page = opened.new_context(viewport=_VIEW).new_page()
    page.add_init_script(_WATCH)
    page.goto(address, wait_until="commit")
    return page


@contextmanager
def server(app: Path, demo: Path) -> Iterator[str]:
    """A Streamlit server with the project's own settings; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(port)]
    environ = {**os.environ, **environment(demo)}
    with subprocess.Popen(command, cwd=PROJECT, env=environ, stdout=subprocess.DEVNULL) as process:
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


def _wait_for(address: str) -> None:
    for _attempt in range(300):
        try:
            with urllib.request.urlopen(address):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)

"""总览页在进程里重算一次的处理器时间，对只放六张成图的空页面；顺便把六张成图录下来。"""

import gc
import json
import logging
import os
import time
from pathlib import Path
from unittest.mock import patch

import streamlit as st
from streamlit.testing.v1 import AppTest

from bench.stopwatch import interleaved
from bench.verdict import Verdict
from etl.paths import PROJECT

FRAME = PROJECT / "pages" / "ui" / "frame.py"
BARE = PROJECT / "bench" / "apps" / "finished_charts.py"
PERIODS = ("2026Q3", "2026Q2")
CHARTS = 6
ROUNDS = 15
_NO_BROWSER = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")
_NO_BROWSER.addFilter(lambda _record: False)  # 不经浏览器打开页面，本来就没有会话；不必逐次提醒


def environment(demo: Path) -> dict[str, str]:
    """What both pages are told: where the data lies, and where the finished charts do."""
    return {"CLUSTERS_DATA": str(demo), "BENCH_FINISHED": str(demo / "成图.json")}


def record_charts(demo: Path) -> None:
    """Open the overview for each period and keep its charts. Raises RuntimeError unless there are six."""
    drawn: dict[str, list[dict]] = {}
    real = st.vega_lite_chart
    for period in PERIODS:
        charts = drawn.setdefault(period, [])

        def keep(*, charts: list[dict] = charts, **arguments: object) -> object:
            charts.append(json.loads(json.dumps(arguments)))
            return real(**arguments)  # type: ignore[arg-type]  # 原样转交

        with patch("streamlit.vega_lite_chart", keep), patch.dict(os.environ, environment(demo)):
            _open(FRAME, period)
        if len(charts) != CHARTS:
            raise RuntimeError(
                f"总览页应有 {CHARTS} 张图，{period} 画了 {len(charts)} 张；请核对演示数据，或换一页来量。"
            )
    (demo / "成图.json").write_text(json.dumps(drawn, ensure_ascii=False), encoding="utf-8")


def measure(demo: Path) -> list[Verdict]:
    """CPU time of a rerun, everything cached: the same page again, and by turns with another period."""
    record_charts(demo)
    with patch.dict(os.environ, environment(demo)):
        page, bare = _open(FRAME, PERIODS[0]), _open(BARE, "")
        for at in (page, bare):
            _change(at)
        gc.collect()
        gc.freeze()  # 服务器启动时也这样做
        again = interleaved(lambda: _cpu(page, is_change=False), lambda: _cpu(bare, is_change=False), ROUNDS)
        change = interleaved(lambda: _cpu(page, is_change=True), lambda: _cpu(bare, is_change=True), ROUNDS)
        gc.unfreeze()
    return [
        Verdict("六图页重算（处理器）", *again, 1.5, "毫秒"),
        Verdict("六图页换报告期（处理器）", *change, 1.5, "毫秒"),
    ]


def _open(script: Path, period: str) -> AppTest:
    at = AppTest.from_file(str(script), default_timeout=60)
    if period:
        at.query_params["period"] = period
    at.run()
    if at.exception:
        raise RuntimeError(at.exception[0].message)
    return at


def _cpu(at: AppTest, *, is_change: bool) -> float:
    start = time.process_time()
    if is_change:
        _change(at)
    else:
        at.run()
    return (time.process_time() - start) * 1000


def _change(at: AppTest) -> None:
    box = next(box for box in at.selectbox if box.label == "报告期")
    box.select(next(period for period in PERIODS if period != box.value)).run()

"""对照用的空页面。"""

import json
from pathlib import Path

from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[2] / "bench" / "apps" / "finished_charts.py"


def test_the_bare_page_draws_what_was_recorded(tmp_path, monkeypatch):
    """几张成图原样画出来，除了一个筛选，别的什么也没有。"""
    spec = {"mark": "bar", "data": {"values": [{"a": 1}]}, "encoding": {"x": {"field": "a", "type": "quantitative"}}}
    charts = [{"spec": spec, "alt": f"图{number}", "key": f"{number}"} for number in range(6)]
    file = tmp_path / "成图.json"
    file.write_text(json.dumps({"2026Q3": charts, "2026Q2": charts}), encoding="utf-8")
    monkeypatch.setenv("BENCH_FINISHED", str(file))
    page = AppTest.from_file(str(APP), default_timeout=30).run()
    assert not page.exception
    assert [box.label for box in page.selectbox] == ["报告期"]
    assert len(page.get("arrow_vega_lite_chart") or page.get("vega_lite_chart")) == 6

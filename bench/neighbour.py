"""有人在收四十份表，旁人换报告期要等多久，对没有人收表时。"""

import json
import shutil
from pathlib import Path

from playwright.sync_api import Page

from bench.batch import forms
from bench.page import browser, change, server, visit
from bench.rerun import record_charts
from bench.verdict import Verdict
from etl.paths import PROJECT, inbox_dir

ROUNDS, IDLE = 3, 12
_LONGEST = 120_000  # 毫秒


def measure(folder: Path, demo: Path) -> list[Verdict]:
    """One server, two sessions: one drops forty workbooks three times, the other changes the period all the while."""
    record_charts(demo)
    drawn = json.loads((demo / "成图.json").read_text(encoding="utf-8"))
    alts = {period: [chart["alt"] for chart in charts] for period, charts in drawn.items()}
    busy: list[float] = []
    with browser() as opened, server(PROJECT / "app.py", demo) as address:
        neighbour, clerk = visit(opened, address), visit(opened, f"{address}upload")
        change(neighbour, alts)
        idle = [change(neighbour, alts)[1] for _each in range(IDLE)]
        for _each in range(ROUNDS):
            _drop(clerk, forms(folder, 2026))
            while not _is_done(clerk):
                busy.append(change(neighbour, alts)[1])
            shutil.rmtree(inbox_dir(demo), ignore_errors=True)
            clerk.reload()
            clerk.get_by_text("收件箱是空的").wait_for(timeout=_LONGEST)
    return [Verdict("旁人收四十份表时，六图页换报告期到整页静止", busy, idle, 2, "毫秒")]


def _drop(clerk: Page, files: list[Path]) -> None:
    clerk.set_input_files("input[type=file]", [str(file) for file in files])
    clerk.get_by_text("：").first.wait_for(timeout=_LONGEST)


def _is_done(clerk: Page) -> bool:
    """Whether the preview stands on the page and nothing runs any more."""
    is_still = clerk.locator("[data-testid=stApp][data-test-script-state=notRunning]").count() > 0
    return is_still and clerk.get_by_text("收下这40份").count() > 0

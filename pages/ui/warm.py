"""开门之前：载入页面要用的一切，打开数据，试一试导出字体。"""

import importlib
import logging
import threading
from pathlib import Path

from etl.words import _
from metrics.outlook import load_library
from metrics.plans import PlanError
from metrics.show import show
from metrics.store import StoreError, open_store
from pages.ui import cached
from reports.font import font_problem

_MODULES = ["pages.ui.figure_block", "pages.content.overview", "pages.content.cluster", "pages.ui.target"]


def prepare() -> list[str]:
    """Import what the pages import and open the data; answers warnings for the log, in Chinese."""
    for name in _MODULES:
        importlib.import_module(name)
    load_library()
    is_ready, words = cached.readiness()
    warnings = [] if is_ready else [_("数据还打不开：{why}").format(why=words)]
    problem = font_problem()
    return [*warnings, problem] if problem else warnings


def begin(data: Path) -> threading.Thread:
    """Fit the latest quarter's forecast beside the server, so that the first overview need not wait for it.

    What is fitted is remembered by its numbers (metrics.outlook), for whoever asks. Readiness does not wait for this.
    """
    thread = threading.Thread(target=_fit, args=(data,), name="warming", daemon=True)
    thread.start()
    return thread


def _fit(data: Path) -> None:
    try:
        with open_store(data) as store:
            show(store, "forecast", store.meta.get("latest_period"))
    except (StoreError, PlanError) as error:
        logging.getLogger(__name__).warning("%s", error)  # 页面自己会说为什么
    except Exception:
        logging.getLogger(__name__).exception("先算预测没有算成")

"""开门之前：载入页面要用的一切，打开数据，试一试导出字体。"""

import importlib

from etl.words import _
from metrics.outlook import load_library
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

"""几份文件一起看时各到了哪一步：在看的线程里说，在叫它的线程里转告。"""

from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import TypeAlias

from etl.words import _

Progress: TypeAlias = Callable[[str, str, float], None]
Told: TypeAlias = "SimpleQueue[tuple[str, str, float] | None]"
READING, CHECKING, DONE = _("读取"), _("核对"), _("看完")
_HEARTBEAT = 0.3  # 秒
_CREEP = 0.1  # 每次走完余下的几成
_NEXT = {READING: 0.55, CHECKING: 0.95, DONE: 1.0}


def follow(told: Told, left: int, progress: Progress) -> None:
    """Pass on (key, stage, share) as it is told until `left` files are done, each of which tells None at its end.

    A file long in one stage creeps on towards the next, so that one sees it live. What `progress` raises goes through.
    """
    known: dict[str, tuple[str, float]] = {}
    while left:
        try:
            news = told.get(timeout=_HEARTBEAT)
        except Empty:
            for key, (stage, share) in known.items():
                if share < 1:
                    known[key] = stage, share + (_NEXT[stage] - share) * _CREEP
                    progress(key, *known[key])
            continue
        if news is None:
            left -= 1
            continue
        key, stage, share = news
        known[key] = stage, max(share, known[key][1] if key in known else 0)
        progress(key, *known[key])


def unheard(_key: str, _stage: str, _share: float) -> None:
    """For where nobody wants to know."""

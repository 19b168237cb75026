"""稍后再做：不该让人等的落盘，攒一小会儿由后台做一次。"""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

_SECONDS = 0.2  # 攒多久；断电最多丢这么久里看过什么
_lock = threading.Lock()
_due: dict[Path, Callable[[Path], None]] = {}


def do(folder: Path, work: Callable[[Path], None]) -> None:
    """Have `work(folder)` done once within a moment, however often it is asked for; what it raises goes to the log."""
    with _lock:
        is_first = not _due
        _due[folder] = work
    if is_first:
        threading.Thread(target=_run, name="later", daemon=True).start()


def _run() -> None:
    time.sleep(_SECONDS)
    with _lock:
        works = dict(_due)
        _due.clear()
    for folder, work in works.items():
        try:
            work(folder)
        except Exception as error:  # 后台线程里没有人接
            logging.getLogger("access").error("没有落盘：%s", folder, exc_info=error)

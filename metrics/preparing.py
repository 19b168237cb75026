"""`python -m metrics prepare`：把各期的隐去方案先算好、记下。让着别的程序，一次只有一个在算；服务器也这样起它。"""

import fcntl
import os
import sys
import threading
from datetime import date
from pathlib import Path
from typing import IO

from etl.paths import released_dir
from etl.words import _, why
from metrics.disclosure.prepare import prepare
from metrics.store import StoreError, open_store

_LOCK = ".preparing"
_LOWEST = 19  # nice；看板正在用的处理器，它一概让出来


def run(data: Path, as_of: date | None = None, *, is_child: bool = False) -> int:
    """Prepare the build of that day (of now by default) and say on stderr what is under way; returns how many periods.

    `is_child`: ends by itself when the process that started it does. Waits while another process prepares this data
    folder. Raises StoreError as metrics.disclosure.prepare does.
    """
    if is_child:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    os.nice(_LOWEST)
    with open_store(data, as_of) as store, _lock(data) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return prepare(store, lambda period: print(_("正在算 {0}……").format(period), file=sys.stderr, flush=True))


def _lock(data: Path) -> IO[str]:
    folder = released_dir(data)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return (folder / _LOCK).open("a")
    except OSError as error:
        said = _("披露控制要记下给出过什么，{folder} 写不进去（{why}）。请检查磁盘空间，并让服务的账号能写数据目录。")
        raise StoreError(said.format(folder=folder.name, why=why(error))) from error


def _end_with_parent() -> None:
    """The parent holds the other end of our standard input: it closes when the parent ends, however it ends."""
    while os.read(sys.stdin.fileno(), 1):  # 不经缓冲：程序正常结束时，缓冲的锁还攥在这条线程手里，会当成出错
        pass
    os._exit(1)

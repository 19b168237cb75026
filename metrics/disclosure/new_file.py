"""一份新文件：要么整个在，要么没有；落了盘才算，只许属主读写；两个进程同时写，先到的算。"""

import os
import threading
from pathlib import Path


def write(file: Path, content: bytes) -> bool:
    """Write a new file, whole, readable by its owner only, and have it on disk; False where another process was first.

    Raises OSError where it can't be written: then there is none, nor a part of one.
    """
    is_new = not file.parent.exists()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if is_new:
        _settle(file.parent.parent)
    draft = file.with_name(f".{file.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as sink:
            sink.write(content)
            sink.flush()
            os.fsync(sink.fileno())
        os.link(draft, file)
        _settle(file.parent)
    except FileExistsError:
        return False
    finally:
        draft.unlink(missing_ok=True)
    return True


def _settle(folder: Path) -> None:
    """Have a folder's new names on disk: without this a loss of power would take the record, not what it gave out."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

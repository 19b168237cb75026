"""苗圃：读取程序都已载入的一个干净进程，每来一个文件就分出一个受限的子进程去读。

`python -m etl.read.nursery SOCKET`: each message on the socket is a folder with a request.json, and comes with the
line to the new reader: the reader's standard input on the one hand, on the other where its exit code is sent.
Single-threaded, so that a fork is safe. Ends, and ends its readers, when the other end of the socket is closed.
"""

import gc
import os
import select
import shutil
import signal
import socket
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

os.environ |= {"ARROW_DEFAULT_MEMORY_POOL": "system", "JE_ARROW_MALLOC_CONF": "background_thread:false"}
sys.modules["numpy"] = None  # type: ignore[assignment]  # pyarrow 用不着它

import pyarrow as pa  # noqa: E402  # 先载入，分出来的就不必再载入
import pyarrow.ipc  # noqa: E402

import etl.read.table  # noqa: E402, F401
from etl.read import child  # noqa: E402

_PATH_BYTES = 4096
_LONGEST_READ_SECONDS = 3600


class _Reader(NamedTuple):
    line: socket.socket
    folder: Path


def main(control: socket.socket) -> None:
    """Serve until the other end of `control` is closed."""
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    gc.collect()
    gc.freeze()  # 分出来的进程回收时不去碰共用的内存页
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # 终端里按 Ctrl-C 是叫上级停；上级停了，这里自然停
    died, note = os.pipe()
    os.set_blocking(note, False)
    os.set_blocking(died, False)
    signal.set_wakeup_fd(note, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
    readers: dict[int, _Reader] = {}
    _sweep(Path(tempfile.gettempdir()), time.time() - _LONGEST_READ_SECONDS)
    while _serve_once(control, died, readers):
        pass
    for pid, reader in readers.items():
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        shutil.rmtree(reader.folder, ignore_errors=True)  # 上级是被杀的，来不及收拾


def _sweep(folder: Path, before: float) -> None:
    """Clear away what was being read when a server was killed: other people's figures aren't to lie about."""
    for left in [*folder.glob("etl-read-*"), *folder.glob("etl-mend-*")]:
        with suppress(OSError):
            if left.stat().st_mtime < before and left.stat().st_uid == os.getuid():
                shutil.rmtree(left)


def _serve_once(control: socket.socket, died: int, readers: dict[int, _Reader]) -> bool:
    """Wait for whatever comes next and see to it; False once nobody asks any more."""
    poll = select.poll()
    poll.register(control, select.POLLIN)
    poll.register(died, select.POLLIN)
    for reader in readers.values():
        poll.register(reader.line, select.POLLRDHUP)  # 另一头不要答案了
    happened = {number for number, _event in poll.poll()}
    for pid, reader in readers.items():
        if reader.line.fileno() in happened:
            os.kill(pid, signal.SIGKILL)
    if died in happened:
        os.read(died, 4096)
    _bury(readers)
    return control.fileno() not in happened or _fork(control, readers)


def _bury(readers: dict[int, _Reader]) -> None:
    """Tell each line whose reader has ended how it ended, and hang up."""
    while readers:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        with readers.pop(pid).line as line, suppress(OSError):
            line.send(str(os.waitstatus_to_exitcode(status)).encode())


def _fork(control: socket.socket, readers: dict[int, _Reader]) -> bool:
    asked, numbers, _flags, _address = socket.recv_fds(control, _PATH_BYTES, 1)
    if not asked:
        return False
    line, folder = socket.socket(fileno=numbers[0]), Path(os.fsdecode(asked))
    pid = os.fork()
    if pid == 0:
        _read(folder, line)
    readers[pid] = _Reader(line, folder)
    return True


def _read(folder: Path, line: socket.socket) -> None:
    """Read in this process, forked for it, and end."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(line.fileno(), 0)
        os.closerange(3, 1024)
        code = child.main(folder)
    finally:
        os._exit(code)  # 不回到上面的循环去，也不替上级收尾


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))

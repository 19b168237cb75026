"""苗圃：读取程序都已载入的一个干净进程，每来一个文件就分出一个受限的子进程去读。

`python -m etl.read.nursery SOCKET`: each message on the socket is a folder with a request.json, and comes with the
line to the new reader: the reader's standard input on the one hand, on the other where its exit code is sent.
Single-threaded, so that a fork is safe. Ends, and ends its readers, when the other end of the socket is closed.
"""

import gc
import os
import select
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path

os.environ |= {"ARROW_DEFAULT_MEMORY_POOL": "system", "JE_ARROW_MALLOC_CONF": "background_thread:false"}
sys.modules["numpy"] = None  # type: ignore[assignment]  # pyarrow 用不着它

import pyarrow as pa  # noqa: E402  # 先载入，分出来的就不必再载入
import pyarrow.ipc  # noqa: E402

import etl.read.table  # noqa: E402, F401
from etl.read import child  # noqa: E402

_PATH_BYTES = 4096


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
    lines: dict[int, socket.socket] = {}  # 进程号 → 它的线
    while _serve_once(control, died, lines):
        pass
    for pid in lines:
        os.kill(pid, signal.SIGKILL)


def _serve_once(control: socket.socket, died: int, lines: dict[int, socket.socket]) -> bool:
    """Wait for whatever comes next and see to it; False once nobody asks any more."""
    poll = select.poll()
    poll.register(control, select.POLLIN)
    poll.register(died, select.POLLIN)
    for line in lines.values():
        poll.register(line, select.POLLRDHUP)  # 另一头不要答案了
    happened = {number for number, _event in poll.poll()}
    for pid, line in lines.items():
        if line.fileno() in happened:
            os.kill(pid, signal.SIGKILL)
    if died in happened:
        os.read(died, 4096)
    _bury(lines)
    return control.fileno() not in happened or _fork(control, lines)


def _bury(lines: dict[int, socket.socket]) -> None:
    """Tell each line whose reader has ended how it ended, and hang up."""
    while lines:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        with lines.pop(pid) as line, suppress(OSError):
            line.send(str(os.waitstatus_to_exitcode(status)).encode())


def _fork(control: socket.socket, lines: dict[int, socket.socket]) -> bool:
    folder, numbers, _flags, _address = socket.recv_fds(control, _PATH_BYTES, 1)
    if not folder:
        return False
    line = socket.socket(fileno=numbers[0])
    pid = os.fork()
    if pid == 0:
        _read(Path(os.fsdecode(folder)), line)
    lines[pid] = line
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

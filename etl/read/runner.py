"""读一个文件的子进程从哪里来：小文件由苗圃分出一个，大文件自己起一个。"""

import atexit
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from etl.paths import PROJECT

_LONGEST_END_SECONDS = 5
Wait = Callable[[bytes, float], int]
# 读取程序碰上坏文件就退出：不必先去几百兆的调试信息里查它退在哪一行，没有人看
_QUIET = {"RUST_BACKTRACE": "0", "RUST_LIB_BACKTRACE": "0"}
_LARGE_PAGES = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}  # 大表省下系统分页的时间；别的系统不认，也无妨


@contextmanager
def own_child(folder: Path) -> Iterator[Wait]:
    """A fresh child process that reads what request.json in `folder` asks for; killed on leaving.

    What is yielded takes the bytes for its standard input and the seconds to wait; it gives the exit code, negative
    for a signal, or raises TimeoutError.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "etl.read.child", str(folder)],
        cwd=PROJECT,
        env=os.environ | _LARGE_PAGES | _QUIET,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as child:

        def wait(sent: bytes, seconds: float) -> int:
            try:
                child.communicate(sent, timeout=seconds)
            except subprocess.TimeoutExpired:
                raise TimeoutError from None
            return child.returncode

        try:
            yield wait
        finally:
            child.kill()


@contextmanager
def forked_child(folder: Path) -> Iterator[Wait]:
    """The same, forked from a nursery that has the reader loaded already: a few milliseconds instead of 0.2 s."""
    line = _nursery.fork(folder)
    if line is None:  # 这个系统起不了苗圃
        with own_child(folder) as wait:
            yield wait
        return
    with line:

        def wait_for_line(sent: bytes, seconds: float) -> int:
            line.settimeout(seconds)
            with suppress(BrokenPipeError, ConnectionResetError):  # 它已经死了：下一行就知道怎么死的
                line.sendall(sent + b"\n")
            said = _answered(line)
            if said:
                return int(said)
            with own_child(folder) as wait:  # 苗圃自己没了，怪不着这个文件：另起一个进程读
                return wait(sent, seconds)

        try:
            yield wait_for_line
        finally:
            _end(line)


def _end(line: socket.socket) -> None:
    """Have the reader killed, and wait until it is gone: what it was writing is about to be cleared away."""
    with suppress(OSError):
        line.settimeout(_LONGEST_END_SECONDS)
        line.shutdown(socket.SHUT_WR)
        line.recv(64)


def _answered(line: socket.socket) -> bytes:
    """What the nursery says of the reader's end; nothing where the nursery itself is gone."""
    try:
        return line.recv(64)
    except ConnectionResetError:
        return b""


class _Nursery:
    """The process that forks readers: started at first use, started again where it has died."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._owner = 0

    def fork(self, folder: Path) -> socket.socket | None:
        """A line to a new reader of `folder`; None where no nursery can be had."""
        ours, theirs = socket.socketpair()
        with self._lock, theirs:
            for _turn in range(2):
                control = self._running()
                if control is None:
                    break
                try:
                    socket.send_fds(control, [os.fsencode(folder)], [theirs.fileno()])
                except OSError:
                    self._close()
                else:
                    return ours
        ours.close()
        return None

    def close(self) -> None:
        """Let the nursery end, and wait for it."""
        with self._lock:
            self._close()

    def _running(self) -> socket.socket | None:
        if self._owner != os.getpid():  # 分出来的进程不用别人的苗圃
            self._process = self._control = None
        if self._process is None or self._process.poll() is not None:
            self._close()
            self._start()
        return self._control if self._process else None

    def _start(self) -> None:
        try:
            self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        except OSError:
            return
        self._owner = os.getpid()
        with theirs, suppress(OSError):  # 起不来：退回一个文件一个进程
            self._process = subprocess.Popen(
                [sys.executable, "-m", "etl.read.nursery", str(theirs.fileno())],
                cwd=PROJECT,
                env=os.environ | _QUIET,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    def _close(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None and self._owner == os.getpid():
            self._process.wait()
        self._process = self._control = None


_nursery = _Nursery()


@atexit.register
def close() -> None:
    """Let the nursery go; the next file starts another one."""
    _nursery.close()

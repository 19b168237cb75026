"""一条命令要多久、占多少内存：连同它的子进程一起量。"""

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from etl.paths import PROJECT

_PAGE = os.sysconf("SC_PAGE_SIZE")
_EVERY = 0.02  # 秒；再密就会拖慢被量的命令
MB = 1024 * 1024
T = TypeVar("T")


@dataclass(frozen=True)
class Run:
    """One run of a command: wall seconds, and the largest sum of resident memory over its process tree in MB.

    Pages shared by two processes count twice, so the sum is an upper bound. 0 MB where there is no /proc.
    """

    seconds: float
    peak_mb: float


def timed(command: Sequence[str]) -> Run:
    """Run a command from the project's root to its end. Raises RuntimeError with what it said where it fails."""
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        peak = [0]
        watcher = threading.Thread(target=_watch, args=(process, peak), daemon=True)
        watcher.start()
        _none, error = process.communicate()
        seconds = time.perf_counter() - start
        watcher.join()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{error.decode(errors='replace')}")
    return Run(seconds, peak[0] / MB)


def interleaved(first: Callable[[], T], second: Callable[[], T], rounds: int) -> tuple[list[T], list[T]]:
    """Measure two things by turns, so that a busy minute of the machine hits both alike."""
    firsts, seconds = [], []
    for _round in range(rounds):
        firsts.append(first())
        seconds.append(second())
    return firsts, seconds


def _watch(process: "subprocess.Popen[bytes]", peak: list[int]) -> None:
    while process.returncode is None:
        peak[0] = max(peak[0], sum(map(_resident, _tree(process.pid))))
        time.sleep(_EVERY)


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            for child in children.read_text(encoding="ascii").split():
                yield from _tree(int(child))
        except OSError:
            continue


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    except OSError:
        return 0

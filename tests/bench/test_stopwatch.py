"""量一条命令。"""

import sys
from pathlib import Path

import pytest

from bench.stopwatch import interleaved, timed

_HOLDS = "import time; held = bytearray(80_000_000); time.sleep(0.5)"
_SPAWNS = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {_HOLDS!r}], check=True)"


def test_time_is_that_of_the_whole_command():
    """睡四分之一秒的命令，至少要这么久。"""
    assert timed([sys.executable, "-c", "import time; time.sleep(0.25)"]).seconds >= 0.25


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="内存从 /proc 里读，这个系统没有")
def test_memory_of_a_grandchild_counts():
    """八十兆在子进程的子进程里，也算在内。"""
    assert timed([sys.executable, "-c", _SPAWNS]).peak_mb > 80


def test_a_command_that_fails_says_why():
    """对照跑坏了，比值就没有意义：停下来，带上它说的话。"""
    with pytest.raises(RuntimeError, match="跑坏了"):
        timed([sys.executable, "-c", "import sys; sys.exit('跑坏了')"])


def test_two_things_are_measured_by_turns():
    """一人一次轮着来，机器忙的那一阵谁也躲不开。"""
    said: list[str] = []
    firsts, seconds = interleaved(lambda: said.append("甲"), lambda: said.append("乙"), 2)
    assert said == ["甲", "乙", "甲", "乙"]
    assert len(firsts) == len(seconds) == 2

"""子进程从哪里来。"""

import os
import signal
import sys
import threading

import pytest

from etl.issue import Refused
from etl.read import limits, runner
from etl.read.process import reading
from etl.read.workbook import read_workbook

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'


def text(path):
    return read_workbook(path).sheets[0].text.to_pydict()


def nursery_pid():
    process = runner._nursery._process
    assert process is not None
    return process.pid


@pytest.mark.skipif(sys.platform != "linux", reason="苗圃只在 Linux 上用")
def test_a_crash_is_not_looked_up_line_by_line(book, monkeypatch):
    """读取程序崩了就是崩了：不论外面怎么设，都不去几百兆的调试信息里查行号，冷的时候那要十秒。"""
    runner.close()
    monkeypatch.setenv("RUST_BACKTRACE", "1")
    text(book(ROW))
    with open(f"/proc/{nursery_pid()}/environ", encoding="utf-8") as stream:
        assert "RUST_BACKTRACE=0" in stream.read().split("\0")


@pytest.mark.skipif(sys.platform != "linux", reason="苗圃只在 Linux 上用")
def test_a_nursery_that_died_is_replaced(book):
    """苗圃被杀，不论死在哪一刻，下一个文件照读；再下一个是新的苗圃。"""
    path = book(ROW)
    assert text(path) == {"A": ["1"]}
    first = nursery_pid()
    os.kill(first, signal.SIGKILL)
    assert text(path) == {"A": ["1"]}
    assert text(path) == {"A": ["1"]}
    assert nursery_pid() != first


def test_a_system_without_nursery_reads_in_a_fresh_process(book, monkeypatch):
    """起不了苗圃的系统，一个文件一个新进程，答案一样。"""
    monkeypatch.setattr(runner._nursery, "fork", lambda _folder: None)
    assert text(book(ROW)) == {"A": ["1"]}


def test_a_large_file_is_read_in_a_fresh_process(book, monkeypatch):
    """大文件要大页内存，自己起一个进程；答案一样。"""
    monkeypatch.setattr(limits, "SMALL_BYTES", 1)
    monkeypatch.setattr(runner._nursery, "fork", lambda _folder: pytest.fail("大文件不该由苗圃分出"))
    assert text(book(ROW)) == {"A": ["1"]}


def test_the_limits_of_the_moment_hold_in_the_child(tmp_path, monkeypatch):
    """上级改过的上限，子进程也照办：文本的行数只有它数。"""
    monkeypatch.setattr(limits, "ROWS", 2)
    path = tmp_path / "季报.csv"
    path.write_text("a\nb\nc\n")
    with reading(path, "csv") as finish, pytest.raises(Refused) as caught:
        finish({})
    assert caught.value.issues[0].rule == "E_TOO_MANY_ROWS"


def test_many_threads_read_two_at_a_time(book):
    """八个线程一起来，同时在读的不超过两个，个个读对。"""
    path = book(ROW)
    inside: list[int] = []
    most: list[int] = []

    def note():
        inside.append(1)
        most.append(len(inside))

    def read_once():
        read_workbook(path, meanwhile=note)
        inside.pop()

    threads = [threading.Thread(target=read_once) for _turn in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 8
    assert max(most) <= limits.READERS + 1

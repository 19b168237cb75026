"""苗圃：分出来的读取进程怎么死、上级怎么走，它都在；没人要了，它就走。"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from etl.paths import PROJECT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="苗圃只在 Linux 上用，别处一个文件一个新进程")
ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.fixture
def nursery():
    """A nursery of one's own: its control socket and its process."""
    control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-m", "etl.read.nursery", str(theirs.fileno())], cwd=PROJECT, pass_fds=[theirs.fileno()]
        )
    yield control, process
    control.close()
    process.wait(timeout=10)


@pytest.fixture
def fork(nursery, tmp_path):
    """Ask for a reader of this file; gives its line and its folder."""

    def ask(path, number=0):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "request.json").write_text(json.dumps({"path": str(path), "container": "xlsx", "limits": {}}))
        ours, theirs = socket.socketpair()
        ours.settimeout(10)
        with theirs:
            socket.send_fds(nursery[0], [os.fsencode(folder)], [theirs.fileno()])
        return ours, folder

    return ask


def finish(line):
    """Send no marks; the reader's exit code."""
    with line:
        line.sendall(b'{"' + "营收".encode() + b'": {}}\n')
        return int(line.recv(64))


def readers(process):
    """Process ids of the readers a nursery has at the moment."""
    return [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def wait_until(condition):
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_every_file_gets_a_reader_of_its_own(fork, book):
    """几个一起读，各有各的答案。"""
    path = book(ROW)
    asked = [fork(path, number) for number in range(3)]
    assert [finish(line) for line, _folder in asked] == [0, 0, 0]
    assert all((folder / "answer.json").exists() for _line, folder in asked)


def test_it_has_one_thread(nursery, fork, book):
    """只有一个线程的进程，分出去才不会带着别的线程锁住的东西。"""
    finish(fork(book(ROW))[0])
    assert len(os.listdir(f"/proc/{nursery[1].pid}/task")) == 1


def test_a_reader_that_dies_says_how_and_the_next_one_reads(nursery, fork, book):
    """被杀的报信号，崩溃的报退出码；苗圃还是那一个。"""
    path = book(ROW)
    line, _folder = fork(path, 0)
    wait_until(lambda: readers(nursery[1]))
    os.kill(readers(nursery[1])[0], signal.SIGSEGV)
    with line:
        assert int(line.recv(64)) == -signal.SIGSEGV
    missing, folder = fork(path, 1)
    (folder / "request.json").unlink(missing_ok=True)
    assert finish(missing) in (0, 1)
    assert finish(fork(path, 2)[0]) == 0
    assert nursery[1].poll() is None


def test_a_reader_nobody_waits_for_is_killed(nursery, fork, book):
    """线的另一头一挂，读的进程就停，卡住不动的也停。"""
    line, folder = fork(book(ROW))
    wait_until(lambda: readers(nursery[1]))
    os.kill(readers(nursery[1])[0], signal.SIGSTOP)
    line.close()
    wait_until(lambda: not readers(nursery[1]))
    assert not (folder / "answer.json").exists()


def test_it_leaves_with_the_last_who_could_ask(nursery, fork, book):
    """上级没了，苗圃和它分出来的都走。"""
    control, process = nursery
    line, folder = fork(book(ROW))
    wait_until(lambda: readers(process))
    (reader,) = readers(process)
    os.kill(reader, signal.SIGSTOP)
    control.close()
    assert process.wait(timeout=10) == 0
    line.close()
    assert not Path(f"/proc/{reader}").exists()
    assert not folder.exists()


def test_what_a_killed_server_left_is_cleared_away(tmp_path):
    """一小时前读了一半的，清掉；刚才的和不是我们的，不动。"""
    names = ("etl-read-旧", "etl-mend-旧", "etl-read-新", "别人的")
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "0.text.arrow").write_text("数")
    for name in names:
        if "新" not in name:
            os.utime(tmp_path / name, (0, 0))
    code = (
        f"import socket, tempfile\ntempfile.tempdir = {str(tmp_path)!r}\nfrom etl.read import nursery\n"
        "ours, theirs = socket.socketpair()\nours.close()\nnursery.main(theirs)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["etl-read-新", "别人的"])

"""受限的子进程。"""

import signal
import subprocess
import sys
import tempfile

import pytest

from etl.issue import Refused
from etl.paths import PROJECT
from etl.read import limits
from etl.read.process import _finish, reading


def refused(path, container="xlsx"):
    with pytest.raises(Refused) as caught, reading(path, container) as finish:
        finish({})
    (issue,) = caught.value.issues
    assert path.name in issue.message
    return issue.rule


def test_a_crash_of_the_reader_is_only_a_refusal(book):
    """绕过结构检查，把让读取程序崩溃的文件直接给它：崩的是子进程。"""
    far = book('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert refused(far) == "E_READER_CRASH"


def test_a_reader_that_takes_too_long_is_stopped(book, monkeypatch):
    """到时间就停，给出拒收的话。"""
    monkeypatch.setattr(limits, "CHILD_WALL_SECONDS", 0.001)
    assert refused(book("")) == "E_READER_TIMEOUT"


def test_a_small_file_has_five_seconds(book):
    """小文件读了五秒处理器时间还没读完就停，拒收的话里说的就是这个数；大文件照旧三十秒。"""
    small = book("")
    with pytest.raises(Refused) as caught:
        _finish(lambda _sent, _seconds: -signal.SIGXCPU, small, small.parent, {})
    assert caught.value.issues[0].rule == "E_READER_TIMEOUT"
    assert "超过 5 秒" in caught.value.issues[0].message
    assert [limits.cpu_seconds(size) for size in (0, 2 * limits.MB, 2 * limits.MB + 1)] == [5, 5, 30]


def test_a_reader_that_works_too_long_is_killed_by_its_own_limit():
    """上限是处理器时间，机器忙不忙都一样。"""
    code = "from etl.read.child import limit_myself\nlimit_myself(1)\nwhile True: pass"
    ended = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=False).returncode
    assert ended in (-signal.SIGXCPU, -signal.SIGKILL)


def test_an_answer_that_cannot_be_written_is_not_the_files_fault(book, monkeypatch):
    """子进程写不下答案，写不下多少都一样：说地方不够。"""
    for room in (1, 400):
        monkeypatch.setattr(limits, "CHILD_FILE_BYTES", room)
        with (
            pytest.raises(Refused) as caught,
            reading(book('<row r="1"><c r="A1"><v>1</v></c></row>'), "xlsx") as finish,
        ):
            finish({"营收": {}})
        assert caught.value.issues[0].rule == "no_room"


def test_a_request_that_cannot_be_written_is_not_the_files_fault(book, tmp_path, monkeypatch):
    """临时目录没有了：同样的话。"""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "没有"))
    assert refused(book("")) == "no_room"


def test_a_sheet_that_was_not_checked_is_not_read(book):
    """结构检查与读取程序看到的不是同一张表：文件里有两套目录。"""
    path = book('<row r="1"><c r="A1"><v>1</v></c></row>')
    with pytest.raises(Refused) as caught, reading(path, "xlsx") as finish:
        finish({"别的表": {}})
    assert caught.value.issues[0].rule == "E_DAMAGED"


def test_what_the_reader_cannot_read_is_damage(pack):
    """没有工作簿部件的压缩包。"""
    assert refused(pack({"xl/other.xml": b"<a/>"})) == "E_DAMAGED"


def test_nothing_stays_behind(book, tmp_path, monkeypatch):
    """临时目录用完就没了，读完、拒收、中途离开都一样。"""
    path = book('<row r="1"><c r="A1"><v>1</v></c></row>')
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    with reading(path, "xlsx") as finish:
        headers, tables = finish({"营收": {}})
    with reading(path, "xlsx"):
        pass
    assert headers == [{"name": "营收", "is_visible": True, "merged": []}]
    assert tables[0][1].to_pydict() == {"A": [1.0]}
    assert list(folder.iterdir()) == []

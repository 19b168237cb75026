"""python -m etl 怎么退出：话说全了才走，话说不出去也说得清，退出码不骗人。"""

import os
import subprocess
import sys
from typing import Any

import pytest

from etl.load import load_files
from etl.paths import PROJECT

MANY = 300  # 条账；说起来比一根管子的缓存长


@pytest.fixture
def books(tmp_path, write_book, form):
    """A ledger with a filing, and a file that is refused with many findings."""
    load_files([write_book(tmp_path / "季报.xlsx", {"表": form({0: 350, 1: 20})})], tmp_path / "data", by="李四")
    rows = form({0: 350})
    rows += [[f"坏代码{number}" * 20, f"第{number}公司", 1, None] for number in range(MANY)]
    write_book(tmp_path / "坏.xlsx", {"表": rows})
    return tmp_path


def run(books, *arguments, **given):
    command = [sys.executable, "-m", "etl", *arguments, "--data", str(books / "data")]
    streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | given
    return subprocess.run(command, cwd=PROJECT, text=True, check=False, **streams)


def test_all_that_was_said_comes_through_a_pipe(books):
    """检查的结果几十 KB，一字不少；退出码照常。"""
    done = run(books, "check", str(books / "坏.xlsx"), "--json")
    assert done.returncode == 0
    assert done.stdout.rstrip().endswith("}")
    assert done.stdout.count('"code_length"') + done.stdout.count('"code_character"') == MANY
    assert len(done.stdout) > 65_536


def test_a_reader_that_left_early_is_no_failure_of_ours(books):
    """接着 | head：它不要了，就停下，不抛一屏英文。"""
    there, here = os.pipe()
    os.close(there)
    with os.fdopen(here, "wb") as gone:
        done = run(books, "check", str(books / "坏.xlsx"), "--json", stdout=gone)
    assert (done.returncode, done.stderr) == (141, "")


def test_a_full_disk_under_the_output_is_said(books):
    """输出写不下：说明白，退出码不是 0。"""
    with open("/dev/full", "w") as full:
        done = run(books, "history", stdout=full)
    assert done.returncode == 74
    assert "输出写不下去" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_anywhere_to_speak_the_work_is_done_all_the_same(books):
    """标准输出关着（>&-）：照样收下，退出码 0。"""
    command = f"{sys.executable} -m etl history --data {books / 'data'} >&-"
    done = subprocess.run(command, shell=True, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_nothing_is_left_running_or_lying_about(books, tmp_path):
    """退出之后，分出来读文件的进程都不在了，临时目录也都收了。"""
    scratch = tmp_path / "临时"
    scratch.mkdir()
    files = [str(books / name) for name in ("季报.xlsx", "坏.xlsx")]
    done = run(books, "check", *files, env=os.environ | {"TMPDIR": str(scratch)})
    assert done.returncode == 0
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(("arguments", "code"), [(["没有这个命令"], 2), (["check", "不在.xlsx"], 1), (["verify"], 0)])
def test_exit_codes_are_as_promised(books, arguments, code):
    """0 办成了，1 拒收，2 命令不对。"""
    assert run(books, *arguments).returncode == code

"""命令行写错了，三个入口说的是同样的中文。"""

import argparse
import errno
import os
import re
import subprocess
import sys
from datetime import date
from typing import Any

import pytest

import access.commands
import etl.commands
import metrics.command
from etl.parser import day, folder, folder_with_data, run
from etl.paths import PROJECT


@pytest.mark.parametrize("main", [access.commands.main, etl.commands.main, metrics.command.main])
@pytest.mark.parametrize(
    ("words", "said"),
    [([], "还缺 命令"), (["lisst"], "命令 不能是 'lisst'；可用的有"), (["list", "--data"], "")],
)
def test_every_command_line_speaks_chinese(capsys, main, words, said):
    """What is missing, what could be written, how to write it; exit code 2 and no English sentence."""
    with pytest.raises(SystemExit) as ended:
        main(words)
    shown = capsys.readouterr().err
    assert (ended.value.code, shown.startswith("用法：")) == (2, True)
    assert said in shown
    assert not {"usage", "error", "required", "invalid"} & set(re.findall(r"[a-z]+", shown))


def test_a_day_is_a_day_or_told_how_to_write():
    """2026-01-31 is one; the 31st of June is not."""
    assert day("2026-01-31") == date(2026, 1, 31)
    with pytest.raises(argparse.ArgumentTypeError, match="日子要写成 2026-01-31 这样，这里是 2026-06-31"):
        day("2026-06-31")


def test_a_file_is_no_data_folder_and_a_slip_makes_no_folder(tmp_path):
    """A new folder may be written to; who only reads is told that there is none, and none is made."""
    file = tmp_path / "账.txt"
    file.write_text("", encoding="utf-8")
    with pytest.raises(argparse.ArgumentTypeError, match="是文件，不是数据目录"):
        folder(str(file))
    assert folder(str(tmp_path / "新 的")) == tmp_path / "新 的"
    with pytest.raises(argparse.ArgumentTypeError, match=r"没有 .* 这个数据目录"):
        folder_with_data(str(tmp_path / "没有"))
    assert not (tmp_path / "没有").exists()


def command(*words, **given):
    """One of our commands as a process of its own, and how it ended."""
    streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | given
    return subprocess.run([sys.executable, "-m", *words], cwd=PROJECT, check=False, **streams)


@pytest.mark.parametrize("words", [("metrics", "list"), ("access", "matrix")])
def test_words_that_cannot_be_said_end_a_command_without_a_trace(words):
    """A full disk is told with 74; a reader that has gone is 141 and silence."""
    with open("/dev/full", "wb") as full:
        done = command(*words, stdout=full)
    assert (done.returncode, "话没有说全" in done.stderr.decode()) == (74, True)
    there, here = os.pipe()
    os.close(there)
    with os.fdopen(here, "wb") as gone:
        done = command(*words, stdout=gone)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize(("encoding", "said"), [("ascii", "utf-8"), ("gbk", "gbk"), ("utf-8", "utf-8")])
def test_a_terminal_without_chinese_gets_utf8(encoding, said):
    """Its own encoding where that knows Chinese; what even that lacks is a question mark, not an error."""
    done = command("metrics", "describe", "growth", env={**os.environ, "PYTHONIOENCODING": encoding})
    assert done.returncode == 0
    assert done.stdout.decode(said).startswith("增长（growth）")


def test_a_file_that_cannot_be_opened_is_named(capsys):
    """Its name and why, exit code 1; an error without a file is of the output."""

    def opens_nothing():
        raise PermissionError(errno.EACCES, "Permission denied", "名单.toml")

    assert run(opens_nothing) == 1
    assert capsys.readouterr().err == "没有办成：名单.toml（没有权限）。\n"

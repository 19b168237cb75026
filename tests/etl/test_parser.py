"""命令行写错了，三个入口说的是同样的中文。"""

import argparse
import re
from datetime import date

import pytest

import access.commands
import etl.commands
import metrics.command
from etl.parser import day, folder, folder_with_data


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

"""命令行的中文说法：用法、帮助、写错了怎么说，话说不出去、文件打不开怎么收场。"""

import argparse
import os
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NoReturn

from etl.paths import data_dir
from etl.words import _, why

_SAID = (
    (r"the following arguments are required: (.*)", _("还缺 {0}")),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.*)\)", _("{0} 不能是 {1}；可用的有 {2}")),
    (r"unrecognized arguments: (.*)", _("不认得 {0}")),
    (r"argument (.+?): expected one argument", _("{0} 后面要写一个值")),
    (r"argument (.+?): expected at least one argument", _("{0} 后面至少要写一个值")),
    (r"argument (.+?): invalid int value: (.*)", _("{0} 要写整数，这里是 {1}")),
    (r"argument (.+?): ignored explicit argument (.*)", _("{0} 后面不写值，这里是 {1}")),
    (r"argument (.+?): (.*)", _("{0}：{1}")),
)


_GONE = 141  # 与被 SIGPIPE 停下的程序同一个数
_UNTOLD = 74  # sysexits.h 的 EX_IOERR


def run(main: Callable[[], int], untold: str = "") -> int:
    """A command to its end: its exit code, 141 where the reader has gone, 74 where the words could not all be said.

    A file that can't be opened ends with 1 and its name, not with a trace; `untold` says what is kept all the same.
    """
    _speak_chinese()
    try:
        code = main()
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # 起来时就没有给它（>&-）
                stream.flush()
    except BrokenPipeError:  # 接着输出的那一头先走了（| head）
        _say_no_more()
        return _GONE
    except OSError as error:
        if error.filename is not None:
            print(_("没有办成：{0}（{1}）。").format(error.filename, why(error)), file=sys.stderr)
            return 1
        print(_("输出写不下去（像是盘满了），话没有说全。") + untold, file=sys.stderr)
        _say_no_more()
        return _UNTOLD
    return code


def _speak_chinese() -> None:
    """Where the terminal's encoding has no Chinese, UTF-8; a sign it lacks is shown as ? and ends nothing."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None:
            continue
        try:
            "中".encode(stream.encoding)
        except UnicodeEncodeError:
            stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def _say_no_more() -> None:
    """What is left in the buffer goes nowhere, or the interpreter would trip over it on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese; abbreviations are not accepted, so that no secret lands elsewhere."""

    def __init__(self, **options: object) -> None:
        wants_help = options.pop("add_help", True)
        super().__init__(**{"allow_abbrev": False, **options}, add_help=False)  # type: ignore[arg-type]
        self._positionals.title, self._optionals.title = _("要写的"), _("可写的")
        if wants_help:
            self.add_argument("-h", "--help", action="help", help=_("看这一页"))

    def format_usage(self) -> str:
        """用法, in one paragraph."""
        return _chinese(super().format_usage())

    def format_help(self) -> str:
        """The whole page."""
        return _chinese(super().format_help())

    def error(self, message: str) -> NoReturn:
        """Say in Chinese what is wrong and how it is written; exit with 2."""
        words = next((told for pattern, said in _SAID if (told := _told(pattern, said, message))), message)
        print(self.format_usage(), _("没有办：{0}。").format(words), sep="", file=sys.stderr)
        sys.exit(2)


def day(text: str) -> date:
    """A day written as 2026-01-31. Raises argparse's own error for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("日子要写成 2026-01-31 这样，这里是 {0}").format(text)) from None


def folder(text: str) -> Path:
    """The data folder named on the command line. Raises argparse's own error where a file stands in its place."""
    if Path(text).exists() and not Path(text).is_dir():
        raise argparse.ArgumentTypeError(_("{0} 是文件，不是数据目录").format(text))
    return data_dir(text)


def folder_with_data(text: str) -> Path:
    """The same for commands that only read: a folder that isn't there is a slip of the pen, not a new one to make."""
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(_("没有 {0} 这个数据目录；请核对路径").format(text))
    return folder(text)


def _chinese(text: str) -> str:
    return text.replace("usage: ", _("用法："), 1)


def _told(pattern: str, said: str, message: str) -> str:
    found = re.fullmatch(pattern, message, re.DOTALL)
    return said.format(*found.groups()) if found else ""

"""命令行的中文说法：用法、帮助、写错了怎么说。"""

import argparse
import re
import sys
from datetime import date
from pathlib import Path
from typing import NoReturn

from etl.paths import data_dir
from etl.words import _

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

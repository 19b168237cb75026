"""退回：经办自己的工作簿，有问题的格子涂色、写上中文批注，最前面一张「问题清单」，改好再交。"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from etl.issue import Issue, Refused
from etl.paths import PROJECT
from etl.ranked import ranked, refused_words
from etl.read import limits
from etl.read.container import container_of, too_large
from etl.read.mend import recoded
from etl.read.preflight import inspect, unpack
from etl.words import _

_IN_PLACE = ("xlsx", "xlsm")  # 只有这两种能在原件上标注；其余抄成新工作簿，地址不变
_SMALL_POOLS = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "OPENBLAS_NUM_THREADS": "1",
}  # 不先占下几百 MB 的地址，上限才管用
_LARGEST = 30 * limits.MB  # 工作表解开后的大小；再大，标注要半分钟以上
_TOO_SLOW = object()
_ENOUGH = 20_000  # 条。再多的问题，一张清单也看不完


def annotated(path: Path, name: str, issues: Sequence[Issue], kept: int | None = None) -> bytes:
    """The workbook at `path`, called `name` by its sender, with `issues` marked in it: .xlsx, or .xlsm with macros.

    Problem cells are coloured by severity and commented; a first sheet 「问题清单」 lists every issue with a link to
    its cell. Formats, formulas, merged cells, validations and the other sheets are kept. An .xls, .csv or .ods becomes
    a new workbook of the values as read, at the same addresses; a file that does not pass the structural check, or is
    too large to mark, is not opened: the list alone comes back. The first sheet says which of the three it is, and
    what becomes of the refused rows when `kept` others can be taken.
    Raises Refused where even the list can't be written.
    """
    faults = ranked(issues)
    manners = _manners(path)
    while manners:
        made = _made(path, name, faults, manners.pop(0), refused_words(faults, kept, _("（红色）")))
        if isinstance(made, bytes):
            return made
        if made is _TOO_SLOW:  # 换一种写法也快不了，只给清单
            manners = manners[-1:]
    message = _("写不出「{0}」的退回件；请核对磁盘空间，或直接看页面上的问题清单。").format(name)
    raise Refused([Issue("giveback_failed", message)])


def given_name(name: str, content: bytes) -> str:
    """What the annotated workbook of `name` is called: 「季报.xls」 → 「季报（标注）.xlsx」."""
    ending = ".xlsm" if b"xl/vbaProject.bin" in content else ".xlsx"
    return _("{0}（标注）").format(Path(name).stem) + ending


def _manners(path: Path) -> list[str]:
    """How this file may be given back, the best way first: on the original, as values, or the list alone."""
    try:
        if too_large(path, path.stat().st_size):
            return ["list"]
        data = path.read_bytes()
        container = container_of(path, data)
        if isinstance(container, Issue):
            return ["list"]
        archive = unpack(path, container, data)
        plain = recoded(archive) if archive else None
        if plain is not None:  # 查的是换成 UTF-8 的同一份，写法不一样，内容一样
            data, archive = plain, unpack(path, container, plain)
        inspect(path, container, data, archive)
    except (Refused, OSError):
        return ["list"]
    if archive and sum(part.file_size for part in archive.infolist() if "worksheets/" in part.filename) > _LARGEST:
        return ["list"]
    return ["original", "values", "list"] if container in _IN_PLACE else ["values", "list"]


def _made(path: Path, name: str, issues: Sequence[Issue], manner: str, words: str) -> bytes | object | None:
    """The bytes the child wrote; _TOO_SLOW where it ran out of time, None where it failed otherwise."""
    with tempfile.TemporaryDirectory(prefix="etl-giveback-") as folder:
        request = {
            "path": str(path.resolve()),
            "name": name,
            "manner": manner,
            "issues": [issue.as_dict() for issue in issues[:_ENOUGH]],
            "limits": limits.current(),
            "left_off": max(0, len(issues) - _ENOUGH),
            "words": words,
        }
        (Path(folder) / "request.json").write_text(json.dumps(request), encoding="utf-8")
        try:
            done = subprocess.run(
                [sys.executable, "-m", "etl.giveback_child", folder],
                cwd=PROJECT,
                env=os.environ | _SMALL_POOLS,
                timeout=limits.CHILD_WALL_SECONDS,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return _TOO_SLOW
        if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
            return _TOO_SLOW
        out = Path(folder) / "out.xlsx"
        return out.read_bytes() if done.returncode == 0 and out.exists() else None

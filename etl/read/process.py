"""把文件交给受限的子进程去读，取回答案；子进程怎么死，都只是一条拒收的理由。"""

import json
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from etl.issue import Issue, Refused
from etl.read import limits
from etl.read.findings import NO_ROOM, no_room
from etl.read.runner import Wait, forked_child, own_child
from etl.words import _

if TYPE_CHECKING:
    import pyarrow as pa  # 用到才载入：先让子进程读起来

Tables = tuple["pa.Table", "pa.Table", "pa.Table"]
Answer = tuple[list[dict], list[Tables]]
Finish = Callable[[dict], Answer]
_turn = threading.BoundedSemaphore(limits.READERS)


@contextmanager
def reading(path: Path, container: str) -> Iterator[Finish]:
    """A child process that already reads `path`; call what is yielded with the marks to get its answer.

    So the structure can be checked at the same time; leaving without the call, as where the check refuses the file,
    kills the child. The answer is sheet headers and their (text, number, kind) tables; the call raises Refused
    where the child refuses, dies or takes too long. Two files are read at a time, further threads wait their turn.
    """
    with _turn, _desk(path, container) as folder:
        # 大文件起一个进程的 0.2 秒不算什么，而大页内存要从头起才用得上
        start = own_child if path.stat().st_size > limits.SMALL_BYTES else forked_child
        with start(folder) as wait:
            yield partial(_finish, wait, path, folder)


@contextmanager
def _desk(path: Path, container: str) -> Iterator[Path]:
    """A private folder with the request in it, gone afterwards. Raises Refused where it can't be written."""
    with ExitStack() as stack:
        try:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="etl-read-")))
            request = {"path": str(path.resolve()), "container": container, "limits": limits.current()}
            (folder / "request.json").write_text(json.dumps(request), encoding="utf-8")
        except OSError as error:
            raise Refused([no_room(path)]) from error
        yield folder


def _finish(wait: Wait, path: Path, folder: Path, marks: dict) -> Answer:
    try:
        code = wait(json.dumps(marks).encode(), limits.CHILD_WALL_SECONDS)
    except TimeoutError:
        raise Refused([_too_slow(path)]) from None
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise Refused([_too_slow(path)])
    if code == NO_ROOM:
        raise Refused([no_room(path)])
    if code != 0:
        raise Refused([_crashed(path)])
    answer = json.loads((folder / "answer.json").read_text(encoding="utf-8"))
    if "issues" in answer:
        raise Refused([Issue(**issue) for issue in answer["issues"]])
    sheets = answer["sheets"]
    text, number, kind = (
        [_table(folder, at, name) for at in range(len(sheets))] for name in ("text", "number", "kind")
    )
    return sheets, list(zip(text, number, kind, strict=True))


def _table(folder: Path, number: int, name: str) -> "pa.Table":
    import pyarrow as pa

    with pa.memory_map(f"{folder}/{number}.{name}.arrow") as source:
        return pa.ipc.open_file(source).read_all()


def _too_slow(path: Path) -> Issue:
    text = _(
        "读取文件「{file}」超过 {seconds} 秒仍未完成，已停止。文件的结构过于复杂或不正常。"
        "请在 Excel 或 WPS 中把要填报的表复制到一个新工作簿，另存为 .xlsx 再提交。"
    )
    return Issue("E_READER_TIMEOUT", text.format(file=path.name, seconds=limits.cpu_seconds(path.stat().st_size)))


def _crashed(path: Path) -> Issue:
    text = _(
        "读取文件「{file}」时读取程序异常退出（已隔离，不影响系统）。"
        "文件的结构不正常，或内容太多，{limit} MB 内存装不下。"
        "请在 Excel 或 WPS 中把要填报的表复制到一个新工作簿，另存为 .xlsx 再提交。"
    )
    limit = limits.CHILD_MEMORY_BYTES // limits.MB
    return Issue("E_READER_CRASH", text.format(file=path.name, limit=limit))

"""把文件交给受限的子进程去读，取回答案；子进程怎么死，都只是一条拒收的理由。"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow as pa

from etl.issue import Issue, Refused
from etl.paths import PROJECT
from etl.read import limits
from etl.words import _

RawAnswer = tuple[list[dict], list[tuple[pa.Table, pa.Table]]]


def read_in_child(path: Path, container: str, marks: dict) -> RawAnswer:
    """Sheet headers and their (text, kind) tables. Raises Refused where the child refuses, dies or takes too long."""
    with tempfile.TemporaryDirectory(prefix="etl-read-") as name:
        folder = Path(name)
        request = {"path": str(path.resolve()), "container": container, "marks": marks}
        (folder / "request.json").write_text(json.dumps(request, ensure_ascii=False), encoding="utf-8")
        _run(path, folder)
        answer = json.loads((folder / "answer.json").read_text(encoding="utf-8"))
        if "issues" in answer:
            raise Refused([Issue(**issue) for issue in answer["issues"]])
        tables = [(_table(folder, i, "text"), _table(folder, i, "kind")) for i in range(len(answer["sheets"]))]
        return answer["sheets"], tables


def _run(path: Path, folder: Path) -> None:
    command = [sys.executable, "-m", "etl.read.child", str(folder)]
    environment = os.environ | {"PYTHONSAFEPATH": "", "OMP_NUM_THREADS": "1"}
    try:
        code = subprocess.run(
            command,
            cwd=PROJECT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=limits.CHILD_WALL_SECONDS,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        raise Refused([_too_slow(path)]) from None
    if code == -signal.SIGXCPU or (code == -signal.SIGKILL and not (folder / "answer.json").exists()):
        raise Refused([_too_slow(path)])
    if code != 0 or not (folder / "answer.json").exists():
        raise Refused([_crashed(path)])


def _table(folder: Path, number: int, name: str) -> pa.Table:
    with pa.memory_map(f"{folder}/{number}.{name}.arrow") as source:
        return pa.ipc.open_file(source).read_all()


def _too_slow(path: Path) -> Issue:
    text = _(
        "读取文件「{file}」超过 {seconds} 秒仍未完成，已停止。文件的结构过于复杂或不正常。"
        "请在 Excel 或 WPS 中把要填报的表复制到一个新工作簿，另存为 .xlsx 再提交。"
    )
    return Issue("E_READER_TIMEOUT", text.format(file=path.name, seconds=limits.CHILD_CPU_SECONDS))


def _crashed(path: Path) -> Issue:
    text = _(
        "读取文件「{file}」时读取程序异常退出（已隔离，不影响系统）。文件的结构不正常，或内容太多装不下。"
        "请在 Excel 或 WPS 中把要填报的表复制到一个新工作簿，另存为 .xlsx 再提交。"
    )
    return Issue("E_READER_CRASH", text.format(file=path.name))

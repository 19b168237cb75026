"""python -m bench.kill：在随机的时刻 kill -9 正在收报表的进程二百次，每次都查账。

查的是：账本验得过，没有半份归档，说过收下的、撤回的、收件的一件不少，接着的命令照常，库里的数与账一致。
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path

import duckdb
import xlsxwriter

from etl.build import build
from etl.demo.credit_code import credit_code
from etl.inbox import waiting
from etl.paths import PROJECT, ledger_dir
from etl.write.ledger import check_ledger, read_ledger

KILLS, SEED = 200, 20261121
_A_LEDGER = 20  # 杀这么多次换一个空账本：账越长建库越慢，杀到的时刻就越少
_CYCLE = 8  # 收下这么多份的时间里，每一步都轮得到
_FILES = 40


def main() -> int:
    """Exit code 0: nothing was ever lost or half there; 1: what was is printed."""
    parser = argparse.ArgumentParser(prog="python -m bench.kill", description="随机时刻 kill -9，每次都查账。")
    parser.add_argument("--kills", type=int, default=KILLS, help="杀几次")
    parser.add_argument("--seed", type=int, default=SEED, help="换一批时刻")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kill-") as folder:
        found, when = kills(Path(folder), asked.kills, asked.seed)
    print(f"杀了 {sum(when.values())} 次：", "、".join(f"{step} 之后 {times} 次" for step, times in when.most_common()))
    print(*(found or ["账本每次都验得过，没有半份归档，说过办成的一件不少。"]), sep="\n")
    return int(bool(found))


def kills(folder: Path, count: int, seed: int) -> tuple[list[str], Counter[str]]:
    """Everything found wrong after any of `count` kills, and how often each step was the last one heard of."""
    chance = random.Random(seed)
    found: list[str] = []
    when: Counter[str] = Counter()
    longest = _cycle_seconds(folder)
    for number in range(count):
        if sys.stderr.isatty():
            print(f"\r{number}/{count}，出错 {len(found)}", end="", file=sys.stderr, flush=True)
        data = folder / f"data{number // _A_LEDGER}"
        files = folder / f"files{number}"
        _write_files(files, number * _FILES)
        said = _killed(data, files, chance.uniform(0, longest))
        when[said[-1].split()[0] if said else "start"] += 1
        found += [f"第 {number + 1} 次：{problem}" for problem in problems(data, said)]
    return found, when


def _cycle_seconds(folder: Path) -> float:
    """How long a clerk takes for one cycle here and now, so that kills fall on every step."""
    files = folder / "files"
    _write_files(files, 0)
    with _clerk(folder / "data", files) as clerk:
        assert clerk.stdout is not None
        clerk.stdout.readline()
        began = time.monotonic()
        accepted = 0
        while accepted < _CYCLE:
            line = clerk.stdout.readline()
            assert line, "经办自己停了"
            accepted += line.startswith("accepted")
        clerk.kill()
    return time.monotonic() - began


def _clerk(data: Path, files: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "bench.clerk", str(data), str(files)]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)


def _write_files(folder: Path, first: int) -> None:
    """Forms of one firm whose figure is the number in the file's name."""
    folder.mkdir()
    for number in range(first + 1, first + _FILES + 1):
        with xlsxwriter.Workbook(folder / f"{number}.xlsx") as book:
            sheet = book.add_worksheet("表")
            sheet.write_row(0, 0, ["2026年1-9月", "单位：万元"])
            sheet.write_row(1, 0, ["统一社会信用代码", "企业名称", "营业收入"])
            sheet.write_row(2, 0, [credit_code(1), "虚构企业", 100_000 + number])


def _killed(data: Path, files: Path, seconds: float) -> list[str]:
    """What the clerk had said when it was killed, so long after it was ready; "ready" itself is left out."""
    with _clerk(data, files) as clerk:
        assert clerk.stdout is not None
        clerk.stdout.readline()
        time.sleep(seconds)
        os.kill(clerk.pid, signal.SIGKILL)
        return clerk.stdout.read().splitlines()


def problems(data: Path, said: list[str]) -> list[str]:
    """What is wrong with the books after a clerk who had said these things was killed."""
    if not data.exists():
        return []
    found = check_ledger(data)
    ledger = {filing.name: filing for filing in read_ledger(data)}
    held = {filing.page.get("sha256") for filing in ledger.values()} | {item.sha256 for item in waiting(data)}
    for line in said:
        step, *names = line.split()
        if step == "received" and names[0] not in held:
            found.append(f"收了件而不见了：{names[0]}")
        if step in ("accepted", "undone"):
            found += [f"办成了而账上没有：{line}" for name in names if name not in ledger]
        if step == "undone" and names[0] in ledger and ledger[names[0]].is_active:
            found.append(f"撤回了而还算着：{line}")
    for folder in (entry for entry in ledger_dir(data).glob("*Z-*") if not entry.name.startswith(".")):
        if not (folder / "filing.json").exists():
            found.append(f"半份归档：{folder.name}")
    return found + _wrong_figure(data)


def _wrong_figure(data: Path) -> list[str]:
    """The figure as built must be the one of the last filing in force."""
    active = [filing for filing in read_ledger(data) if filing.is_active]
    expected = [(Decimal(100_000 + int(Path(active[-1].page["file"]).stem)),)] if active else []
    with duckdb.connect(str(build(data)), read_only=True) as connection:
        built = connection.sql("SELECT revenue_10k_cny FROM filed").fetchall()
    return [] if built == expected else [f"库里是 {built}，账上是 {expected}"]


if __name__ == "__main__":
    sys.exit(main())

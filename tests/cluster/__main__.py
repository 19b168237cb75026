"""python -m tests.cluster：起一个主节点、两个工作节点，同样的 SQL 在 DuckDB 与 Spark 上各跑一遍，逐格比较，停掉。

后面写指标名，就只比这几个。
"""

import logging
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import FrameType

from etl import firm_sum
from etl.build import rebuild
from etl.paths import PROJECT
from tests.cluster.contract import Line, compare, never_asked
from tests.cluster.difference import LARGEST_ALLOWED
from tests.cluster.standalone import cluster

ASHARE = PROJECT.parent / "shared" / "data" / "ashare"
_SHOWN = 4
SOURCES = PROJECT / "tests" / "sources"


def main() -> int:
    """Exit code 0: the same answers everywhere; 1: a difference, or a file that nothing compared."""
    logging.getLogger("SQLQueryContextLogger").disabled = True  # 办不成的话，契约自己会说
    signal.signal(signal.SIGTERM, _leave)  # 叫停时也走到底，把集群一起停掉
    begun = time.monotonic()
    names = sys.argv[1:]
    files: dict[str, Line] = {}
    tables: dict[str, Line] = {}
    with tempfile.TemporaryDirectory(prefix="cluster-") as made, ThreadPoolExecutor() as pool:
        folder = Path(made)
        loading = {"演示数据": pool.submit(_demo, folder / "demo")}
        if ASHARE.is_dir():
            loading["上市公司"] = pool.submit(_listed, folder / "listed")
        else:
            print("没有 ../shared/data/ashare，只比演示数据")
        (folder / "spark").mkdir()
        with cluster(folder / "spark") as address:
            for name, data in loading.items():
                data.result()
                print(f"{name}：集群 {address}，{time.monotonic() - begun:.0f} 秒时开始比", flush=True)
                compare(data.result(), address, names, files, tables)
    _report("SQL 文件", files)
    _report("指标表", tables)
    faults = [fault for lines in (files, tables) for name, line in lines.items() for fault in _faults(name, line)]
    faults += [] if names else never_asked(files, tables)
    for fault in faults:
        print(f"不合契约 {fault}")
    verdict = "有不同" if faults else f"答案一样（相对差都不超过 {LARGEST_ALLOWED:g}）"
    print(f"\nDuckDB 与 Spark {verdict}，共 {time.monotonic() - begun:.0f} 秒")
    return int(bool(faults))


def _report(title: str, lines: dict[str, Line]) -> None:
    """A line each; a metric's table costs no time of its own, its statements are the files above."""
    print(f"\n{title:<22}{'问了':>6}{'行':>9}{'列':>5}{'最大相对差':>11}{'DuckDB秒':>9}{'Spark秒':>8}")
    for name, line in sorted(lines.items()):
        seconds = "".join(f"{each:>10.2f}" for each in line.seconds) if any(line.seconds) else f"{'—':>10}" * 2
        print(f"{name:<24}{line.asked:>8}{line.rows:>10}{line.columns:>6}{line.largest:>14.1e}{seconds}")


def _faults(name: str, line: Line) -> list[str]:
    rest = len(line.faults) - _SHOWN
    said = [f"{name}：{fault}" for fault in line.faults[:_SHOWN]]
    return [*said, f"{name}：还有 {rest} 处"] if rest > 0 else said


def _demo(data: Path) -> Path:
    """The demonstration data, made anew, with the sums over single firms that only large builds have.

    The listed companies' build has none: so both ways of answering are compared.
    """
    _run("etl.demo", "--data", str(data))
    firm_sum.FEWEST_ROWS = 0
    rebuild(data)
    return data


def _listed(data: Path) -> Path:
    """The listed companies' real figures: one register, seven quarters."""
    register, revenue = SOURCES / "上市公司名录.toml", SOURCES / "上市公司营收.toml"
    _run("etl", "load", str(ASHARE / "企业名录.xlsx"), "--source", str(register), "--data", str(data))
    quarters = [str(file) for file in sorted(ASHARE.glob("20*_营业收入.xlsx"))]
    _run("etl", "load", *quarters, "--source", str(revenue), "--data", str(data))
    return data


def _run(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", *arguments], cwd=PROJECT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(arguments)}\n{done.stdout}{done.stderr}")


def _leave(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main())

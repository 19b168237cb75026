"""python -m bench：三项对照都在同一次运行里量，只看比值。结果打印出来，也写进 bench/results。"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from bench import batch, command, intake, neighbour, numbers, page, rerun, role
from bench.verdict import Verdict, markdown
from etl.paths import BEIJING

HERE = Path(__file__).resolve().parent
DATA, RESULTS = HERE / "data", HERE / "results"
MEASURES = ("intake", "batch", "neighbour", "rerun", "page", "role", "command", "numbers")


def main() -> int:
    """Measure what is asked for, all of it by default. Exit code 1 where a bar isn't met."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="量速度与内存：每一项都与对照轮流跑，只看比值。"
    )
    parser.add_argument("measures", nargs="*", metavar="哪几项", help=f"{' '.join(MEASURES)}，默认全量")
    asked = parser.parse_args().measures or MEASURES
    if unknown := [name for name in asked if name not in MEASURES]:
        parser.error(f"没有叫 {'、'.join(unknown)} 的一项；只有 {'、'.join(MEASURES)}")
    DATA.mkdir(exist_ok=True)
    demo = _demo()
    verdicts = [verdict for name in asked for verdict in _measured(name, demo)]
    report = f"{_machine()}\n\n{markdown(verdicts)}\n"
    print(report)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{datetime.now(BEIJING):%Y%m%d-%H%M%S}.md").write_text(report, encoding="utf-8")
    return int(not all(verdict.is_met for verdict in verdicts))


def _measured(name: str, demo: Path) -> list[Verdict]:
    print(f"正在量 {name}……", file=sys.stderr)
    if name in ("intake", "batch", "numbers"):
        return {"intake": intake, "batch": batch, "numbers": numbers}[name].measure(DATA)
    if name == "neighbour":
        return neighbour.measure(DATA, demo)
    return {"rerun": rerun, "page": page, "role": role, "command": command}[name].measure(demo)


def _demo() -> Path:
    """A data folder of our own with the demonstration data, made anew: the generator may have changed since."""
    demo = DATA / "demo"
    shutil.rmtree(demo, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "etl.demo", "--data", str(demo)], check=True, stdout=subprocess.DEVNULL)
    return demo


def _machine() -> str:
    python = platform.python_version()
    return f"{os.cpu_count()} 核，{platform.system()}，Python {python}，{datetime.now(BEIJING):%Y-%m-%d}"


if __name__ == "__main__":
    sys.exit(main())

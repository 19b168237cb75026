"""披露控制的攻击：`python -m bench.disclosure DATA [--as-of 日,日] [--periods …] [--by …] [--then "load 文件"] …`。

攻击者以研究者的身份取每一张开放的表、每一个指标、每一期、几版账，推算每一家企业每一期的数，不是抽样；再报隐去了多少。
几版账：先按 --as-of 看旧日子，再看现在，再照 --then 写的逐条收下或撤回（python -m etl 的命令），每一条之后再看一遍；
`--then "undo {last}"` 撤回刚收的那一份。
没有一家被推到 ±10% 以内才算过。
"""

import argparse
import shlex
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from bench.attacker import close
from bench.knowledge import Knowledge
from bench.listener import learn
from etl.paths import ledger_dir
from metrics.disclosure.loss import loss
from metrics.disclosure.rules import load_policy
from metrics.records import periods
from metrics.store import open_store


def main(arguments: list[str] | None = None) -> int:
    """Attack one data folder (copy it first: what is asked for is written down as given out); returns the exit code."""
    options = _options(arguments)
    known = Knowledge()
    started = time.perf_counter()
    tables = options.by or load_policy(options.data).tables

    def see(day: date | None = None) -> None:
        with open_store(options.data, day) as store:
            learn(known, store, [(by, {}) for by in tables], options.periods)

    for day in [*options.as_of, None]:
        see(day)
    for command in options.then:
        newest = max(one.name for one in ledger_dir(options.data).iterdir() if one.is_dir())
        said = [newest if word == "{last}" else word for word in shlex.split(command)]
        words = [sys.executable, "-m", "etl", *said, "--data", str(options.data)]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        see()
    told = time.perf_counter() - started
    wanted = sorted({variable for row in known.rows for variable in row} | known.seen)
    wanted = [one for one in wanted if one[3]]
    found = close(known, wanted)
    versions = len(options.as_of) + len(options.then) + 1
    print(f"{versions} 版账、{len(tables)} 张表，看到 {len(known.rows)} 个等式与不等式（{told:.0f} 秒）")
    spent = time.perf_counter() - started - told
    print(f"推算 {len(wanted)} 个企业·期的数，推到 ±10% 以内的：{len(found)}（{spent:.0f} 秒）")
    for one in found[:20]:
        print(f"  {one.variable[:3]} 真数 {one.true:.2f}，推得 {one.low:.2f}–{one.high:.2f}")
    with open_store(options.data) as store:
        for period in (options.periods or periods(store))[-1:]:
            print(loss(store, period).to_string(index=False))
    return 1 if found else 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.disclosure")
    parser.add_argument("data", type=Path)
    parser.add_argument("--as-of", type=_days, default=[])
    parser.add_argument("--then", action="append", default=[])
    parser.add_argument("--periods", type=lambda text: text.split(","), default=[])
    parser.add_argument("--by", type=_tables, default=[])
    return parser.parse_args(arguments)


def _days(text: str) -> list[date]:
    return [date.fromisoformat(one) for one in text.split(",")]


def _tables(text: str) -> list[tuple[str, ...]]:
    return [tuple(name for name in one.split("+") if name) for one in text.split(",")]


if __name__ == "__main__":
    sys.exit(main())

"""披露控制的攻击：`python -m bench.disclosure DATA [--periods …] [--by …] [--firms N]`。

攻击者以研究者的身份取每一张开放的表、每一期，推算抽出来的企业；再报隐去了多少。没有一家被推到 ±10% 以内才算过。
"""

import argparse
import random
import sys
import time
from pathlib import Path

from bench.attacker import Knowledge, bounds
from bench.listener import learn
from metrics.disclosure.loss import loss
from metrics.records import periods
from metrics.store import open_store


def main(arguments: list[str] | None = None) -> int:
    """Attack one data folder (copy it first: what is asked for is written down as given out); returns the exit code."""
    options = _options(arguments)
    with open_store(options.data) as store:
        wanted = options.periods or periods(store)
        known = Knowledge()
        started = time.perf_counter()
        learn(known, store, [(by, {}) for by in options.by], wanted)
        told = time.perf_counter() - started
        figures = sorted(one for one in known.seen if one[3] > 0)
        chosen = random.Random(options.seed).sample(figures, min(options.firms, len(figures)))
        found = [one for one in bounds(known, chosen) if one.is_close()]
        print(f"看到 {len(known.rows)} 个等式（{told:.0f} 秒），抽 {len(chosen)}/{len(figures)} 个企业·期的数推算")
        print(f"推到 ±10% 以内的：{len(found)}（{time.perf_counter() - started - told:.0f} 秒）")
        for period in wanted[-1:]:
            print(loss(store, period).to_string(index=False))
    return 1 if found else 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.disclosure")
    parser.add_argument("data", type=Path)
    parser.add_argument("--periods", type=lambda text: text.split(","), default=[])
    parser.add_argument("--by", type=_tables, default=_tables(",industry,region,industry+region"))
    parser.add_argument("--firms", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(arguments)


def _tables(text: str) -> list[tuple[str, ...]]:
    return [tuple(name for name in one.split("+") if name) for one in text.split(",")]


if __name__ == "__main__":
    sys.exit(main())

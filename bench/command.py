"""命令行取一次增速，对只是 import duckdb, pandas。"""

import sys
from pathlib import Path

from bench.stopwatch import interleaved, timed
from bench.verdict import Verdict

ROUNDS = 11


def measure(demo: Path) -> list[Verdict]:
    """Wall time of both, by turns, after one round that warms the disk."""
    show = [sys.executable, "-m", "metrics", "show", "growth", "--data", str(demo)]
    imports = [sys.executable, "-c", "import duckdb, pandas"]
    ours, other = interleaved(lambda: timed(show), lambda: timed(imports), ROUNDS + 1)
    return [
        Verdict("metrics show growth", [run.seconds for run in ours[1:]], [run.seconds for run in other[1:]], 3, "秒")
    ]

"""python -m tests.fuzz：变异两万份文件逐份交进去，不许卡住、不许有没接住的异常、不许收下没有数的行。

`--count` 几份，`--seed` 换一批，`--only 编号` 只跑一份并留下那个文件。
"""

import argparse
import re
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path

from tests.fuzz.corpus import MAKER, Original, originals
from tests.fuzz.outcome import outcome
from tests.fuzz.worker import Answer, answers, write_input

COUNT, SEED = 20_000, 20261121
_SHOWN = 5
_ADDRESS = re.compile(r"['\"/][^\s]*|\d+(?:\.\d+)?")


def main() -> int:
    """Exit code 0: every answer is right; 1: some are not, each named by its number."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="变异的工作簿逐份交进去。")
    parser.add_argument("--count", type=int, default=COUNT, help="几份")
    parser.add_argument("--seed", type=int, default=SEED, help="换一批")
    parser.add_argument("--only", type=int, metavar="编号", help="只跑这一份")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        folder = Path(name)
        files = originals(folder)
        if not MAKER.exists():
            print("没有 ../shared/hostile/make_hostile.py，只变异自己的表。", file=sys.stderr)
        if asked.only is not None:
            return _one(files, folder, asked.seed, asked.only)
        began = time.monotonic()
        found = answers(files, folder, asked.seed, asked.count, partial(_say, asked.count))
        return _report(found, asked.count, time.monotonic() - began, len(files))


def _one(files: list[Original], folder: Path, seed: int, number: int) -> int:
    path, source = write_input(files, Path(tempfile.mkdtemp(prefix="fuzz-")), seed, number)
    word, wrong = outcome(path, folder, source)
    print(path, word, *wrong, sep="\n")
    return int(bool(wrong))


def _say(count: int, done: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done}/{count}", end="", file=sys.stderr)


def _report(found: list[Answer], count: int, seconds: float, originals_used: int) -> int:
    words = Counter(word for _number, word, _wrong in found)
    bad: dict[str, list[int]] = {}
    for number, word, wrong in sorted(found):
        for text in wrong:
            bad.setdefault(f"{word}　{_ADDRESS.sub('…', text)}", []).append(number)
    print(f"底本 {originals_used} 份，变异 {len(found)} 份，用时 {seconds / 60:.1f} 分钟。")
    print(f"收下 {words['收']} 份，要问 {words['问']} 份，其余拒收：")
    for word, times in words.most_common():
        print(f"  {word:28s}{times:6d}")
    lost = f"卡住 {words['卡住']}，崩溃 {words['崩溃']}，没接住的异常 {words['异常']}"
    print(f"{lost}，答得不对 {sum(map(len, bad.values()))}。")
    for text, numbers in bad.items():
        print(f"  {text}：{len(numbers)} 份，如 {'、'.join(map(str, numbers[:_SHOWN]))}")
    return int(bool(bad) or len(found) != count)


if __name__ == "__main__":
    sys.exit(main())

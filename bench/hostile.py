"""python -m bench.hostile：恶意样本逐份读，量读的进程占多少、这边的进程长多少、停多久。

这边另有一个线程每 5 毫秒醒一次，醒晚了多少就是服务器里别人要等多久。
"""

import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from etl.inbox import receive
from etl.look import ground, load_the_rest, looks_on
from etl.paths import PROJECT
from etl.read import runner

MAKER = PROJECT.parent / "shared" / "hostile" / "make_hostile.py"
_TICK_SECONDS = 0.005
_GROWTH_MB, _CHILD_MB, _SECONDS, _PAUSE_SECONDS = 50, 300, 5, 0.3


def main() -> int:
    """Exit code 0: within the bars for every file; 1: not, the file is named."""
    if not MAKER.exists():
        print("没有 ../shared/hostile/make_hostile.py，没有可量的。", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="hostile-") as name:
        folder = Path(name)
        subprocess.run([sys.executable, str(MAKER), str(folder / "样本")], check=True, stdout=subprocess.DEVNULL)
        files = [file for file in sorted((folder / "样本").iterdir()) if file.stem != "manifest"]
        return _measured(files, folder / "data")


def _measured(files: list[Path], data: Path) -> int:
    base = ground(data)
    load_the_rest()
    for file in files[:2]:  # 先热身：载入模块不算文件的账
        looks_on(base, receive(data, file.name, file.read_bytes(), "甲"))
    pauses: list[float] = []
    threading.Thread(target=_watch, args=(pauses,), daemon=True).start()
    begun, worst_growth, worst_pause, worst_seconds = _peak_mb(), 0.0, 0.0, 0.0
    bad: list[str] = []
    for file in files:
        content = file.read_bytes()
        before, start = _peak_mb(), time.perf_counter()
        pauses.clear()
        try:
            looks_on(base, receive(data, file.name, content, "甲"))
        except Exception as error:  # 收件就拒收的也算答了
            print(f"{file.name}：{type(error).__name__}")
        seconds, growth, pause = time.perf_counter() - start, _peak_mb() - before, max(pauses, default=0.0)
        worst_growth, worst_pause = max(worst_growth, growth), max(worst_pause, pause)
        worst_seconds = max(worst_seconds, seconds)
        if growth > _GROWTH_MB / 5 or pause > _PAUSE_SECONDS / 3 or seconds > 1:
            print(f"{file.name:48s} {seconds:5.2f} 秒  长 {growth:5.1f} MB  停 {pause * 1000:4.0f} 毫秒")
        if growth > _GROWTH_MB or pause > _PAUSE_SECONDS or seconds > _SECONDS:
            bad.append(file.name)
    runner.close()  # 苗圃等过它分出来的每一个，它停了才问得到其中最大的
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    total = _peak_mb() - begun
    print(
        f"{len(files)} 份：最慢 {worst_seconds:.2f} 秒，一份最多长 {worst_growth:.1f} MB，全部读完共长 {total:.1f} MB，"
    )
    print(f"最长停 {worst_pause * 1000:.0f} 毫秒；读的进程最多 {child:.0f} MB。")
    bad += [f"读的进程 {child:.0f} MB"] if child > _CHILD_MB else []
    print(*(bad and ["超了：", *bad]), sep="\n")
    return int(bool(bad))


def _watch(pauses: list[float]) -> None:
    while True:
        before = time.perf_counter()
        time.sleep(_TICK_SECONDS)
        pauses.append(time.perf_counter() - before - _TICK_SECONDS)


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())

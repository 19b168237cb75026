"""建好的库和半成品：留几个，什么时候清掉。"""

import shutil
import time
from contextlib import suppress
from pathlib import Path

_KEPT_BUILDS = 8
_LONGEST_BUILD_SECONDS = 3600


def databases(folder: Path) -> list[Path]:
    """The finished databases of a build folder."""
    # 点开头的是别人正在写的半成品
    return [file for file in folder.glob("*.duckdb") if not file.name.startswith(".")]


def forget_old(folder: Path, current: Path) -> None:
    """Keep the last few databases for links of that day; an older one is built again when asked for.

    What a killed build left half-written goes after an hour.
    """
    with suppress(OSError):  # 别的进程也在清理
        files = sorted(databases(folder), key=lambda file: file.stat().st_mtime, reverse=True)
        stale = [
            file for file in folder.glob(".*.duckdb*") if file.stat().st_mtime < time.time() - _LONGEST_BUILD_SECONDS
        ]
        for file in [*files[_KEPT_BUILDS:], *stale]:
            if file != current:
                discard(file)


def discard(left: Path) -> None:
    """Remove a file or folder; no matter where it is gone already."""
    with suppress(OSError):
        shutil.rmtree(left) if left.is_dir() else left.unlink()

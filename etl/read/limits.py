"""读一个文件时各处的上限；超过就拒收，绝不截断。数在 limits.toml，数据目录的 settings.toml 可以改。"""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from etl.issue import Issue, Refused
from etl.words import _

MB = 1024 * 1024
_FILE = Path(__file__).with_name("limits.toml")
_SHIPPED: dict[str, int] = tomllib.loads(_FILE.read_text(encoding="utf-8"))

FILE_BYTES = _SHIPPED["file_mb"] * MB
UNPACKED_BYTES = _SHIPPED["unpacked_mb"] * MB
UNPACKED_RATIO = _SHIPPED["unpacked_ratio"]
UNPACKED_RATIO_FROM = 10 * MB  # 小部件不看比例
ZIP_MEMBERS = _SHIPPED["zip_members"]
ZIP_DIRECTORY_BYTES = 2 * MB  # 2,000 个部件的目录远用不了这么多
SHARED_STRING_BYTES = MB  # 一格最多 32,767 字
ROW_BYTES = 16 * MB
BUNDLE_BYTES = _SHIPPED["bundle_mb"] * MB
BUNDLE_FILES = _SHIPPED["bundle_files"]
PREFLIGHT_SECONDS = _SHIPPED["preflight_seconds"]

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # 文件格式本身的边界
SHEETS = _SHIPPED["sheets"]
ROWS = _SHIPPED["rows"]
COLUMNS = _SHIPPED["columns"]
CELLS = _SHIPPED["cells"]
MERGES = _SHIPPED["merges"]
MARKS = _SHIPPED["marks"]

CHILD_MEMORY_BYTES = _SHIPPED["child_memory_mb"] * MB
CHILD_FILE_BYTES = _SHIPPED["child_file_mb"] * MB
CHILD_CPU_SECONDS = _SHIPPED["child_cpu_seconds"]
CHILD_SMALL_CPU_SECONDS = _SHIPPED["child_small_cpu_seconds"]
SMALL_BYTES = 2 * MB
CHILD_WALL_SECONDS = _SHIPPED["child_wall_seconds"]
READERS = 2  # 同时读几个文件，其余的等；内存上限按这么多份算


def use(data: Path) -> None:
    """Set the limits of this process to those shipped, changed by [limits] of settings.toml in the data folder.

    Raises Refused, all of them unchanged, where that table names an unknown limit or no positive whole number.
    """
    file = data / "settings.toml"
    own = _own(file) if file.exists() else {}
    problems = [_problem(file, name, value) for name, value in own.items() if not _is_sound(name, value)]
    if problems:
        raise Refused(problems)
    apply({_constant(name): value * MB if name.endswith("_mb") else value for name, value in (_SHIPPED | own).items()})


def current() -> dict[str, float]:
    """Every limit that can be configured, by constant, as it is now: what a child process is to work with."""
    return {_constant(name): globals()[_constant(name)] for name in _SHIPPED}


def apply(values: Mapping[str, float]) -> None:
    """Set constants of this module by name; names it does not have are left alone."""
    globals().update({name: value for name, value in values.items() if name in globals()})


def cpu_seconds(size: int) -> int:
    """The processor time a reader has for a file of this many bytes: a small one is read at once, or it is no form."""
    return CHILD_CPU_SECONDS if size > SMALL_BYTES else min(CHILD_SMALL_CPU_SECONDS, CHILD_CPU_SECONDS)


def _own(file: Path) -> dict[str, int]:
    try:
        own = tomllib.loads(file.read_text(encoding="utf-8")).get("limits", {})
    except (OSError, ValueError) as error:
        message = _("设置文件 {0} 读不出来：{1}；请按 TOML 的写法改好。").format(file, error)
        raise Refused([Issue("settings_damaged", message)]) from error
    if not isinstance(own, dict):
        raise Refused([Issue("settings_damaged", _("设置文件 {0} 的 limits 要写成 [limits] 一节。").format(file))])
    return own


def _is_sound(name: str, value: object) -> bool:
    return name in _SHIPPED and isinstance(value, int) and not isinstance(value, bool) and value > 0


def _problem(file: Path, name: str, value: object) -> Issue:
    if name not in _SHIPPED:
        text = _("设置文件 {0} 的 [limits] 里没有叫“{1}”的上限；现有：{2}。").format(file, name, "、".join(_SHIPPED))
    else:
        text = _("设置文件 {0} 的 [limits] {1} = {2}：上限要写成大于 0 的整数。").format(file, name, value)
    return Issue("settings_damaged", text, value=str(value))


def _constant(name: str) -> str:
    return f"{name.removesuffix('_mb')}_bytes".upper() if name.endswith("_mb") else name.upper()

"""数据目录里什么东西放在哪里；谁需要知道位置，都只从这里问。"""

import hashlib
import os
from datetime import MAXYEAR, UTC, date, datetime, timedelta, timezone
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
BEIJING = timezone(timedelta(hours=8))  # 报告日按北京时间算，与服务器时区无关
BUILD_SCHEMA = "11"  # 建库的表结构或算法一变就加一，旧库自动作废


def data_dir(argument: str | Path | None = None) -> Path:
    """The data folder: --data, else $CLUSTERS_DATA, else the project's own data/."""
    return Path(argument or os.environ.get("CLUSTERS_DATA") or PROJECT / "data").resolve()


def ledger_dir(data: Path) -> Path:
    """Filings, one folder each, immutable."""
    return data / "ledger"


def build_dir(data: Path) -> Path:
    """Databases built from the ledger; may be deleted at any time."""
    return data / "build"


def inbox_dir(data: Path) -> Path:
    """Files dropped and not yet accepted, one folder each."""
    return data / "inbox"


def settings_file(data: Path) -> Path:
    """The data folder's own settings; may be absent."""
    return data / "settings.toml"


def released_dir(data: Path) -> Path:
    """What disclosure control has let out, period by period: without it a later version can't protect the earlier."""
    return data / "released"


def released_list(data: Path) -> Path:
    """The digest of every record in `released`, kept beside it: without a copy elsewhere a loss would go unseen."""
    return data / "released.sha256"


def demo_dir(data: Path) -> Path:
    """Generated demonstration workbooks."""
    return data / "demo"


def plans_dir(data: Path) -> Path:
    """Plan TOMLs: the data folder's own, else those shipped with the project."""
    return _own_or_shipped(data, "plans")


def clusters_dir(data: Path) -> Path:
    """Taxonomy TOMLs: the data folder's own, else those shipped with the project."""
    return _own_or_shipped(data, "clusters")


def tiers_file(data: Path) -> Path:
    """The revenue tiers: the data folder's own, else those shipped with the project."""
    return _own_or_shipped(data, "tiers.toml")


def quality_file(data: Path) -> Path:
    """Due days and the lines of the quality badge: the data folder's own, else those shipped with the project."""
    return _own_or_shipped(data, "quality.toml")


def disclosure_file(data: Path) -> Path:
    """Which disclosure rules hold and which tables are open: the data folder's own, else the one shipped."""
    return _own_or_shipped(data, "disclosure.toml")


def pace_file(data: Path) -> Path:
    """Each year's target for the in-year pace: the data folder's own, else the one shipped with the project."""
    return _own_or_shipped(data, "pace.toml")


def corrections_dir(data: Path) -> Path:
    """Known errors of sources, as TOMLs: the data folder's own, else those shipped with the project."""
    return _own_or_shipped(data, "corrections")


def _own_or_shipped(data: Path, name: str) -> Path:
    return data / name if (data / name).exists() else PROJECT / "data" / name


def filing_names(data: Path, as_of: date | None = None) -> list[str]:
    """Folder names of all filings in order of acceptance, up to the end of `as_of` (Beijing time) if given.

    A name begins with the UTC moment of acceptance, `20260415T031502123Z-…`: the order of names is the order of time.
    """
    folder = ledger_dir(data)
    if not folder.is_dir():
        return []
    names = sorted(entry.name for entry in os.scandir(folder) if not entry.name.startswith(".") and _is_filing(entry))
    if as_of is None or as_of.year >= MAXYEAR:
        return names
    end = datetime(as_of.year, as_of.month, as_of.day, tzinfo=BEIJING) + timedelta(days=1)
    limit = end.astimezone(UTC).strftime("%Y%m%dT%H%M%S")
    return [name for name in names if name[:15] < limit]


def _is_filing(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder, or a link to one as in a trial of what acceptance would do; a link isn't followed."""
    return entry.is_dir(follow_symlinks=False) or entry.is_symlink()


def build_key(data: Path, as_of: date | None = None) -> str:
    """The data version: 12 hex digits fixed by filings known that day, taxonomies, tiers and the build's own schema.

    The same inputs give the same key on any machine, so a database named by it never needs a second look.
    """
    digest = hashlib.sha256(BUILD_SCHEMA.encode())
    for name in filing_names(data, as_of):
        digest.update(name.encode())
    for toml in [*sorted(clusters_dir(data).glob("*.toml")), tiers_file(data)]:
        digest.update(toml.read_bytes())
    return digest.hexdigest()[:12]


# 同一个进程里，一个库只能按同一种办法打开；大家都按这一种：只读、不出网、不碰别的文件
READ_ONLY: dict[str, str | bool | int | float | list[str]] = {
    "access_mode": "READ_ONLY",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "python_enable_replacements": "false",
}


def build_file(data: Path, as_of: date | None = None) -> Path:
    """Where the database for this state of the ledger stands, whether or not it has been built yet."""
    return build_dir(data) / f"{build_key(data, as_of)}.duckdb"

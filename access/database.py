"""账号库：数据目录里的 access/，只有本服务的用户读得了。"""

import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from access.fault import AccessError
from etl.words import _, why

_SCHEMA = Path(__file__).with_name("schema.sql")
_AT_ONCE = 4  # 一个服务只用一个账号库；测试里多几个
_mine = threading.local()


def access_dir(data: Path) -> Path:
    """Accounts, sessions, settings and the audit trail."""
    return data / "access"


def database_file(data: Path) -> Path:
    """The SQLite file of accounts and sessions."""
    return access_dir(data) / "access.db"


def prepared(data: Path) -> Path:
    """The access folder, made with mode 0700 where missing. Raises AccessError where others could read it."""
    folder = access_dir(data)
    try:
        folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    except OSError as error:
        raise AccessError(_("建不了 {0}：{1}。请检查数据目录的权限。").format(folder, why(error))) from error
    check_private(folder)
    return folder


def check_private(path: Path) -> None:
    """Raises AccessError unless `path` belongs to this user and nobody else has any right on it."""
    found = path.stat()
    if found.st_uid != os.geteuid():
        raise AccessError(_("{0} 不属于运行本服务的用户；请执行 chown。").format(path))
    if stat.S_IMODE(found.st_mode) & 0o077:
        mode = "700" if path.is_dir() else "600"
        raise AccessError(_("{0} 别的用户也能读写；请执行 chmod {1}。").format(path, mode))


@contextmanager
def connected(data: Path, *, writing: bool = False) -> Iterator[sqlite3.Connection]:
    """This thread's connection for one piece of work, committed at the end or rolled back. Raises AccessError.

    `writing` takes the writer's turn at once: two that first read and then write would otherwise refuse each other.
    """
    prepared(data)
    file = database_file(data)
    if not file.exists():
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))  # 先建成只许自己读写，SQLite 的附属文件随它
    check_private(file)
    connection = _kept(file)
    connection.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
    try:
        yield connection
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _kept(file: Path) -> sqlite3.Connection:
    """This thread's own connection to the file; opened anew where another file has taken its place (a restore)."""
    found = file.stat()
    state = (found.st_dev, found.st_ino)
    connections: dict[Path, tuple[tuple[int, int], sqlite3.Connection]] = _mine.__dict__.setdefault("kept", {})
    if file in connections and connections[file][0] == state:
        return connections[file][1]
    if file in connections or len(connections) >= _AT_ONCE:
        connections.pop(file if file in connections else next(iter(connections)))[1].close()
    connection = sqlite3.connect(file, timeout=10, isolation_level=None)
    connection.row_factory = sqlite3.Row
    if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
        connection.execute("PRAGMA journal_mode = WAL")  # 读的不等写的
        connection.executescript(_SCHEMA.read_text(encoding="utf-8"))
    connections[file] = (state, connection)
    return connection


def is_set_up(data: Path) -> bool:
    """Whether there is an account database at all; nothing is created by asking."""
    return database_file(data).exists()

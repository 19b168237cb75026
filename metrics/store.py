"""唯一的一道门：只读打开由台账建成的数据库，一次查询一个游标，值只作绑定参数。

平常是内嵌的库；有环境设置 `CLUSTERS_SPARK` 时是同一份库的 Parquet，摆在 Spark 集群上。
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd

from etl.paths import PROJECT, READ_ONLY, build_file
from etl.words import _

if TYPE_CHECKING:
    from metrics.cluster import Cluster

# 同一进程里对同一文件的连接必须用同一套设置，所以只有这一处


class StoreError(Exception):
    """The database is not there and could not be built; the message is for the person at the keyboard."""


@dataclass(frozen=True)
class Store:
    """A read-only view of one named build; what it names never changes, so neither do its answers."""

    data: Path
    as_of: date | None
    path: Path
    meta: dict[str, str]
    connection: "duckdb.DuckDBPyConnection | Cluster"

    @property
    def version(self) -> str:
        """The data version, as shown on every page and in every file."""
        return self.meta.get("version") or self.path.stem

    @property
    def is_demo(self) -> bool:
        """Whether the figures are invented demonstration data."""
        return self.meta.get("is_demo") == "true"

    def query(self, sql: str, params: Sequence[object] = ()) -> pd.DataFrame:
        """Rows of `sql` as a frame (DECIMAL as float64, exact up to 15 digits); `params` fill its `?` in order."""
        with self.connection.cursor() as cursor:
            return cursor.execute(sql, list(params)).df()

    def rows(self, sql: str, params: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Rows of `sql` as tuples, money as Decimal; `params` fill its `?` in order."""
        with self.connection.cursor() as cursor:
            return cursor.execute(sql, list(params)).fetchall()

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()


def open_store(data: Path, as_of: date | None = None) -> Store:
    """Open the build for the filings known at the end of `as_of` (all of them by default), building it when missing.

    With `CLUSTERS_SPARK=spark://host:port` set, the cluster answers over the same build's Parquet, written beside it
    when missing. Raises StoreError when the build fails or the cluster can't be used.
    """
    address = os.environ.get("CLUSTERS_SPARK", "")
    return _clustered(address, data, as_of) if address else _embedded(data, as_of)


def _clustered(address: str, data: Path, as_of: date | None) -> Store:
    from metrics.cluster import ClusterError, connect
    from metrics.parquet import folder_for, write_tables

    folder = folder_for(build_file(data, as_of))
    if not folder.is_dir():
        with _embedded(data, as_of) as store:
            folder = folder_for(store.path)
            assert isinstance(store.connection, duckdb.DuckDBPyConnection)  # 内嵌的门后面总是它
            write_tables(store.connection, folder)
    try:
        connection = connect(address, folder)
    except ClusterError as error:
        raise StoreError(str(error)) from error
    meta = {str(key): str(value) for key, value in connection.execute("SELECT key, value FROM meta").fetchall()}
    return Store(data, as_of, folder, meta, connection)


def _embedded(data: Path, as_of: date | None) -> Store:
    path = build_file(data, as_of)
    if not path.exists():
        _rebuild(data, as_of)
        path = build_file(data, as_of)  # 重建期间可能又收了一批，版本随之而变
    if not path.exists():
        raise StoreError(
            _("数据库 {name} 没有建成：重建命令已结束，却没有写出文件。请运行 python -m etl verify 检查台账。").format(
                name=path.name
            )
        )
    try:
        return _opened(data, as_of, path)
    except StoreError:
        # 库是由台账建的，坏了就丢掉重建一次；台账本身不动
        path.unlink(missing_ok=True)
        _rebuild(data, as_of)
        return _opened(data, as_of, build_file(data, as_of))


def _opened(data: Path, as_of: date | None, path: Path) -> Store:
    connection = None
    try:
        connection = duckdb.connect(str(path), read_only=True, config=READ_ONLY)
        with connection.cursor() as cursor:
            meta = {str(key): str(value) for key, value in cursor.execute("SELECT key, value FROM meta").fetchall()}
    except duckdb.Error as error:
        if connection is not None:
            connection.close()  # 不关，重建之后按同一个名字打开的还是坏的那一个
        raise StoreError(
            _("数据库 {name} 打不开，重建也没有修好。请检查磁盘，并运行 python -m etl verify 核对台账。").format(
                name=path.name
            )
        ) from error
    return Store(data, as_of, path, meta, connection)


def _rebuild(data: Path, as_of: date | None) -> None:
    """Run the rebuild command; metrics never imports the loader, so that a reader cannot write."""
    command = [sys.executable, "-m", "etl", "rebuild", "--data", str(data)]
    if as_of is not None:
        command += ["--as-of", as_of.isoformat()]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip()
        why = said[-500:].rstrip("。")
        raise StoreError(
            _("数据库不存在，重建也没有成功：{why}。请运行 python -m etl rebuild 查看详情。").format(why=why)
        )

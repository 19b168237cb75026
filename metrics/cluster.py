"""一台机器不够用时的另一扇门：同一份库的 Parquet 摆在 Spark 集群上，同样的 SQL 一字不改地问它。

环境设置 `CLUSTERS_SPARK=spark://主机:端口` 时 `store.open_store` 走这里；pyspark 到这时才载入。
"""

import socket
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import duckdb
import pandas as pd

from etl.words import _

if TYPE_CHECKING:
    import pyarrow as pa

_SCHEME = "spark"
_CONNECT_SECONDS = 5.0
# 只有左右答案的设置；内存、分区数是集群自己的事
_SETTINGS = {
    "spark.app.name": "产业一网通览",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


class ClusterError(Exception):
    """The cluster can't be used; the message says what to do."""


@dataclass(frozen=True)
class Answer:
    """What one statement gave, in Arrow; read out the way the embedded database reads it."""

    table: "pa.Table"

    def df(self) -> pd.DataFrame:
        """As a frame: DECIMAL as float64, the same dtypes as the embedded database gives."""
        with duckdb.connect() as reader:
            return reader.from_arrow(self.table).df()

    def fetchall(self) -> list[tuple[Any, ...]]:
        """As tuples, money as Decimal."""
        with duckdb.connect() as reader:
            return reader.from_arrow(self.table).fetchall()


class Cluster:
    """Answers what `store.Store` asks of a database connection: `cursor`, `execute`, `close`, nothing more."""

    def __init__(self, session: Any) -> None:  # noqa: ANN401  # pyspark 不一定装着，类型无从写起
        self._session = session

    def cursor(self) -> "Cluster":
        """Itself: a Spark session may be asked from several threads at once."""
        return self

    def execute(self, sql: str, params: Sequence[object] = ()) -> Answer:
        """Run `sql` unchanged with `params` for its `?` in order. Raises ClusterError for double quotes."""
        if '"' in sql:  # 在 Spark 是文字不是名字，会悄悄得出错的答案
            raise ClusterError(_("这一句用了双引号，集群不能答：{sql}").format(sql=sql))
        return Answer(self._session.sql(sql, args=list(params) or None).toArrow())

    def close(self) -> None:
        """Forget the tables; the cluster and its session stay for the next one."""
        for table in self._session.catalog.listTables():
            self._session.catalog.dropTempView(table.name)

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(self, *_exc: object) -> None:
        """Nothing to let go of: what an answer held is in memory here."""


def connect(address: str, folder: Path) -> Cluster:
    """The Parquet files of `folder` as tables on the cluster at `address`, `spark://host:port`. Raises ClusterError.

    Every machine of the cluster must see `folder` under this path.
    """
    _knock(address)
    try:
        spark, gateway = import_module("pyspark.sql"), import_module("py4j.protocol")
    except ImportError as error:
        said = _("CLUSTERS_SPARK 写着 {address}，却没有装 pyspark。请运行 pip install -r requirements-cluster.txt。")
        raise ClusterError(said.format(address=address)) from error
    # 它说的是 toPandas；这里只取 Arrow
    warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas", category=FutureWarning)
    builder = spark.SparkSession.builder.master(address)
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate().newSession()  # 各库的表名相同，一库一个会话
    except gateway.Py4JError as error:
        said = _("Spark 集群 {address} 不收：两边的 Spark 要同是一个版本。请看集群的日志。")
        raise ClusterError(said.format(address=address)) from error
    for file in sorted(folder.glob("*.parquet")):
        session.read.parquet(str(file)).createOrReplaceTempView(file.stem)
    return Cluster(session)


def _knock(address: str) -> None:
    """A master that isn't there takes Spark a minute to notice; a closed port is known at once."""
    place = urlsplit(address)
    if place.scheme != _SCHEME or not place.hostname or not place.port:
        raise ClusterError(_("CLUSTERS_SPARK 应写作 spark://主机:端口，现在是“{address}”。").format(address=address))
    try:
        socket.create_connection((place.hostname, place.port), _CONNECT_SECONDS).close()
    except OSError as error:
        said = _("Spark 集群 {address} 连不上（{why}）。请启动集群，或去掉 CLUSTERS_SPARK。")
        raise ClusterError(said.format(address=address, why=error.strerror or error)) from error

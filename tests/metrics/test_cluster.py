"""集群的门：地址不对、连不上、没装，当场说清楚；SQL 原样递过去，答案读出来与内嵌的库一个样。

真的集群由 `make test-cluster` 起；这里用一个假的会话，看门本身。
"""

import socket
import sys
from decimal import Decimal

import duckdb
import pandas as pd
import pytest

from metrics import cluster
from metrics.cluster import Cluster, ClusterError, connect
from metrics.store import StoreError, open_store


class Session:
    """Answers as a Spark session would, out of DuckDB over the same Parquet files."""

    def __init__(self, folder):
        self.connection = duckdb.connect()
        self.heard = []
        for file in folder.glob("*.parquet"):
            self.connection.from_parquet(str(file)).create_view(file.stem)

    def sql(self, sql, args=None):
        self.heard.append((sql, args))
        return self

    def toArrow(self):
        sql, args = self.heard[-1]
        return self.connection.sql(sql, params=args or []).to_arrow_table()


@pytest.fixture
def listening():
    """The address of something that takes connections on loopback."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"spark://127.0.0.1:{server.getsockname()[1]}"


def test_an_address_that_is_none_is_told_how_to_write_it(tmp_path):
    """不是 spark://主机:端口 的，说怎样写。"""
    for wrong in ("10.0.0.1", "http://10.0.0.1:7077", "spark://10.0.0.1"):
        with pytest.raises(ClusterError, match="spark://主机:端口"):
            connect(wrong, tmp_path)


def test_a_master_that_is_not_there_is_known_at_once(tmp_path):
    """端口没人听，当场说连不上，不等一分钟。"""
    with socket.create_server(("127.0.0.1", 0)) as gone:
        address = f"spark://127.0.0.1:{gone.getsockname()[1]}"
    with pytest.raises(ClusterError, match="连不上"):
        connect(address, tmp_path)


def test_without_pyspark_it_says_what_to_install(listening, tmp_path, monkeypatch):
    """没装 pyspark，说装哪一份。"""
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(ClusterError, match=r"requirements-cluster\.txt"):
        connect(listening, tmp_path)


def test_double_quotes_are_refused():
    """双引号在 Spark 是文字，悄悄得出错的答案；门不收。"""
    with pytest.raises(ClusterError, match="双引号"):
        Cluster(None).execute('SELECT "row" FROM enterprise')


def test_the_store_asks_the_cluster_over_parquet_of_the_same_build(tmp_path, build_at, monkeypatch):
    """有 CLUSTERS_SPARK 时：库写成 Parquet，语句和参数原样递过去，版本、是否演示照旧。"""
    monkeypatch.setattr("metrics.store.build_file", lambda _data, _day=None: tmp_path / "abc.duckdb")
    build_at(tmp_path / "abc.duckdb")
    sessions = {}

    def connected(address, folder):
        sessions[address] = Session(folder)
        return Cluster(sessions[address])

    monkeypatch.setattr(cluster, "connect", connected)
    monkeypatch.setenv("CLUSTERS_SPARK", "spark://一处:7077")
    store = open_store(tmp_path)
    assert (store.version, store.is_demo, store.path) == ("abc", True, tmp_path / "abc.parquet")
    sql = "SELECT tier, floor_10k_cny, is_above_scale FROM tier WHERE sort > ? ORDER BY sort NULLS LAST"
    assert store.rows(sql, [2]) == [
        ("亿元以上", Decimal("10000.000000"), None), ("规上", None, True), ("规下", None, False)
    ]  # fmt: skip
    assert sessions["spark://一处:7077"].heard[-1] == (sql, [2])
    monkeypatch.delenv("CLUSTERS_SPARK")
    with open_store(tmp_path) as embedded:
        pd.testing.assert_frame_equal(store.query(sql, [2]), embedded.query(sql, [2]))


def test_a_cluster_that_cannot_be_used_is_a_store_that_cannot_be_opened(tmp_path, build_at, monkeypatch):
    """页面和命令只认一种错：库打不开，照原话说。"""
    monkeypatch.setattr("metrics.store.build_file", lambda _data, _day=None: tmp_path / "abc.duckdb")
    build_at(tmp_path / "abc.duckdb")
    monkeypatch.setenv("CLUSTERS_SPARK", "没有协议")
    with pytest.raises(StoreError, match="没有协议"):
        open_store(tmp_path)

"""唯一的一道门：只读、一次查询一个游标、库没了就重建。"""

import subprocess
import threading
from datetime import date

import duckdb
import pytest

from etl.paths import build_file
from metrics.store import StoreError, open_store


def test_a_build_that_is_there_is_opened_with_its_meta(tmp_path, build_at):
    """Version and demo mark come from the build."""
    build_at(build_file(tmp_path))
    with open_store(tmp_path) as store:
        assert (store.version, store.is_demo, store.data) == ("abc", True, tmp_path)


def test_a_missing_build_is_rebuilt_by_the_command(tmp_path, build_at, monkeypatch):
    """Metrics never writes: it runs `python -m etl rebuild` with the folder and the day, then opens what it wrote."""
    called = []

    def run(command, **_options):
        called.append(command[2:])
        build_at(build_file(tmp_path, date(2026, 4, 30)))
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", run)
    with open_store(tmp_path, date(2026, 4, 30)) as store:
        assert store.as_of == date(2026, 4, 30)
    assert called == [["etl", "rebuild", "--data", str(tmp_path), "--as-of", "2026-04-30"]]


def test_a_rebuild_that_fails_says_why_in_chinese(tmp_path, monkeypatch):
    """The command's own words are passed on with what to do."""
    failed = subprocess.CompletedProcess([], 1, "", "账本第3份归档的摘要对不上")
    monkeypatch.setattr(subprocess, "run", lambda *_arguments, **_options: failed)
    with pytest.raises(StoreError, match=r"重建也没有成功：账本第3份归档的摘要对不上。请运行 python -m etl rebuild"):
        open_store(tmp_path)


def test_a_damaged_build_is_built_again_from_the_ledger(tmp_path):
    """A file that is no database is thrown away and built anew; the ledger is the truth, the build is not."""
    path = build_file(tmp_path)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"no database" * 1000)
    with open_store(tmp_path) as store:
        assert store.rows("SELECT COUNT(*) FROM fact") == [(0,)]


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO meta VALUES ('x', 'y')",
        "SELECT * FROM read_csv('/etc/hosts')",
        "INSTALL httpfs",
        "SELECT * FROM kept",
    ],
)
def test_a_reader_can_neither_write_nor_reach_out(tmp_path, build_at, sql):
    """Read-only file, no files or extensions from SQL, no Python variables as tables."""
    kept = [1]
    build_at(build_file(tmp_path))
    with open_store(tmp_path) as store, pytest.raises(duckdb.Error):
        store.rows(sql)
    assert kept == [1]


def test_threads_sharing_a_store_get_their_own_answers(tmp_path, build_at):
    """A cursor a query: eight threads, 200 queries each, nobody sees another's row."""
    build_at(build_file(tmp_path))
    wrong = []

    def ask(mine, store):
        for turn in range(200):
            if store.rows("SELECT ? || '-' || ?", [mine, str(turn)]) != [(f"{mine}-{turn}",)]:
                wrong.append((mine, turn))

    with open_store(tmp_path) as store:
        threads = [threading.Thread(target=ask, args=(str(n), store)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


def test_two_stores_read_one_build_at_once(tmp_path, build_at):
    """Short-lived readers do not lock each other out."""
    build_at(build_file(tmp_path))
    with open_store(tmp_path) as first, open_store(tmp_path) as second:
        assert first.query("SELECT 1 AS one").equals(second.query("SELECT 1 AS one"))

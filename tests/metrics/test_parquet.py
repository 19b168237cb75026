"""建好的库摆成 Parquet：表全、行全、类型不变，要么整个在，要么不在。"""

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from metrics.parquet import folder_for, write_tables


@pytest.fixture
def build(tmp_path):
    """A build file with one table of money and dates and one view; its connection."""
    with duckdb.connect(str(tmp_path / "abc.duckdb")) as connection:
        connection.execute("CREATE TABLE money (who VARCHAR, amount DECIMAL(20, 6), paid_on DATE)")
        connection.execute(
            "INSERT INTO money VALUES ('甲', 12345678901234.123456, DATE '2026-09-30'), ('乙', NULL, NULL)"
        )
        connection.execute("CREATE VIEW paid AS SELECT who FROM money WHERE amount IS NOT NULL")
        yield connection


def test_every_table_and_view_is_a_file_with_its_types(build, tmp_path):
    """表与视图各一个文件；金额仍是六位小数的 DECIMAL，一分不差；空仍是空。"""
    folder = folder_for(tmp_path / "abc.duckdb")
    write_tables(build, folder)
    assert sorted(file.name for file in folder.iterdir()) == ["money.parquet", "paid.parquet"]
    table = pq.read_table(folder / "money.parquet")
    assert table.schema.field("amount").type == pa.decimal128(20, 6)
    assert table.schema.field("paid_on").type == pa.date32()
    assert [str(cell) for cell in table["amount"].to_pylist()] == ["12345678901234.123456", "None"]
    assert pq.read_table(folder / "paid.parquet").to_pylist() == [{"who": "甲"}]


def test_a_folder_already_there_is_kept_and_no_draft_is_left(build, tmp_path):
    """两个进程同时摆，后到的用先到的；半成品不留下。"""
    folder = folder_for(tmp_path / "abc.duckdb")
    folder.mkdir()
    (folder / "money.parquet").write_text("先到的", encoding="utf-8")
    write_tables(build, folder)
    assert (folder / "money.parquet").read_text(encoding="utf-8") == "先到的"
    assert [file.name for file in tmp_path.iterdir() if file.is_dir()] == ["abc.parquet"]


def test_folders_whose_build_is_gone_are_dropped(build, tmp_path):
    """库已经不在的那份 Parquet 一并清掉；库还在的留着。"""
    (tmp_path / "old.parquet").mkdir()
    (tmp_path / "kept.parquet").mkdir()
    (tmp_path / "kept.duckdb").touch()
    write_tables(build, folder_for(tmp_path / "abc.duckdb"))
    assert sorted(file.name for file in tmp_path.glob("*.parquet")) == ["abc.parquet", "kept.parquet"]

"""留几个库，什么时候清掉。"""

import os
import time

from etl.build_files import databases, discard, forget_old


def test_the_last_eight_are_kept_and_the_current_one_in_any_case(tmp_path):
    """十个库留最近八个；正用着的最旧也留。半成品一小时后清掉，刚写的不动。"""
    for age in range(10):
        file = tmp_path / f"{age}.duckdb"
        file.touch()
        os.utime(file, (time.time() - age * 60, time.time() - age * 60))
    for name, age in ((".旧.duckdb", 4000), (".新.duckdb.wal", 10)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time.time() - age, time.time() - age))
    forget_old(tmp_path, tmp_path / "9.duckdb")
    assert sorted(file.name for file in databases(tmp_path)) == [f"{age}.duckdb" for age in (0, 1, 2, 3, 4, 5, 6, 7, 9)]
    assert sorted(path.name for path in tmp_path.glob(".*")) == [".新.duckdb.wal"]


def test_what_is_gone_already_is_no_matter(tmp_path):
    """别的进程先清掉了：不出错。文件夹也清得掉。"""
    (tmp_path / "摊出来的").mkdir()
    (tmp_path / "摊出来的" / "1").touch()
    discard(tmp_path / "摊出来的")
    discard(tmp_path / "没有")
    assert list(tmp_path.iterdir()) == []

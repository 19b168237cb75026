"""数据目录里什么东西放在哪里，库叫什么名字。"""

from datetime import date
from pathlib import Path

import pytest

from etl.paths import (
    PROJECT,
    build_dir,
    build_file,
    build_key,
    clusters_dir,
    data_dir,
    demo_dir,
    filing_names,
    ledger_dir,
    plans_dir,
    tiers_file,
)


@pytest.fixture
def ledger(tmp_path):
    """A data folder with a filing on each of these UTC moments, and what is no filing beside them."""

    def make(*moments):
        for moment in moments:
            (ledger_dir(tmp_path) / f"{moment}Z-abcdef").mkdir(parents=True)
        (ledger_dir(tmp_path) / ".20261231T000000000Z-half").mkdir(parents=True)
        (ledger_dir(tmp_path) / ".lock").touch()
        return tmp_path

    return make


def test_the_data_folder_is_named_by_call_environment_or_project(monkeypatch, tmp_path):
    """先听 --data，再听 $CLUSTERS_DATA，都没有就是项目的 data。"""
    monkeypatch.setenv("CLUSTERS_DATA", str(tmp_path))
    assert data_dir("别处") == Path("别处").resolve()
    assert data_dir() == tmp_path.resolve()
    monkeypatch.delenv("CLUSTERS_DATA")
    assert data_dir() == PROJECT / "data"


def test_own_lists_go_before_those_shipped(tmp_path):
    """数据目录有自己的名单、规划、分档就用自己的，没有就用随项目来的。"""
    assert (clusters_dir(tmp_path), plans_dir(tmp_path), tiers_file(tmp_path)) == (
        PROJECT / "data" / "clusters",
        PROJECT / "data" / "plans",
        PROJECT / "data" / "tiers.toml",
    )
    (tmp_path / "clusters").mkdir()
    (tmp_path / "tiers.toml").touch()
    assert (clusters_dir(tmp_path), tiers_file(tmp_path)) == (tmp_path / "clusters", tmp_path / "tiers.toml")


def test_folders_stand_side_by_side(tmp_path):
    """账本、库、演示工作簿各一个目录。"""
    assert [folder(tmp_path).name for folder in (ledger_dir, build_dir, demo_dir)] == ["ledger", "build", "demo"]


def test_filings_are_listed_in_order_without_what_is_half_written(ledger):
    """按收取的先后；点开头的残片和锁不算。"""
    data = ledger("20261016T010000000", "20261015T010000000")
    assert filing_names(data) == ["20261015T010000000Z-abcdef", "20261016T010000000Z-abcdef"]


def test_a_day_ends_at_midnight_in_beijing(ledger):
    """世界时 15:59:59 是北京当天，16:00:00 已是次日。"""
    data = ledger("20261015T155959999", "20261015T160000000")
    assert filing_names(data, date(2026, 10, 15)) == ["20261015T155959999Z-abcdef"]
    assert len(filing_names(data, date(2026, 10, 16))) == 2


def test_no_ledger_has_no_filings(tmp_path):
    """还没有账本目录。"""
    assert filing_names(tmp_path) == []


def test_the_version_follows_the_filings_known(ledger, tmp_path):
    """数据版本十二位，多一份归档就变；按哪天看，只取决于那天知道哪些。"""
    empty = build_key(tmp_path)
    data = ledger("20261015T010000000", "20261017T010000000")
    assert len(empty) == 12
    assert build_key(data) != empty == build_key(data, date(2026, 10, 14))
    assert build_key(data, date(2026, 10, 15)) == build_key(data, date(2026, 10, 16)) != build_key(data)
    assert build_file(data).name == f"{build_key(data)}.duckdb"

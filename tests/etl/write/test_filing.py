"""一份归档怎样写下来。"""

import hashlib
import json
from datetime import timedelta

import pyarrow.parquet as parquet
import pyarrow.parquet as pq
import pytest

from etl.issue import Refused
from etl.paths import filing_names, ledger_dir
from etl.write import filing as writing
from etl.write.filing import digest, last_written, write_filing


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_filing_holds_original_rows_issues_source_and_page(data, file_load):
    """一份归档五个文件，原件字节不变，行里写着自己的归档号。"""
    name = file_load("7")
    folder = ledger_dir(data) / name
    assert names_in(folder) == ["filing.json", "issues.json", "original.xlsx", "rows.parquet", "source.toml"]
    assert (folder / "original.xlsx").read_text(encoding="utf-8") == "7"
    assert pq.read_table(folder / "rows.parquet").column("filing").to_pylist() == [name]


def test_the_page_says_who_when_what_and_every_digest(data, file_load):
    """登记页写着时刻、经手人、各文件的 sha256；第一份没有前一页。"""
    name = file_load()
    page = json.loads((ledger_dir(data) / name / "filing.json").read_text(encoding="utf-8"))
    assert (page["filing"], page["accepted_by"], page["previous"]) == (name, "李四", "")
    assert page["accepted_at"] == "2026-10-15T01:00:00+00:00"
    assert page["digests"]["original.xlsx"] == hashlib.sha256(b"1").hexdigest()
    assert page["digests"].keys() == {"original.xlsx", "rows.parquet", "issues.json", "source.toml"}


def test_names_are_in_the_order_of_acceptance(data, file_load):
    """归档号以收取的世界时开头，名字的次序就是收取的次序。"""
    first, second = file_load(minutes=0), file_load(minutes=5)
    assert first.startswith("20261015T010000000Z-")
    assert second.startswith("20261015T010500000Z-")
    assert filing_names(data) == [first, second]
    assert last_written(ledger_dir(data)) == second


def test_each_page_holds_the_digest_of_the_one_before(data, file_load):
    """后一页记着前一页的 sha256。"""
    first, second = file_load(), file_load(minutes=1)
    page = json.loads((ledger_dir(data) / second / "filing.json").read_text(encoding="utf-8"))
    assert page["previous"] == digest(ledger_dir(data) / first / "filing.json")


def test_two_filings_of_one_moment_still_have_an_order(file_load):
    """同一毫秒收两份，后一份晚一毫秒。"""
    assert [file_load()[:19] for _ in range(3)] == ["20261015T010000000Z", "20261015T010000001Z", "20261015T010000002Z"]


def test_a_clock_a_little_behind_is_put_right(file_load):
    """时钟慢了几十秒，接着上一份排。"""
    file_load(minutes=1)
    assert file_load(minutes=0.5)[:19] == "20261015T010100001Z"


def test_a_clock_far_behind_is_refused(data, file_load):
    """时钟倒退一天：不往回记账，两个时刻都按北京时间说出来。"""
    file_load()
    before = names_in(ledger_dir(data))
    with pytest.raises(Refused) as refusal:
        file_load(minutes=-24 * 60)
    [issue] = refusal.value.issues
    assert issue.rule == "clock_backwards"
    assert issue.message == "这份的收取时间 2026-10-14 09:00 早于账上最后一份 2026-10-15 09:00；请核对这台机器的时钟。"
    assert names_in(ledger_dir(data)) == before


def test_what_a_killed_writer_left_is_swept_away(data, file_load):
    """上次写到一半断电留下的残片，下次写账时清掉；它从来不算一份归档。"""
    file_load()
    orphan = ledger_dir(data) / ".20261015T010000000Z-abcdef"
    orphan.mkdir()
    (orphan / "rows.parquet").write_bytes(b"half")
    assert len(filing_names(data)) == 1
    file_load(minutes=1)
    assert not orphan.exists()
    assert len(filing_names(data)) == 2


@pytest.mark.parametrize("step", ["copyfile", "write_table", "rename", "fsync"])
def test_a_failure_at_any_step_leaves_nothing(data, file_load, monkeypatch, step):
    """复制、写行、落盘、移入哪一步出错（比如磁盘满了），都拒收，原来的都在。"""

    def fail(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    file_load()
    before = names_in(ledger_dir(data))
    targets = {
        "copyfile": (writing.shutil, "copyfile"),
        "write_table": (parquet, "write_table"),
        "rename": (writing.Path, "rename"),
        "fsync": (writing.os, "fsync"),
    }
    with monkeypatch.context() as patch:
        patch.setattr(*targets[step], fail)
        with pytest.raises(Refused, match="原来的都在。请检查磁盘空间和目录权限。"):
            file_load("2", minutes=1)
    assert names_in(ledger_dir(data)) == before


def test_an_interrupt_leaves_nothing(data, file_load, monkeypatch):
    """按了 Ctrl+C，也不留残片。"""

    def interrupt(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(parquet, "write_table", interrupt)
    with pytest.raises(KeyboardInterrupt):
        file_load()
    assert names_in(ledger_dir(data)) == [".lock"]


def test_a_file_changed_while_it_is_taken_is_refused(data, tmp_path, morning):
    """读的时候和存的时候字节不同：有人正在改它，不收。"""
    original = tmp_path / "季报.xlsx"
    original.write_bytes(b"second")
    ledger_dir(data).mkdir(parents=True)
    page = {"kind": "load", "file": "季报.xlsx", "sha256": hashlib.sha256(b"first").hexdigest()}
    with pytest.raises(Refused, match=r"季报\.xlsx 在收取时被改动了"):
        write_filing(data, page, morning, original=original)
    assert names_in(ledger_dir(data)) == []


def test_an_undo_is_a_filing_of_one_page(data, file_load, morning):
    """撤回也是一份归档，只有一页。"""
    name = file_load()
    page = {"kind": "undo", "undoes": name, "file": "季报.XLSX", "accepted_by": ""}
    undoing = write_filing(data, page, morning + timedelta(hours=1))
    assert names_in(ledger_dir(data) / undoing) == ["filing.json"]

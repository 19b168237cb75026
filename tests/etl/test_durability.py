"""随时断电、两人同时收：账本不是旧的就是新的，从不半新半旧。"""

import os
import random
import signal
import subprocess
import sys
import time
from decimal import Decimal

import duckdb
import pytest

from etl.build import build
from etl.paths import PROJECT, filing_names, ledger_dir
from etl.write.ledger import check_ledger, read_ledger

KILLS = 50
SEED = 20261121


@pytest.fixture
def command(data):
    """Start `python -m etl …` in a process group of its own."""

    def start(*arguments):
        return subprocess.Popen(
            [sys.executable, "-m", "etl", *map(str, arguments), "--data", str(data)],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    return start


def finished(process):
    """Its exit code and what it said."""
    with process:
        said = process.communicate(timeout=60)[0]
    return process.returncode, said


def figure(data):
    """The one firm's figure as built from the ledger now."""
    with duckdb.connect(str(build(data)), read_only=True) as connection:
        return connection.sql("SELECT revenue_10k_cny FROM filed").fetchall()


def test_killed_at_any_moment_a_load_leaves_the_old_state_or_the_new(load, form, data, write_book, tmp_path, command):
    """50 次 kill -9：账本读得出、链条完好，数是旧的或新的，名字与内容相符，接着的命令照常。"""
    load(form({0: 1}))
    chance = random.Random(SEED)
    files = [write_book(tmp_path / f"{n}.xlsx", {"Sheet1": form({0: n})}) for n in range(2, KILLS + 4)]
    began = time.monotonic()
    assert finished(command("load", files[0]))[0] == 0
    whole = time.monotonic() - began
    current = 2
    for value, file in enumerate(files[1:-1], 3):
        before = filing_names(data)
        process = command("load", file)
        time.sleep(chance.uniform(0, whole))
        os.killpg(process.pid, signal.SIGKILL)
        finished(process)
        after = filing_names(data)
        is_new = len(after) == len(before) + 1
        assert after[: len(before)] == before
        assert is_new or after == before
        assert check_ledger(data) == []
        current = value if is_new else current
        assert figure(data) == [(Decimal(current),)]
    assert finished(command("load", files[-1]))[0] == 0
    assert finished(command("verify"))[0] == 0
    assert figure(data) == [(Decimal(KILLS + 3),)]
    assert list(ledger_dir(data).glob(".*Z-*")) == []


def test_two_writers_at_once_take_turns(data, form, write_book, tmp_path, command):
    """两个人同时各收一份：都收下，先后有序，库里两份都在。"""
    files = [write_book(tmp_path / f"{n}.xlsx", {"Sheet1": form({n: n + 1})}) for n in range(4)]
    processes = [command("load", file) for file in files]
    assert [finished(process)[0] for process in processes] == [0] * 4
    assert check_ledger(data) == []
    assert sorted(filing.page["file"] for filing in read_ledger(data)) == [f"{n}.xlsx" for n in range(4)]
    assert sorted(figure(data)) == [(Decimal(n + 1),) for n in range(4)]


def test_the_same_file_from_two_writers_is_filed_once(data, form, write_book, tmp_path, command):
    """两个人同时收同一个文件：账上只有一份，两边都说收下了。"""
    file = write_book(tmp_path / "季报.xlsx", {"Sheet1": form({0: 1})})
    answers = [finished(process) for process in [command("load", file) for _ in range(2)]]
    assert [code for code, _said in answers] == [0, 0]
    assert len(filing_names(data)) == 1
    assert sum("已经收过" in said for _code, said in answers) == 1

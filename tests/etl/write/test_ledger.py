"""账本：先后、撤回、链条。"""

import json
import shutil
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.issue import Refused
from etl.paths import ledger_dir
from etl.write.filing import write_filing
from etl.write.ledger import check_ledger, read_ledger, undo


@pytest.fixture
def take_back(data, morning):
    """Undo a filing, minutes after nine."""

    def run(name, minutes):
        return undo(data, name, "王五", morning + timedelta(minutes=minutes))

    return run


@pytest.fixture
def active(data):
    """Names of the loads in force."""
    return lambda: [filing.name for filing in read_ledger(data) if filing.is_active]


def test_an_empty_ledger(data):
    """还没有账本，就是一份也没有，也没有毛病。"""
    assert read_ledger(data) == []
    assert check_ledger(data) == []


def test_an_undone_load_is_out_and_still_on_the_books(data, file_load, take_back, active):
    """撤回的不算数，但仍在账上，撤回本身也是一份。"""
    first, second = file_load(), file_load(minutes=1)
    undoing = take_back(first, 2)
    assert active() == [second]
    assert [filing.name for filing in read_ledger(data)] == [first, second, undoing]
    assert read_ledger(data)[-1].page["undoes"] == first


def test_undoing_an_undo_brings_the_load_back(file_load, take_back, active):
    """撤回那次撤回，原来的又算数。"""
    load = file_load()
    take_back(take_back(load, 1), 2)
    assert active() == [load]


def test_a_load_brought_back_may_be_undone_again(file_load, take_back, active):
    """恢复了的可以再撤回。"""
    load = file_load()
    take_back(take_back(load, 1), 2)
    take_back(load, 3)
    assert active() == []


def test_an_old_undo_taken_back_does_not_touch_a_later_one(file_load, take_back, active):
    """收、撤、恢复、再撤：把“恢复”撤回，两次撤回都在，当然还是撤回的。"""
    load = file_load()
    restored = take_back(take_back(load, 1), 2)
    take_back(load, 3)
    take_back(restored, 4)
    assert active() == []


@pytest.mark.parametrize("depth", [0, 1])
def test_what_is_undone_cannot_be_undone_again(data, file_load, take_back, depth):
    """撤回过的（收的、撤回的都一样）不能再撤回，账本一份也不多。"""
    name = file_load()
    for minute in range(depth):
        name = take_back(name, minute + 1)
    take_back(name, 5)
    before = len(read_ledger(data))
    with pytest.raises(Refused, match=f"{name} 已经撤回过了；要恢复，撤回那次撤回。"):
        take_back(name, 6)
    assert len(read_ledger(data)) == before


def test_an_unknown_filing_cannot_be_undone(data, file_load, take_back):
    """账上没有的归档号：说清楚，账本不变。"""
    file_load()
    with pytest.raises(Refused, match="账上没有 20260101T000000000Z-000000；用 history 看现有的。"):
        take_back("20260101T000000000Z-000000", 1)
    assert len(read_ledger(data)) == 1


def test_the_ledger_as_known_on_a_day(data, file_load, take_back):
    """按北京时间的那一天截止：当天 24 点前收的算，次日撤回的还不算撤回。"""
    evening = 15 * 60 - 1  # 2026-10-15 23:59
    first = file_load()
    late = file_load("2", minutes=evening)
    next_day = file_load("3", minutes=evening + 1)
    take_back(first, evening + 2)
    assert [filing.name for filing in read_ledger(data, date(2026, 10, 14))] == []
    known = read_ledger(data, date(2026, 10, 15))
    assert [(filing.name, filing.is_active) for filing in known] == [(first, True), (late, True)]
    assert [filing.name for filing in read_ledger(data) if filing.is_active] == [late, next_day]


def test_a_sound_ledger_has_no_signs(data, file_load, take_back):
    """没动过的账本查不出毛病。"""
    take_back(file_load(), 1)
    file_load("2", minutes=2)
    assert check_ledger(data) == []


@pytest.mark.parametrize("which", [0, 1, 2])
@pytest.mark.parametrize("file", ["original.xlsx", "rows.parquet", "issues.json", "source.toml", "filing.json"])
def test_one_changed_byte_is_found(data, file_load, which, file):
    """任何一份（包括最后一份）的任何一个文件改一个字节，都查得出是哪一份。"""
    names = [file_load(str(n), minutes=n) for n in range(3)]
    path = ledger_dir(data) / names[which] / file
    content = bytearray(path.read_bytes())
    at = content.index("李四".encode()) if file == "filing.json" else len(content) - 1
    content[at + 2 if file == "filing.json" else at] ^= 1
    path.write_bytes(content)
    signs = check_ledger(data)
    assert any(sign.startswith(names[which]) and "改动过" in sign for sign in signs)


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_missing_filing_is_found(data, file_load, which):
    """抽掉中间一份，后一页接不上；抽掉最后一份，也看得出。"""
    names = [file_load(str(n), minutes=n) for n in range(3)]
    shutil.rmtree(ledger_dir(data) / names[which])
    expected = [
        f"{names[1]}：与前一页接不上，前一页被改动、删除或插入过。",
        f"{names[2]}：与前一页接不上，前一页被改动、删除或插入过。",
        f"{names[2]}：最后收下的这一份不见了。",
    ]
    assert check_ledger(data) == [expected[which]]


def test_a_missing_and_a_strange_file_are_found(data, file_load):
    """归档里少一个文件、多一个文件，都说出来。"""
    name = file_load()
    (ledger_dir(data) / name / "source.toml").unlink()
    (ledger_dir(data) / name / "补充.txt").write_text("", encoding="utf-8")
    assert check_ledger(data) == [f"{name}：缺少文件 source.toml。", f"{name}：多出文件 补充.txt，不是收下时写的。"]


@pytest.mark.parametrize("content", ["{", "[]", '{"kind": "undo"}', ""])
def test_a_page_that_cannot_be_read_stops_everything(data, file_load, content):
    """账页损坏：不带着残账往下算，指出是哪一页、怎么办。"""
    name = file_load()
    (ledger_dir(data) / name / "filing.json").write_text(content, encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        read_ledger(data)
    [issue] = refusal.value.issues
    assert issue.message == f"账页 {name} 读不出来；账本可能损坏，请从备份恢复这个目录。"


def test_a_rewritten_page_does_not_fit_the_next(data, file_load):
    """连登记页自己的摘要也一起改，后一页仍接不上。"""
    first, second = file_load(), file_load(minutes=1)
    path = ledger_dir(data) / first / "filing.json"
    page = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(page), encoding="utf-8")
    assert check_ledger(data) == [f"{second}：与前一页接不上，前一页被改动、删除或插入过。"]


@given(steps=st.lists(st.integers(0, 20), max_size=8))
@settings(max_examples=12)
def test_undo_is_the_identity(tmp_path_factory, morning, steps):
    """随便怎样收、撤、撤撤回：每走一步再撤回这一步，算数的归档与没走一样。"""
    data = tmp_path_factory.mktemp("账本")
    ledger_dir(data).mkdir()

    def in_force():
        return [filing.name for filing in read_ledger(data) if filing.is_active]

    write_filing(data, {"kind": "load", "file": "季报.xlsx"}, morning)
    for step in steps:
        before = in_force()
        names = [filing.name for filing in read_ledger(data)]
        try:
            if step % 3:
                name = undo(data, names[step % len(names)], "", morning)
            else:
                name = write_filing(data, {"kind": "load", "file": "季报.xlsx"}, morning)
        except Refused:  # 撤回过的不能再撤回：没有走这一步
            continue
        after = in_force()
        undoing = undo(data, name, "", morning)
        assert in_force() == before
        undo(data, undoing, "", morning)
        assert in_force() == after


def test_a_ledger_that_cannot_be_written_is_told(tmp_path, take_back):
    """账本目录建不出来（这里有个同名的文件）：说清楚。"""
    (tmp_path / "data").write_text("", encoding="utf-8")
    with pytest.raises(Refused, match=r"写不进账本 .*；请检查目录权限。"):
        take_back("没有", 1)

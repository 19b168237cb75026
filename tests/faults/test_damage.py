"""翻了一位、截了一段：账本和库里的坏处都查得出来，说得出是哪一份，不会变成页面上的一个数。"""

import random

import duckdb
import pytest

from etl.accept import accept
from etl.build import build, rebuild
from etl.issue import Refused
from etl.paths import ledger_dir
from etl.soundness import check_builds
from etl.write.ledger import check_ledger
from metrics import command
from metrics.store import open_store

FLIPS, CUTS, SEED = 24, 8, 3
READ_BY_THE_BUILD = ("rows.parquet", "issues.json", "filing.json")


@pytest.fixture
def books(data, drop):
    """Three filings, one of them undone by a fourth; all files of theirs."""
    for figure in (1, 2, 3):
        accept(data, [drop(figure, firms=40)], "李四", {})
    return sorted(path for path in ledger_dir(data).rglob("*") if path.is_file() and not path.name.startswith("."))


def flipped(content, chance):
    at = chance.randrange(len(content))
    return content[:at] + bytes([content[at] ^ 1 << chance.randrange(8)]) + content[at + 1 :]


def found(check):
    """What a check says of damage, whether it returns or raises it."""
    try:
        return check()
    except Refused as refusal:
        return [issue.message for issue in refusal.issues]


@pytest.mark.parametrize(
    ("change", "times"),
    [(flipped, FLIPS), (lambda content, chance: content[: chance.randrange(len(content))], CUTS)],
    ids=["翻一位", "截一段"],
)
def test_every_damage_to_the_ledger_is_found_and_never_built(data, books, change, times):
    """随机的文件、随机的一位：verify 每次都说出是哪一份；建库要读的坏了就不建，话里有办法。"""
    chance = random.Random(SEED)
    for _turn in range(times):
        path = chance.choice(books)
        whole = path.read_bytes()
        path.write_bytes(change(whole, chance))
        said = found(lambda: check_ledger(data))
        assert any(path.parent.name in line for line in said)
        built = found(lambda: build(data, again=True))
        if path.name in READ_BY_THE_BUILD:
            assert isinstance(built, list)
            assert path.parent.name in built[0]
            assert "请从备份恢复" in built[0]
        else:
            assert not isinstance(built, list)
        path.write_bytes(whole)
    assert check_ledger(data) == []


def test_a_missing_file_is_named(data, books):
    """整个文件没了。"""
    rows = next(path for path in books if path.name == "rows.parquet")
    rows.unlink()
    assert any("rows.parquet" in line for line in check_ledger(data))
    with pytest.raises(Refused) as caught:
        build(data, again=True)
    assert "rows.parquet" in caught.value.issues[0].message


def test_a_damaged_ledger_leaves_the_build_that_stands(data, books):
    """账坏了，已经建好的库照用：看得见的数还是坏之前的。"""
    standing = build(data)
    books[0].write_bytes(b"")
    assert build(data) == standing


def contents(file):
    with duckdb.connect(str(file), read_only=True) as connection:
        names = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {name: connection.execute(f'SELECT bit_xor(hash(t)) FROM "{name}" AS t').fetchall() for name in names}


def test_a_flipped_bit_in_the_build_is_never_a_wrong_figure(data, books):
    """库里随机翻一位：要么 verify 说它坏了，要么读出来的一个数也没变；rebuild 之后如初。"""
    assert books
    file = build(data)
    whole, right = file.read_bytes(), contents(file)
    chance = random.Random(SEED)
    noticed = 0
    for _turn in range(FLIPS):
        file.write_bytes(flipped(whole, chance))
        said = check_builds(data)
        noticed += bool(said)
        assert said or contents(file) == right
    assert noticed > 0
    assert contents(rebuild(data)) == right
    assert check_builds(data) == []


def test_a_cut_off_build_is_built_again_when_it_is_opened(data, books):
    """库只剩一半：verify 说得出，页面打开时由账本重建。"""
    assert books
    file = build(data)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    [said] = check_builds(data)
    assert "rebuild" in said
    with open_store(data) as store:
        assert store.connection.execute("SELECT count(*) FROM filed").fetchall() == [(40,)]


def test_a_command_that_meets_damage_says_what_to_do(data, books, monkeypatch, capsys):
    """取数取到坏了的那一块：说库坏了、怎么办，没有一屏的错误。"""
    assert books

    def corrupt(*_arguments, **_how):
        raise duckdb.Error("Corrupt database file: computed checksum 1 does not match stored checksum 2")

    monkeypatch.setattr(command, "open_store", corrupt)
    assert command.main(["show", "scale", "--data", str(data)]) == 1
    assert "rebuild" in capsys.readouterr().err

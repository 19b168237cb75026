"""给出过什么的记录：写下的读得回来，先前的写法也读得回来，读不出来的不当作没有给出过。"""

import shutil
import threading

import pytest

from metrics.disclosure.new_file import write
from metrics.disclosure.pattern import Pattern
from metrics.disclosure.prepare import prepare
from metrics.disclosure.record import pack, read_shown, read_whole
from metrics.disclosure.sums import Sums
from metrics.show import show
from metrics.store import StoreError
from tests.metrics.disclosure.earlier_layouts import as_one_part, as_places_only, parts
from tests.metrics.disclosure.test_prepare import district

EAST, EAST_A, A = (("subdistrict", "东"),), (("industry", "甲"), ("subdistrict", "东")), (("industry", "甲"),)
DRAWN = Pattern(
    period="2026Q1",
    hidden=frozenset({EAST, EAST_A}),
    primary=frozenset({EAST_A}),
    rare=frozenset(),
    limits={"2026Q1 ytd base": {A: 1, (): -1}, "2026Q2 single level": {A: 0}},
    firms=("甲一", "甲二", "甲二@2027Q1"),
    amounts=(10.0, 20.5, 21.0),
    told=Sums((((0, 1.0), (1, 1.0)), ((1, -0.5),)), (0.0, -1.0), (0.0, 2.0)),
)


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "2026Q1" / "000001.json.gz"
    assert write(made, pack("印记", DRAWN))
    return made


def same(shown):
    names = ("period", "hidden", "primary", "rare", "limits")
    return all(getattr(shown, name) == getattr(DRAWN, name) for name in names)


def test_what_is_written_is_read_back(file):
    """Both parts, cell by cell and sum by sum."""
    made_from, shown = read_shown(file)
    assert (made_from, same(shown)) == ("印记", True)
    assert read_whole(file) == DRAWN


def test_who_looks_does_not_read_what_was_told(file):
    """The first part alone answers: with the second cut off the page still stands, drawing anew does not."""
    content = file.read_bytes()
    file.write_bytes(content[: content.rindex(b"\x1f\x8b") + 12])
    assert same(read_shown(file)[1])
    with pytest.raises(StoreError, match="读不出来（内容残缺）"):
        read_whole(file)


def test_the_layout_of_one_part_is_read_as_it_was_meant(file):
    """Fingerprint, cells, limits and sums are those of the record it was rewritten from."""
    as_one_part(file)
    made_from, shown = read_shown(file)
    assert (made_from, same(shown)) == ("印记", True)
    assert read_whole(file) == DRAWN


def test_the_first_layout_gives_the_sums_to_the_cent(file):
    """Places of firms only: each one sum of theirs, known exactly; nothing was rounded then."""
    as_places_only(file)
    whole = read_whole(file)
    assert whole.told == Sums((((0, 1.0), (1, 1.0)), ((1, 1.0),)), (0.0, 0.0), (0.0, 0.0))
    assert (whole.hidden, whole.limits) == (DRAWN.hidden, {})


@pytest.mark.parametrize("content", [b"", b"\x1f\x8b", b"{}", pack("x", DRAWN)[:60]])
def test_a_record_that_can_not_be_read_is_named_and_refused(file, content):
    """Empty, torn, no record at all: which file, and what to do; no system words."""
    file.write_bytes(content)
    with pytest.raises(StoreError, match=r"2026Q1/000001\.json\.gz 读不出来（内容残缺）.*请从备份放回"):
        read_shown(file)


def test_of_two_that_write_at_once_one_is_first(tmp_path):
    """Eight threads of one process: one wrote, seven are told so; the file is whole and no draft is left."""
    made, outcomes, gate = tmp_path / "2026Q1" / "000001.json.gz", [], threading.Barrier(8)

    def attempt():
        gate.wait()
        outcomes.append(write(made, pack("印记", DRAWN)))

    threads = [threading.Thread(target=attempt) for _number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(outcomes) == [False] * 7 + [True]
    assert [one.name for one in made.parent.iterdir()] == ["000001.json.gz"]
    assert read_whole(made) == DRAWN


def test_a_record_of_the_layout_before_is_used_as_it_stands(make_store, rows, tmp_path):
    """Nothing new is written beside it, and the same cells are withheld."""
    before = show(district(make_store, rows, tmp_path / "原"), "scale", by=["industry"], role="researcher")
    shutil.copytree(tmp_path / "原", tmp_path / "抄")
    (file,) = (tmp_path / "抄" / "released" / "2026Q1").iterdir()
    as_one_part(file)
    assert len(parts(file)) == 1
    again = district(make_store, rows, tmp_path / "抄")
    assert show(again, "scale", by=["industry"], role="researcher").equals(before)
    assert list(file.parent.iterdir()) == [file]


def test_a_record_that_is_gone_is_never_taken_for_nothing_given_out(make_store, rows, tmp_path):
    """The version names its record: without it no number leaves, and no other record is made in its place."""
    prepare(district(make_store, rows, tmp_path / "原"))
    shutil.copytree(tmp_path / "原", tmp_path / "抄")
    (file,) = (tmp_path / "抄" / "released" / "2026Q1").iterdir()
    file.unlink()
    with pytest.raises(StoreError, match=r"不齐：released/2026Q1/000001\.json\.gz 不见了。"):
        show(district(make_store, rows, tmp_path / "抄"), "scale", role="researcher")
    assert not list(file.parent.iterdir())


def test_a_gap_in_the_records_of_a_quarter_is_refused(make_store, rows, tmp_path):
    """Only the second is there: what the first gave out is not known."""
    store = district(make_store, rows, tmp_path)
    (tmp_path / "released" / "2026Q1").mkdir(parents=True)
    (tmp_path / "released" / "2026Q1" / "000002.json.gz").write_bytes(pack("别的", DRAWN))
    with pytest.raises(StoreError, match=r"2026Q1/000001\.json\.gz 读不出来（没有这个文件）"):
        show(store, "scale", role="researcher")

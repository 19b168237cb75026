"""收件箱：拖进来的都在，一份只算一份；压缩包里几份就是几份；撤下的不删；名字只当名字看。"""

import hashlib
import io
import zipfile

import pytest

from etl import inbox
from etl.inbox import Choices, choose, discard, item_of, leave, receive, waiting
from etl.issue import Refused
from etl.paths import inbox_dir
from etl.read import limits


def zipped(files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def rules(caught):
    return [issue.rule for issue in caught.value.issues]


def test_a_dropped_file_waits_with_its_name_and_sender(data):
    """拖进来的文件：名字、交表人、摘要都记下，原件一字不差。"""
    [item] = receive(data, "季报.XLSX", b"abc", "甲街道")
    assert (item.name, item.sender, item.path.name) == ("季报.XLSX", "甲街道", "original.xlsx")
    assert item.sha256 == hashlib.sha256(b"abc").hexdigest()
    assert item.key == item.sha256[:16]
    assert item.path.read_bytes() == b"abc"
    assert waiting(data) == [item] == [item_of(data, item.key)]


def test_nothing_waits_where_nothing_was_dropped(data):
    """还没有拖过东西：空的，也不建目录。"""
    assert waiting(data) == []
    assert not data.exists()


def test_the_same_bytes_wait_once(data):
    """同样的内容再拖一次（换了名字也一样）还是等着的那一份，另一个名字记在旁边。"""
    [first] = receive(data, "季报.xlsx", b"abc", "甲街道")
    [second] = receive(data, "季报(1).xlsx", b"abc", "乙街道")
    [third] = receive(data, "季报(1).xlsx", b"abc", "乙街道")
    assert (second.key, second.name, second.sender, second.also) == (
        first.key,
        "季报.xlsx",
        "甲街道",
        ("季报(1).xlsx",),
    )
    assert third == second
    assert len(waiting(data)) == 1


def test_a_zip_gives_one_for_each_member(data):
    """压缩包里两份表、一份同样的、一些系统留下的：等着的是两份，名字不带路径。"""
    content = zipped(
        {"街道/甲.xlsx": b"1", "../../乙.csv": b"2", "丙.xlsx": b"1", "__MACOSX/._甲.xlsx": b"x", "~$甲.xlsx": b"y"}
    )
    items = receive(data, "全区.zip", content, "甲街道")
    assert [(item.name, item.path.read_bytes(), item.also) for item in items] == [
        ("甲.xlsx", b"1", ("丙.xlsx",)),
        ("乙.csv", b"2", ()),
    ]
    assert {path.name for path in data.parent.iterdir()} == {"data"}


@pytest.mark.parametrize(
    ("members", "rule"),
    [
        ({}, "bundle_empty"),
        ({"a": b"\0" * 12_000_000}, "bundle_bomb"),
        ({str(n): b"" for n in range(201)}, "bundle_too_many"),
    ],
)
def test_a_zip_beyond_a_limit_is_refused_before_it_is_unpacked(data, members, rule):
    """空的、炸弹、文件太多的压缩包：拒收，收件箱里什么也没有。"""
    with pytest.raises(Refused) as caught:
        receive(data, "包.zip", zipped(members), "")
    assert rules(caught) == [rule]
    assert waiting(data) == []


def test_a_damaged_zip_is_refused(data):
    """没传完的压缩包：说它坏了。"""
    with pytest.raises(Refused) as caught:
        receive(data, "包.zip", zipped({"甲.xlsx": b"1" * 1000})[:60], "")
    assert rules(caught) == ["bundle_damaged"]


@pytest.fixture
def narrow(data, tmp_path):
    """A data folder with limits of its own; those shipped hold again afterwards."""
    data.mkdir()
    (data / "settings.toml").write_text("[limits]\nfile_mb = 1\nbundle_mb = 2\n", encoding="utf-8")
    yield data
    limits.use(tmp_path)


@pytest.mark.parametrize(("size", "rule"), [(limits.MB + 1, "E_TOO_LARGE"), (2 * limits.MB + 1, "bundle_too_large")])
def test_a_file_too_large_is_refused(narrow, size, rule):
    """超过本单位上限的文件：说出多大、上限多少。"""
    with pytest.raises(Refused) as caught:
        receive(narrow, "大.xlsx", b"x" * size, "")
    assert rules(caught) == [rule]
    assert waiting(narrow) == []


def test_choices_are_kept(data):
    """定下的事记在旁边，重启也在。"""
    [item] = receive(data, "季报.xlsx", b"abc", "甲街道")
    chosen = Choices("季度营收", "2026Q3", "万元", {"营业额": "revenue_10k_cny", "电话": ""})
    assert choose(data, item.key, chosen).choices == chosen
    assert item_of(data, item.key).choices == chosen


@pytest.mark.parametrize("wrong", [Choices(source="../x.toml"), Choices(period="2026Q5"), Choices(unit="美元")])
def test_a_choice_that_was_not_offered_is_refused(data, wrong):
    """没有列出的选项：不记。"""
    [item] = receive(data, "季报.xlsx", b"abc", "甲街道")
    with pytest.raises(Refused) as caught:
        choose(data, item.key, wrong)
    assert rules(caught) == ["choice_unknown"]
    assert item_of(data, item.key) == item


def test_what_is_discarded_is_kept_aside(data):
    """撤下的移到一边，原件还在，不再等着。"""
    [item] = receive(data, "季报.xlsx", b"abc", "甲街道")
    discard(data, item.key, "李四")
    assert waiting(data) == []
    [kept] = (inbox_dir(data) / "discarded").glob("*/original.xlsx")
    assert kept.read_bytes() == b"abc"
    assert '"discarded_by": "李四"' in (kept.parent / "page.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", ["0" * 16, "../ledger", "", "discarded"])
def test_an_unknown_key_is_refused(data, key):
    """没有的、过期的、拼出来的编号：拒绝。"""
    receive(data, "季报.xlsx", b"abc", "甲街道")
    for act in (item_of, discard, lambda where, which: choose(where, which, Choices())):
        with pytest.raises(Refused) as caught:
            act(data, key)
        assert rules(caught) == ["inbox_unknown"]


def test_a_file_whose_page_is_lost_still_waits(data):
    """登记页坏了，文件还在，照样看得到。"""
    [item] = receive(data, "季报.xlsx", b"abc", "甲街道")
    (item.path.parent / "page.json").write_bytes(b"{")
    [found] = waiting(data)
    assert (found.key, found.name, found.sha256) == (item.key, "original.xlsx", item.sha256)


def test_what_a_killed_writer_left_is_swept_away(data, monkeypatch):
    """写到一半被杀：什么也没有等着；下一次写时清掉。"""

    def killed(*_place):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(inbox.shutil, "rmtree", lambda *_place, **_how: None)
        patched.setattr(inbox, "flush", killed)
        with pytest.raises(KeyboardInterrupt):
            receive(data, "季报.xlsx", b"abc", "甲街道")
    assert waiting(data) == []
    assert any(each.is_dir() for each in inbox_dir(data).iterdir())
    receive(data, "另一份.xlsx", b"def", "甲街道")
    assert [each.name for each in inbox_dir(data).iterdir() if each.is_dir()] == [waiting(data)[0].key]


def test_leaving_twice_is_leaving_once(data):
    """收下后离开收件箱；再离开一次没有事。"""
    [item] = receive(data, "季报.xlsx", b"abc", "甲街道")
    leave(data, item.key)
    leave(data, item.key)
    assert waiting(data) == []

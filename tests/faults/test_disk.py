"""盘满了、没有权限写：什么也不收一半，话里说得清，原来的都在。"""

import os
import shutil

import pytest

from etl.accept import accept
from etl.inbox import waiting
from etl.paths import filing_names, ledger_dir
from etl.write.ledger import check_ledger, undo

LIMITED = """
import resource
from etl.accept import accept
from etl.inbox import waiting
from etl import build, look
look.load_the_rest()
[item] = waiting(data)
looks = look.look(data, [item])  # 读表的子进程先起好：限的是写账的这个进程
if {is_ledger_only}:
    accept.__globals__["looks_on"] = lambda base, items: looks  # 临时目录还有地方
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
[account] = accept(data, [item.key], "李四", {{}})
print(account.filing, *[issue.rule for issue in account.issues])
"""
READ_ONLY = """
from etl.accept import accept
from etl.inbox import receive, waiting
from etl.issue import Refused
try:
    {act}
except Refused as refusal:
    print(*[issue.rule for issue in refusal.issues], *[issue.message for issue in refusal.issues])
"""


@pytest.fixture
def ordinary():
    """What makes a process heed the permission bits even where the tests run as root."""
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        pytest.skip("以 root 运行，又没有 setpriv：试不出只读")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


@pytest.fixture
def locked(data):
    """Take away the right to write in folders of the data folder, until the test is over."""
    taken = []

    def lock(*names):
        for name in names:
            folder = data / name
            folder.chmod(0o555)
            taken.append(folder)

    yield lock
    for folder in taken:
        folder.chmod(0o755)


def test_a_full_temporary_folder_is_not_the_files_fault(data, drop, said):
    """读文件要用的临时目录写不下：说是地方不够，不说文件坏；文件还在收件箱里。"""
    key = drop(2, firms=300)
    code, words = said(LIMITED.format(limit=0, is_ledger_only=False))
    assert (code, words.split()[:3]) == (0, ["None", "not_sound", "no_room"])
    assert filing_names(data) == []
    assert [item.key for item in waiting(data)] == [key]


@pytest.mark.parametrize("limit", [0, 100, 4_000])
def test_a_full_disk_refuses_the_filing_and_keeps_everything(data, drop, said, figures, limit):
    """写到第几个字节都可能写不下：没有收，还在收件箱里；腾出地方再收就成。"""
    accept(data, [drop(1)], "李四", {})
    before = filing_names(data)
    key = drop(2, firms=300)
    code, words = said(LIMITED.format(limit=limit, is_ledger_only=True))
    assert (code, words.split()[:2]) == (0, ["None", "write_failed"])
    assert filing_names(data) == before
    assert list(ledger_dir(data).glob(".*Z-*")) == []
    assert check_ledger(data) == []
    assert [item.key for item in waiting(data)] == [key]
    [account] = accept(data, [key], "李四", {})
    assert account.filing
    assert figures() == [2] * 300


def test_a_disk_that_fills_up_while_building_keeps_the_filing(data, drop, said, figures):
    """账写下了，库没有建成：说已收下、库没有建成；腾出地方，库照建。"""
    drop(5)
    code, words = said(LIMITED.format(limit=60_000, is_ledger_only=True))
    filing, rule = words.split()[:2]
    assert (code, rule) == (0, "build_failed")
    assert filing_names(data) == [filing]
    assert waiting(data) == []
    assert figures() == [5]


def test_a_full_disk_leaves_no_half_file_in_the_inbox(data, drop, said, workbook):
    """收件时盘满：说写不进收件箱；等着的还是原来那些。"""
    key = drop(1)
    (data / "另一份.xlsx").write_bytes(workbook(2))
    act = "receive(data, '另一份.xlsx', (data / '另一份.xlsx').read_bytes(), '乙街道')"
    full = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
    code, words = said(full + READ_ONLY.format(act=act))
    assert code == 0
    assert words.startswith("inbox_unwritable")
    assert [item.key for item in waiting(data)] == [key]


def test_a_read_only_ledger_is_said_and_nothing_is_lost(data, drop, said, locked, ordinary):
    """账本目录不让写：收不了，也撤不了；原来的都在，收件箱里的还在。"""
    [first] = accept(data, [drop(1)], "李四", {})
    key = drop(2)
    locked("ledger")
    code, words = said(READ_ONLY.format(act=f"print(accept(data, [{key!r}], '李四', {{}})[0].issues)"), before=ordinary)
    assert code == 0
    assert "write_failed" in words
    code, words = said(
        f"from etl.write.ledger import undo\nfrom etl.issue import Refused\n"
        f"try:\n    undo(data, {first.filing!r}, '李四')\nexcept Refused as refusal:\n    print(refusal)",
        before=ordinary,
    )
    assert "请检查" in words
    assert filing_names(data) == [first.filing]
    assert check_ledger(data) == []
    assert [item.key for item in waiting(data)] == [key]
    (data / "ledger").chmod(0o755)
    assert undo(data, str(first.filing), "李四")


def test_a_read_only_inbox_is_said(data, drop, said, locked, ordinary, workbook):
    """收件箱目录不让写：收不了件，说清楚；等着的还看得见。"""
    key = drop(1)
    (data / "另一份.xlsx").write_bytes(workbook(2))
    locked("inbox")
    act = "receive(data, '另一份.xlsx', (data / '另一份.xlsx').read_bytes(), '乙街道')"
    code, words = said(READ_ONLY.format(act=act), before=ordinary)
    assert code == 0
    assert words.startswith("inbox_unwritable")
    assert [item.key for item in waiting(data)] == [key]


def test_a_read_only_build_folder_keeps_the_filing(data, drop, said, locked, ordinary, figures):
    """库的目录不让写：账已记下，说库没有建成；开了权限，库照建。"""
    accept(data, [drop(1)], "李四", {})
    key = drop(2)
    locked("build")
    act = f"print(*[i.rule for i in accept(data, [{key!r}], '李四', {{}})[0].issues])"
    code, words = said(READ_ONLY.format(act=act), before=ordinary)
    assert (code, words.split()) == (0, ["build_failed"])
    assert len(filing_names(data)) == 2
    (data / "build").chmod(0o755)
    assert figures() == [2]

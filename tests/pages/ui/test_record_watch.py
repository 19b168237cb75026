"""记录不齐、认下了，留痕里各有一行，再看一遍不添；演示数据什么也不留。"""

import shutil

import pytest

from access import audit
from access.audit_check import verify
from etl.load import load_files
from etl.paths import released_dir, released_list
from metrics.command import main
from metrics.disclosure import lost
from metrics.disclosure.prepare import prepare
from metrics.store import open_store
from pages.ui import prepared, record_watch
from pages.ui.preparing import Preparation
from tests.pages.small_data import SUBDISTRICTS, credit_code, revenue, workbook, write_data

GIVEN, MISSING, ACCEPTED = ("披露.已给出", ""), ("披露.记录不齐", ""), ("披露.认下丢失", "命令行:张三")
ACCEPT = ["--accept-loss", "--by", "张三", "--reason", "备份里也没有"]


@pytest.fixture
def real(tmp_path):
    """Real data of one quarter, worked out: what controlled roles may see counts as given."""
    record_watch.forget()
    lost.forget()
    return write_data(tmp_path / "data", is_demo=False, periods=["2026Q1"])


def is_open(data):
    """Whether a page may ask for a controlled role."""
    lost.forget()
    with open_store(data) as store:
        return prepared.is_prepared(store)


def neither(data, _kept):
    """Record and list both thrown away."""
    shutil.rmtree(released_dir(data))
    released_list(data).unlink()


def older(data, kept):
    """Record and list both as they were before, written over in their places."""
    shutil.rmtree(released_dir(data))
    shutil.copytree(kept / "released", released_dir(data))
    released_list(data).write_bytes((kept / "released.sha256").read_bytes())


def late_form(folder):
    """An eleventh firm's form."""
    headers = ["统一社会信用代码", "企业名称", "所属街道", "营业收入本期累计", "营业收入上年同期累计"]
    row = [credit_code(77), "济南补报科技有限公司", SUBDISTRICTS[0], revenue(3, "2026Q1") + 1, revenue(3, "2025Q1")]
    lines = ["季报", "报告期：2026年1-3月", "计量单位：万元"]
    return workbook(folder / "补报.xlsx", lines, [headers, row])


def lines(data):
    return [(line.event, line.who) for line in audit.search(data, event="披露.")][::-1]


def test_a_loss_and_its_acceptance_leave_a_line_each(real, caplog):
    """Found, accepted on the command line, seen by the server: two lines, however often it looks or is restarted."""
    record_watch.note(real, is_settled=False)
    assert lines(real) == []
    for _look in range(3):
        record_watch.note(real)
    assert lines(real) == [GIVEN]
    shutil.rmtree(released_dir(real) / "2026Q1")
    for _look in range(3):
        record_watch.note(real)
    assert lines(real) == [GIVEN, MISSING]
    assert caplog.text.count("released/2026Q1/000001.json.gz 不见了") == 1
    assert main(["released", "--data", str(real), *ACCEPT]) == 0
    for _look in range(3):
        record_watch.note(real)
        record_watch.forget()
    assert lines(real) == [GIVEN, MISSING, ACCEPTED]
    (line,) = audit.search(real, event="披露.认下丢失")
    assert str(line.what["accepted"]).endswith(" 张三：备份里也没有（1）")
    assert verify(real) == []


@pytest.mark.parametrize("loss", [neither, older])
def test_what_the_trail_remembers_can_not_be_put_back_unseen(real, tmp_path, loss):
    """The list says nothing, for it went the same way: pages stay shut for controlled roles, and nothing is worked
    out anew beside the server, until somebody accepts; then all goes on.
    """
    kept = tmp_path / "kept"
    kept.mkdir()
    shutil.copytree(released_dir(real), kept / "released")
    shutil.copyfile(released_list(real), kept / "released.sha256")
    load_files([late_form(tmp_path)], real, by="测试")
    with open_store(real) as store:
        prepare(store)
    record_watch.note(real)
    assert is_open(real)
    loss(real, kept)
    record_watch.forget()
    assert lost.trouble(real) == lost.moved(real) == ""
    record_watch.note(real, is_settled=False)
    one = Preparation(real)
    one.ask(None)
    one._tend()
    assert one._process is None
    with pytest.raises(lost.RecordLostError, match=r"留痕记着给出过2份记录，清单与它对不上"):
        is_open(real)
    assert lines(real) == [GIVEN, MISSING]
    assert main(["released", "--data", str(real), *ACCEPT]) == 0
    record_watch.note(real)
    assert lines(real) == [GIVEN, MISSING, ACCEPTED] + [GIVEN] * (loss is older)
    assert record_watch.trouble(real) == ""
    with open_store(real) as store:
        prepare(store)
    assert is_open(real)


def test_drawn_anew_on_the_command_line_it_is_still_not_what_was_given(real, tmp_path):
    """Everything thrown away, a firm more, worked out again before the server looks: as many records, other ones."""
    record_watch.note(real)
    neither(real, None)
    load_files([late_form(tmp_path)], real, by="测试")
    with open_store(real) as store:
        prepare(store)
    record_watch.note(real)
    with pytest.raises(lost.RecordLostError, match=r"留痕记着给出过1份记录，清单与它对不上"):
        is_open(real)


def test_demonstration_data_leaves_nothing(data):
    """No list, no line in the trail."""
    shutil.rmtree(released_dir(data))
    record_watch.note(data)
    assert lines(data) == []

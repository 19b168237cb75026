"""记录不齐、认下了，留痕里各有一行，再看一遍不添；演示数据什么也不留。"""

import shutil

import pytest

from access import audit
from access.audit_check import verify
from etl.paths import released_dir
from metrics.command import main
from pages.ui import record_watch
from tests.pages.small_data import write_data


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """Real data of one quarter, worked out: what controlled roles may see counts as given."""
    return write_data(tmp_path_factory.mktemp("real") / "data", is_demo=False, periods=["2026Q1"])


def lines(data):
    return [(line.event, line.who) for line in audit.search(data, event="披露.")][::-1]


def test_a_loss_and_its_acceptance_leave_a_line_each(real, caplog):
    """Found, accepted on the command line, seen by the server: two lines, however often it looks or is restarted."""
    record_watch.note(real)
    assert lines(real) == []
    shutil.rmtree(released_dir(real) / "2026Q1")
    for _look in range(3):
        record_watch.note(real)
    assert lines(real) == [("披露.记录不齐", "")]
    assert caplog.text.count("released/2026Q1/000001.json.gz 不见了") == 1
    assert main(["released", "--data", str(real), "--accept-loss", "--by", "张三", "--reason", "备份里也没有"]) == 0
    for _look in range(3):
        record_watch.note(real)
        record_watch._told.clear()
    assert lines(real) == [("披露.记录不齐", ""), ("披露.认下丢失", "命令行:张三")]
    (line,) = audit.search(real, event="披露.认下丢失")
    assert str(line.what["what_was_said"]).endswith(" 张三：备份里也没有（1）")
    assert verify(real) == []


def test_demonstration_data_leaves_nothing(data):
    """No list, no line in the trail."""
    shutil.rmtree(released_dir(data))
    record_watch.note(data)
    assert lines(data) == []

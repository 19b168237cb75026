"""留痕在盘上：看过什么不等落盘，杀了进程也在；少于法定的天数不许删。"""

import signal
import subprocess
import sys

import pytest

from access import audit, audit_check, audit_file
from access.audit import record, search
from access.fault import AccessError
from access.settings import load_settings
from tests.access.server import ROOT


def verify(data):
    """As the command does it: nothing remembered from the time before."""
    audit_check.forget()
    return audit_check.verify(data)


def test_what_was_only_looked_at_does_not_wait_for_the_disk(tmp_path, monkeypatch):
    """A view calls for no fsync of its own; the line stands at once, the chain is whole, the head follows."""
    record("登录.成功", "王丽", data=tmp_path)
    synced = []
    with monkeypatch.context() as patch:
        patch.setattr(audit_file.os, "fsync", lambda number: synced.append(number))
        patch.setattr(audit.later, "do", lambda *_work: None)
        for number in range(20):
            record("看企业", "王丽", data=tmp_path, is_act=False, enterprise=f"{number}")
    assert synced == []
    assert [line.n for line in search(tmp_path, event="看企业")] == list(range(21, 1, -1))
    assert _noted(tmp_path) == 1
    assert verify(tmp_path) == []
    audit.settle(tmp_path)
    assert _noted(tmp_path) == 21
    assert record("导出", "王丽", data=tmp_path).n == 22
    assert verify(tmp_path) == []


def test_a_line_outlives_a_killed_process(tmp_path):
    """SIGKILL right after the last view was noted: every line is there, the chain is whole, the next one follows."""
    code = (
        "import os, signal, sys; from pathlib import Path; from access.audit import record\n"
        "for number in range(30):\n"
        "    record('看企业', '王丽', data=Path(sys.argv[1]), is_act=False, enterprise=str(number))\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert [line.n for line in search(tmp_path)] == list(range(30, 0, -1))
    assert verify(tmp_path) == []
    assert record("导出", "王丽", data=tmp_path).n == 31
    assert verify(tmp_path) == []


def test_a_tail_cut_after_the_head_has_followed_is_found(tmp_path):
    """A head that lags is no licence to cut what it has seen."""
    for number in range(9):
        record("看企业", "王丽", data=tmp_path, is_act=False, enterprise=f"{number}")
    audit.settle(tmp_path)
    (file,) = audit_file.month_files(tmp_path)
    file.write_text("".join(file.read_text(encoding="utf-8").splitlines(keepends=True)[:-2]), encoding="utf-8")
    assert any("尾巴" in words for words in verify(tmp_path))


@pytest.mark.parametrize("days", [184, 0, -1])
def test_no_setting_keeps_less_than_the_law_asks(tmp_path, days):
    """185 days at least, whatever is written into the settings or asked on the command line."""
    with pytest.raises(AccessError, match="185"):
        audit_check.prune(tmp_path, days)
    folder = tmp_path / "access"
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / "settings.toml").write_text(f"[audit]\nkeep_days = {days}\n", encoding="utf-8")
    with pytest.raises(AccessError, match="185"):
        load_settings(tmp_path)


def _noted(data) -> int:
    """The number of the last line as the head has it."""
    head = audit_file.read_head(audit_file.audit_dir(data))
    assert head is not None
    return head["n"]

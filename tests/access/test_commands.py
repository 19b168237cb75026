"""账号与留痕的命令。"""

import re

import pytest

from access import accounts, lockout
from access.audit import search
from access.audit_file import month_files
from access.commands import main

GOOD = "Zq7-huangshan-lu"


@pytest.fixture
def say(tmp_path, monkeypatch, capsys):
    """Run a command over an empty folder; answers exit code and what it printed."""
    monkeypatch.setenv("ACCESS_PASSWORD", GOOD)

    def run(*words):
        code = main([*words, "--data", str(tmp_path)])
        shown = capsys.readouterr()
        return code, shown.out + shown.err

    return run


def test_the_first_administrator_is_made_here(say, tmp_path):
    """No account before, no default password; afterwards one, and a line of it."""
    assert "还没有账号" in say("list")[1]
    assert say("add", "管理", "--role", "admin") == (0, "已建账号 管理（管理员）。\n")
    assert accounts.password_fits(tmp_path, "管理", GOOD)
    assert [line.event for line in search(tmp_path)] == ["账号.新建"]
    assert search(tmp_path, text=GOOD) == []


def test_a_clerk_needs_a_scope_and_shows_it(say):
    """Street and cluster, repeated; a wrong kind is refused."""
    assert say("add", "小李", "--role", "clerk")[0] == 1
    assert say("add", "小李", "--role", "clerk", "--scope", "城市=济南")[0] == 1
    assert (
        say("add", "小李", "--role", "clerk", "--scope", "街道=甲", "--scope", "街道=乙", "--scope", "集群=丙")[0] == 0
    )
    assert "街道=甲、街道=乙、集群=丙" in say("list")[1]


def test_disable_enable_role_and_unlock(say, tmp_path):
    """Each says what it did, and leaves a line; an unknown name is exit 1."""
    say("add", "王丽", "--role", "leader")
    assert say("disable", "王丽")[0] == 0
    assert "停用" in say("list")[1]
    assert say("enable", "王丽")[0] == 0
    assert say("role", "王丽", "--role", "reviewer")[0] == 0
    for _time in range(5):
        lockout.failed(tmp_path, "王丽", "10.0.0.1")
    assert "锁到" in say("list")[1]
    assert say("unlock", "王丽") == (0, "已解锁 王丽。\n")
    assert say("disable", "无名")[0] == 1
    events = [line.event for line in search(tmp_path)]
    assert events == ["账号.解锁", "账号.改角色", "账号.启用", "账号.停用", "账号.新建"]


def test_the_password_comes_from_a_private_file_or_nowhere(say, tmp_path, monkeypatch):
    """A file others can read is refused; without terminal, file and variable nothing is guessed."""
    file = tmp_path / "secret"
    file.write_text("Another-good-1\n", encoding="utf-8")
    file.chmod(0o644)
    say("add", "王丽", "--role", "leader")
    assert "chmod 600" in say("password", "王丽", "--password-file", str(file))[1]
    file.chmod(0o600)
    assert say("password", "王丽", "--password-file", str(file))[0] == 0
    assert accounts.password_fits(tmp_path, "王丽", "Another-good-1")
    monkeypatch.delenv("ACCESS_PASSWORD")
    assert "没有终端" in say("add", "李四", "--role", "leader")[1]


def test_a_password_on_the_command_line_is_no_option(say):
    """Exit 2: others on the machine could read it there."""
    with pytest.raises(SystemExit) as ended:
        say("add", "王丽", "--role", "leader", "--password", GOOD)
    assert ended.value.code == 2


def test_verify_audit_finds_one_changed_byte(say, tmp_path):
    """Exit 0 and the last digest while whole; exit 1 and the line once changed."""
    say("add", "王丽", "--role", "leader")
    code, words = say("verify-audit")
    assert (code, words[:8]) == (0, "留痕完好：1 行")
    file = month_files(tmp_path)[0]
    file.write_bytes(file.read_bytes().replace("王丽".encode(), "王莉".encode(), 1))
    code, words = say("verify-audit")
    assert code == 1
    assert "第 1 行" in words


def test_the_trail_and_the_roles_can_be_read_here(say):
    """Search and the table of rights, without a browser; old months go by rule."""
    say("add", "王丽", "--role", "leader")
    assert "账号.新建" in say("audit", "--event", "账号")[1]
    assert say("audit", "--who", "无名")[1] == ""
    assert main(["roles"]) == 0
    assert "没有超过 400 天" in say("prune-audit")[1]
    assert say("prune-audit", "--days", "30")[0] == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "还缺 命令"),
        (("add",), "还缺 名字, --role"),
        (("add", "x", "--role", "boss"), "--role 不能是 'boss'"),
        (("foo",), "命令 不能是 'foo'"),
        (("audit", "--since", "2026-13-45"), "日子要写成 2026-01-31 这样"),
        (("audit", "--most", "x"), "--most 要写整数"),
        (("add", "x", "--role", "admin", "--pass", "y"), "不认得 --pass y"),
    ],
)
def test_a_command_written_wrong_is_told_in_chinese(capsys, words, said):
    """What is missing or not known, how it is written, exit code 2; no English sentence."""
    with pytest.raises(SystemExit) as ended:
        main(words)
    shown = capsys.readouterr().err
    assert ended.value.code == 2
    assert said in shown
    assert not {"usage", "error", "required", "invalid", "unrecognized"} & set(re.findall(r"[a-z]+", shown))


def test_a_file_that_is_not_there_is_told_in_chinese(say, tmp_path):
    """The file, and why not."""
    code, shown = say("add", "王丽", "--role", "leader", "--password-file", str(tmp_path / "没有"))
    assert (code, shown.endswith("没有（没有这个文件）。\n")) == (1, True)

"""页面出错时来者看到什么：写错的文件说出是哪一处，别的只说没有算出来，都没有英文的出错记录。"""

import pytest

import app
from etl.rule_file import RuleFileError
from metrics.plans import PlanError


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PlanError(["bad.toml · 表头 · code · （空）：必填"]), "bad.toml · 表头 · code · （空）：必填"),
        (RuleFileError(["quality.toml：甲", "quality.toml：乙"]), "quality.toml：甲  \nquality.toml：乙"),
        (ValueError("secret"), "这一页没有算出来"),
    ],
)
def test_a_mistake_in_a_file_is_named_and_a_break_is_not_detailed(monkeypatch, error, said):
    """Every page says which line of which file to mend; what broke inside stays in the log."""
    shown = []
    monkeypatch.setattr(app.st, "error", shown.append)
    assert app.say_sorry(error)
    (words,) = shown
    assert words.replace("\\", "").startswith(said)
    assert "secret" not in words

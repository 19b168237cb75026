"""密码的规矩。"""

import pytest
from argon2 import PasswordHasher

from access import password
from access.settings import load_settings


@pytest.fixture
def rules(tmp_path):
    return load_settings(tmp_path)


@pytest.mark.parametrize(
    ("candidate", "how_many"),
    [
        ("Zq7-huangshan-lu", 0),
        ("短密码A1", 1),  # 只是短
        ("alllowercase-only", 1),  # 两类
        ("wang.li-A1-2026", 1),  # 含账号名
        ("P@ssw0rd123", 1),  # 常见，大小写不论
        ("aA1aA1aA1aA1", 1),  # 只用了三个字符
        ("", 3),
        ("x" * 300, 3),
    ],
)
def test_each_rule_is_said_and_all_at_once(rules, candidate, how_many):
    """Length, classes, name, commonness; nothing is checked one try at a time."""
    assert len(password.problems(candidate, "wang.li", rules)) == how_many


def test_what_is_stored_is_argon2id_and_fits_only_its_password(monkeypatch):
    """The hash names its own method; equal passwords get different hashes."""
    monkeypatch.setattr(password, "_hasher", PasswordHasher())
    stored = password.hashed("Zq7-huangshan-lu")
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert stored != password.hashed("Zq7-huangshan-lu")
    assert password.is_right(stored, "Zq7-huangshan-lu")
    assert not password.is_right(stored, "zq7-huangshan-lu")


def test_no_stored_password_never_fits():
    """An unknown name costs a comparison like any other and is never right."""
    assert not password.is_right("", "没有这个账号")
    assert not password.is_right("不是散列", "x")
    assert password.needs_rehash("$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g")

"""规则与参数：公开的在 data/disclosure.toml，秘密的在只许属主读的文件里，写错了当场说。"""

from pathlib import Path

import pytest

from metrics.disclosure.rules import SECRET_NAME, SECRET_VARIABLE, load_policy
from metrics.store import StoreError

PUBLIC = """
[rules]
count = {count}
p_percent = {p_percent}
dominance = {dominance}
interval_pct = {interval}
[tables]
single = ["industry"]
pairs = [["subdistrict", "{pair}"]]
[spread]
contributors = 15
"""


def write(folder: Path, count=3, p_percent="true", dominance="false", interval=11, pair="industry") -> Path:
    text = PUBLIC.format(count=count, p_percent=p_percent, dominance=dominance, interval=interval, pair=pair)
    (folder / "disclosure.toml").write_text(text, encoding="utf-8")
    return folder


def test_parameters_are_drawn_once_and_kept_for_the_owner_only(tmp_path):
    """没有参数文件：第一次用到就随机定一份，0600；以后读同一份。"""
    first = load_policy(write(tmp_path)).rules
    file = tmp_path / SECRET_NAME
    assert file.stat().st_mode & 0o777 == 0o600
    assert first.p is not None
    assert 12 <= first.p <= 18
    assert load_policy(tmp_path).rules == first


def test_a_file_named_by_the_environment_is_used_instead(tmp_path, monkeypatch):
    """参数可以放在数据目录之外。"""
    secret = tmp_path / "别处.toml"
    secret.write_text("p = 14.0\nn = 2\nk = 85.0\n", encoding="utf-8")
    secret.chmod(0o600)
    monkeypatch.setenv(SECRET_VARIABLE, str(secret))
    assert load_policy(write(tmp_path)).rules.p == 14
    assert not (tmp_path / SECRET_NAME).exists()


def test_each_rule_has_its_switch(tmp_path):
    """家数0、p% 关、(n,k) 关：三条都不管；(n,k) 开了就有 n 与 k。"""
    off = load_policy(write(tmp_path, count=0, p_percent="false")).rules
    assert (off.min_contributors, off.p, off.dominance_n, off.dominance_k) == (None, None, None, None)
    on = load_policy(write(tmp_path, dominance="true")).rules
    assert on.dominance_n == 2
    assert on.dominance_k is not None


def test_open_tables_are_the_total_the_singles_and_the_pairs(tmp_path):
    """一对维度不分先后。"""
    assert load_policy(write(tmp_path)).tables == ((), ("industry",), ("industry", "subdistrict"))


@pytest.mark.parametrize("wrong", [{"pair": "enterprise"}, {"pair": "街道"}, {"interval": 10}])
def test_rules_that_protect_nobody_are_refused(tmp_path, wrong):
    """开放到企业、不认得的维度、区间不到一成：不收，说是哪一份文件。"""
    with pytest.raises(StoreError, match=r"disclosure\.toml"):
        load_policy(write(tmp_path, **wrong))


def test_a_broken_parameter_file_is_refused_without_its_content(tmp_path):
    """参数文件写坏了：说哪个文件，不说里面有什么。"""
    (tmp_path / SECRET_NAME).write_text("p = 十五点五\n", encoding="utf-8")
    (tmp_path / SECRET_NAME).chmod(0o600)
    with pytest.raises(StoreError, match=r"disclosure\.secret\.toml") as told:
        load_policy(write(tmp_path))
    assert "十五点五" not in str(told.value)

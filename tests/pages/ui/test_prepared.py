"""算好了没有、缓存分不分角色与规则。"""

import shutil

import pytest

from etl.paths import disclosure_file, released_dir
from metrics.disclosure.prepare import prepare
from metrics.store import open_store
from pages.ui import cached, prepared
from pages.ui.prepared import Progress
from tests.pages.conftest import signed_in


def test_a_version_is_prepared_once_every_quarter_is_written_down(data):
    """Eight quarters: none of them without the record, all of them after the work."""
    shutil.rmtree(released_dir(data))
    with open_store(data) as store:
        assert prepared.progress(store) == Progress(0, 8)
        assert not prepared.is_prepared(store)
        assert prepare(store) == 8
        assert prepared.progress(store) == Progress(8, 8)
        assert prepared.is_prepared(store)


@pytest.mark.parametrize(("role", "is_controlled"), [("", False), ("leader", False), ("researcher", True)])
def test_only_controlled_roles_wait(role, is_controlled):
    """The system itself and 领导 never do."""
    assert prepared.is_controlled(role) is is_controlled


@pytest.mark.usefixtures("demo")
def test_a_cached_result_of_one_role_is_never_anothers(monkeypatch):
    """领导 first, then 研究者, then 领导 again: each their own table of the same question."""
    told = {}
    for role in ("leader", "researcher", "leader", "public"):
        monkeypatch.setattr("pages.ui.cached.viewer", lambda role=role: signed_in(role))
        told[role] = cached.table(cached.source(), "scale", "2026Q3", ("cluster",))
    assert "suppressed" not in told["leader"]
    assert told["leader"]["revenue_10k_cny"].notna().all()
    assert "suppressed" in told["researcher"]
    assert "suppressed" in told["public"]


def test_changed_rules_leave_no_cached_result_of_the_old_ones(data, monkeypatch):
    """The same question under another count is another key, and waits until it is worked out."""
    monkeypatch.setattr("pages.ui.cached.viewer", lambda: signed_in("researcher"))
    before = cached.source()
    rules = disclosure_file(data).read_text(encoding="utf-8")
    assert "count = 3" in rules
    (data / "disclosure.toml").write_text(rules.replace("count = 3", "count = 4"), encoding="utf-8")
    assert cached.source() != before
    assert not cached.is_prepared(cached.source())


def test_the_rules_are_no_part_of_the_key_of_who_needs_no_control(data, monkeypatch):
    """领导 keeps what is cached whatever the rules become."""
    monkeypatch.setattr("pages.ui.cached.viewer", lambda: signed_in("leader"))
    before = cached.source()
    rules = disclosure_file(data).read_text(encoding="utf-8")
    (data / "disclosure.toml").write_text(rules.replace("count = 3", "count = 4"), encoding="utf-8")
    assert cached.source() == before

"""一次打开只说一版：认版本与开库之间又收了一份，从头再来，不把后一版记在前一版名下。"""

import pytest

from etl.load import load_files
from pages.ui import cached
from tests.pages.page_words import open_page, text
from tests.pages.small_data import LATE, SUBDISTRICTS, credit_code, enterprise, revenue, workbook


def late_form(folder):
    """The seventh firm's form for 2026Q3, late."""
    headers = ["统一社会信用代码", "企业名称", "所属街道", "营业收入本期累计", "营业收入上年同期累计"]
    row = [
        credit_code(LATE),
        enterprise(LATE),
        SUBDISTRICTS[LATE % 3],
        revenue(LATE, "2026Q3"),
        revenue(LATE, "2025Q3"),
    ]
    lines = ["季报（演示数据）", "报告期：2026年1-9月", "计量单位：万元"]
    return workbook(folder / "补报2026Q3.xlsx", lines, [headers, row])


def test_another_version_is_not_remembered_under_this_ones_name(data, tmp_path):
    """The source is from before, the database would be from after: refused; the next source has both."""
    origin = cached.source()
    load_files([late_form(tmp_path)], data, by="测试")
    with pytest.raises(cached.ChangedError):
        cached.store(origin)
    assert cached.store(cached.source()).path.stem == cached.source().version != origin.version


def test_changed_tiers_are_another_version(data):
    """A build depends on them, so the source does: nothing of the old ones is shown under the new."""
    before = cached.source()
    shipped = (cached.tiers_file(data)).read_text(encoding="utf-8")
    (data / "tiers.toml").write_text(f"{shipped}\n# 改过\n", encoding="utf-8")
    after = cached.source()
    assert after.version != before.version
    assert cached.store(after).path.stem == after.version


def test_a_page_overtaken_by_a_filing_is_run_again(data, tmp_path, monkeypatch):
    """Between naming the version and opening it a form is accepted: one page of the new version, no error."""
    own, forms = cached.open_store, [late_form(tmp_path)]

    def overtaken(*asked):
        if forms:
            load_files([forms.pop()], data, by="测试")
        return own(*asked)

    monkeypatch.setattr(cached, "open_store", overtaken)
    at = open_page("overview", in_frame=True)
    assert not at.exception
    assert at.metric
    assert cached.source().version in text(at)


def test_a_version_that_never_settles_is_said_and_not_tried_for_ever(monkeypatch, data):
    """The name and the build disagree again and again: one sentence instead of a page that never comes."""
    monkeypatch.setattr(cached, "_version", lambda *_asked: "0" * 12)
    at = open_page("overview", in_frame=True)
    assert "数据正在更新，请过一会儿刷新。" in text(at)
    assert not at.metric
    assert data.exists()

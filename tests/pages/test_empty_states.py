"""页上的一块空着：说为什么，说下一步，没有英文与空值。"""

import pytest

from etl.build import build
from etl.load import load_files
from metrics.disclosure.prepare import prepare
from metrics.store import open_store
from tests.pages.conftest import signed_in
from tests.pages.page_words import english, open_everything, open_page, text
from tests.pages.small_data import SUBDISTRICTS, credit_code, enterprise, workbook

TITLE = ["企业营业收入（演示数据）", "报告期：2026年1-9月", "计量单位：万元"]


@pytest.fixture(scope="module")
def bare_folder(tmp_path_factory):
    """Two firms of one street, one quarter, no figure of the year before, nothing published or known to be wrong."""
    folder = tmp_path_factory.mktemp("bare")
    register = [["统一社会信用代码", "企业名称", "所属街道", "所属集群"]]
    register += [[credit_code(n), enterprise(n), SUBDISTRICTS[0], "数字创意"] for n in range(2)]
    form = [["统一社会信用代码", "企业名称", "营业收入本期累计"]]
    form += [[credit_code(n), enterprise(n), 100.0 + n] for n in range(2)]
    (folder / "corrections").mkdir()
    files = [
        workbook(folder / "企业名录.xlsx", ["历下区企业名录（演示数据）"], register),
        workbook(folder / "季报.xlsx", TITLE, form),
    ]
    accounts = load_files(files, folder, by="测试")
    assert all(one.filing for one in accounts), accounts
    build(folder)
    with open_store(folder) as store:
        prepare(store)
    return folder


@pytest.fixture
def bare(bare_folder, monkeypatch):
    monkeypatch.setenv("CLUSTERS_DATA", str(bare_folder))
    return bare_folder


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    ("name", "asked", "why", "what_to_do"),
    [
        ("overview", {}, "还看不出谁拉动、谁下拉：本期没有上年同期数。", "季报里填了“上年同期”一列的企业才能比较。"),
        ("structure", {}, "区位商算不出：无参照地区。", "要有两个以上地区的企业填报"),
        ("clusters", {"kind": "city_chain"}, "还没有市级链群的公布数。", "用“指标填报”模板填好"),
        ("clusters", {"field": "区块链"}, "区块链在2026年1-9月没有企业填报营业收入。", "换一个报告期"),
        ("ladder", {}, "还看不出梯队变动：缺上一完整年度的数。", "补报上年四季度的季报后再看。"),
        ("ladder", {"field": "区块链"}, "没有企业填报营业收入。", "在企业名录里核对哪些企业属于它。"),
        ("benchmarks", {}, "还没有别处的公布数。", "用“指标填报”模板填好市、省或对标城市的公布数"),
        ("enterprises", {"enterprise": "无此代码"}, "没有代码为 无此代码 的企业。", "核对代码，或在下面的名单里查找。"),
        ("filings", {}, "没有要处理的问题。", "合计行、附注行本来就不收"),
        ("upload", {"part": "corrections"}, "还没有记下来源里的错。", "写法见其中的说明。"),
    ],
)
def test_what_is_not_there_is_said_with_the_way_on(name, asked, why, what_to_do):
    """The reason and the next step, in Chinese; no None, no nan, nothing broken with everything opened."""
    at = open_everything(open_page(name, **asked))
    said = text(at)
    assert why in said
    assert what_to_do in said
    assert english(at) == []


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("name", ["overview", "structure", "clusters", "gaps", "benchmarks"])
def test_the_public_is_told_that_nothing_is_published_yet(monkeypatch, name):
    """No quarter is open to the public: one sentence, no figure, no table."""
    monkeypatch.setattr("pages.ui.viewer.current_user", lambda *_asked: signed_in("public"))
    at = open_page(name)
    assert "还没有公布哪一期。" in text(at)
    assert not at.metric
    assert not at.dataframe
    assert english(at) == []


@pytest.mark.usefixtures("demo")
def test_a_clerk_whose_part_has_no_firm_is_told_whom_to_ask(monkeypatch):
    """A street nobody is registered in: the list and the calendar both say so."""
    monkeypatch.setattr("pages.ui.viewer.current_user", lambda *_asked: signed_in("clerk", subdistrict=("龙洞街道",)))
    listed, calendar = open_page("enterprises"), open_page("upload", collect="2026Q3", part="calendar")
    assert "您分管的街道或集群里还没有企业。" in text(listed)
    assert "请找管理员核对您分管哪个街道或集群。" in text(listed)
    assert "您分管的街道或集群里没有该报的企业。" in text(calendar)
    assert english(listed) + english(calendar) == []

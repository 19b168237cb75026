"""收下：一人收或两人收，提醒要有理由，收过的不重收，账动过就请再看一遍；撤回也要理由。"""

import json

import pyarrow.parquet as pq
import pytest

from etl import accept as accepting
from etl.accept import accept, approve, head, propose, undo
from etl.inbox import Choices, choose, receive, waiting
from etl.issue import Issue, Refused
from etl.load import load_files
from etl.look import look
from etl.paths import build_file, filing_names, ledger_dir
from etl.write.ledger import check_ledger, read_ledger


@pytest.fixture
def drop(data, tmp_path, write_book):
    """Drop rows as a workbook; returns its key. The same name is the same file: written again it would be another."""

    def put(rows, name="季报.xlsx", sender="甲街道"):
        file = tmp_path / name
        if not file.exists():
            write_book(file, {"表": rows})
        [item] = receive(data, name, file.read_bytes(), sender)
        return item.key

    return put


@pytest.fixture
def two(data):
    """The setting that asks for two persons."""
    data.mkdir()
    (data / "settings.toml").write_text("[approval]\npersons = 2\n", encoding="utf-8")


def page(data, filing):
    return json.loads((ledger_dir(data) / filing / "filing.json").read_text(encoding="utf-8"))


def rules(account):
    return [issue.rule for issue in account.issues]


def refused(act, *arguments, **how):
    with pytest.raises(Refused) as caught:
        act(*arguments, **how)
    return [issue.rule for issue in caught.value.issues]


def test_an_accepted_file_is_filed_and_built(data, drop, form):
    """收下：归档、建库，记下交表人和经手人，收件箱里不再有它。"""
    key = drop(form({0: 100, 1: 200}))
    [account] = accept(data, [key], "李四", {})
    assert filing_names(data) == [account.filing]
    filed = page(data, account.filing)
    assert (filed["sender"], filed["accepted_by"], filed["file"]) == ("甲街道", "李四", "季报.xlsx")
    assert build_file(data).exists()
    assert waiting(data) == []
    assert check_ledger(data) == []


def test_a_warning_needs_a_reason(data, drop, form):
    """有提醒的，没有理由不收；理由记在账上。"""
    key = drop(form({0: 100, 1: "—"}))
    [account] = accept(data, [key], "李四", {key: "  "})
    assert (account.filing, rules(account)[0]) == (None, "reason_missing")
    assert filing_names(data) == []
    [account] = accept(data, [key], "李四", {key: "第1公司停产，下月补报"})
    assert page(data, account.filing)["reason"] == "第1公司停产，下月补报"


def test_one_refused_file_leaves_the_others_alone(data, drop, form):
    """三份里一份收不了：另两份照收，那一份还在收件箱里。"""
    good, bad, other = drop(form({0: 1})), drop([["姓名"], ["张三"]], "签到.xlsx"), drop(form({1: 2}), "另一份.xlsx")
    accounts = accept(data, [good, bad, other], "李四", {})
    assert [bool(account.filing) for account in accounts] == [True, False, True]
    assert [item.key for item in waiting(data)] == [bad]


def test_the_same_file_accepted_twice_names_the_filing(data, drop, form):
    """第一次的回答丢了，再收一次：说出是哪一份归档，账上还是一份。"""
    key, before = drop(form({0: 100})), head(data)
    [first] = accept(data, [key], "李四", {}, seen=before)
    [again] = accept(data, [key], "李四", {}, seen=before)
    assert (again.filing, again.rows_kept, rules(again)) == (first.filing, 1, ["already_filed"])
    drop(form({0: 100}))
    [dropped_again] = accept(data, [key], "李四", {})
    assert (dropped_again.filing, rules(dropped_again)) == (first.filing, ["already_filed"])
    assert filing_names(data) == [first.filing]
    assert waiting(data) == []


def test_the_second_of_two_clerks_is_told_what_the_first_changed(data, drop, form):
    """两人看的是同一本账，先收的收下；后收的一份也没收，说出账上新有的是哪一份。"""
    mine, theirs, seen = drop(form({0: 100})), drop(form({0: 120}), "更正.xlsx"), head(data)
    [first] = accept(data, [theirs], "王五", {}, seen=seen)
    with pytest.raises(Refused) as caught:
        accept(data, [mine], "李四", {}, seen=seen)
    assert caught.value.issues[0].rule == "moved_on"
    assert f"王五 收“更正.xlsx”（{first.filing}）" in caught.value.issues[0].message
    assert filing_names(data) == [first.filing]


def test_an_open_question_keeps_a_file_out(data, drop, form):
    """单位没写，问还没有答：不收；答了就收，归档的说明照样读得出同样的行。"""
    rows = form({0: 1_000_000})
    rows[0][2] = None
    key = drop(rows)
    [account] = accept(data, [key], "李四", {})
    assert (account.filing, rules(account)[0]) == (None, "question_open")
    choose(data, key, Choices(unit="元"))
    [account] = accept(data, [key], "李四", {})
    assert account.filing
    filed = page(data, account.filing)
    assert filed["sheets"][0]["units"] == {"revenue_10k_cny": "元", "prior_reported_10k_cny": "元"}


@pytest.mark.usefixtures("two")
def test_two_persons_propose_and_approve(data, drop, form):
    """一人报审、另一人批准：自己批自己的不行，没报审的不行；两个名字和理由都在账上。"""
    key = drop(form({0: 100, 1: "—"}))
    assert refused(accept, data, [key], "李四", {key: "停产"}) == ["needs_two"]
    assert rules(approve(data, [key], "王五")[0])[0] == "not_proposed"
    assert rules(propose(data, [key], "李四", {})[0])[0] == "reason_missing"
    [proposed] = propose(data, [key], "李四", {key: "停产"})
    assert (proposed.filing, waiting(data)[0].proposed_by, waiting(data)[0].reasons) == (None, "李四", {key: "停产"})
    assert rules(approve(data, [key], "李四")[0])[0] == "same_person"
    [account] = approve(data, [key], "王五")
    filed = page(data, account.filing)
    assert (filed["proposed_by"], filed["approved_by"], filed["reason"]) == ("李四", "王五", "停产")


@pytest.mark.usefixtures("two")
def test_other_choices_void_a_proposal(data, drop, form):
    """报审之后又改了选项：要重新报审。"""
    key = drop(form({0: 100}))
    propose(data, [key], "李四", {})
    choose(data, key, Choices(period="2026Q3"))
    assert rules(approve(data, [key], "王五")[0])[0] == "not_proposed"


def test_undo_keeps_its_reason(data, drop, form):
    """撤回要写理由，账上留着；撤回之后可以再收一次。"""
    key = drop(form({0: 100}))
    [account] = accept(data, [key], "李四", {})
    assert account.filing
    assert refused(undo, data, account.filing, "王五", " ") == ["reason_missing"]
    name = undo(data, account.filing, "王五", "报错了企业")
    assert (page(data, name)["reason"], page(data, name)["accepted_by"]) == ("报错了企业", "王五")
    assert [filing.is_active for filing in read_ledger(data)] == [False, False]
    assert accept(data, [key], "李四", {})[0].issues[0].rule == "inbox_unknown"
    drop(form({0: 100}))
    assert accept(data, [key], "李四", {})[0].filing not in (None, account.filing)


def test_nobody_signs_nothing_is_accepted(data, drop, form):
    """不写经手人，不收、不报审、不批准、不撤回。"""
    key = drop(form({0: 100}))
    for act, *rest in ((accept, {}), (propose, {}), (approve,)):
        assert refused(act, data, [key], " ", *rest) == ["name_missing"]
    assert refused(undo, data, "x", "", "理由") == ["name_missing"]


class Stopped(BaseException):
    """What stops a script in the middle: no Exception."""


def test_a_stop_in_the_middle_leaves_old_or_new(data, drop, form, monkeypatch):
    """收到第二份时被打断：第一份收好了，第二份还等着；再收一次两份都在，一份也不重。"""
    keys = [drop(form({0: 1})), drop(form({1: 2}), "另一份.xlsx")]
    write, done = accepting.write_filing, []

    def stopping(*where, **how):
        if done:
            raise Stopped
        done.append(write(*where, **how))
        return done[0]

    with monkeypatch.context() as patched:
        patched.setattr(accepting, "write_filing", stopping)
        with pytest.raises(Stopped):
            accept(data, keys, "李四", {})
    assert filing_names(data) == done
    assert [item.key for item in waiting(data)] == keys[1:]
    first, second = accept(data, keys, "李四", {})
    assert [first.filing, second.filing] == filing_names(data)
    assert check_ledger(data) == []


def test_a_build_that_fails_does_not_deny_the_filing(data, drop, form, monkeypatch):
    """归档好了、库没建成：说收下了，也说库没建成。"""

    def full(_data):
        raise Refused([Issue("build_failed", "写不进")])

    monkeypatch.setattr(accepting, "_build", full)
    [account] = accept(data, [drop(form({0: 1}))], "李四", {})
    assert account.filing in filing_names(data)
    assert [(issue.rule, issue.severity) for issue in account.issues] == [("build_failed", "warning")]


def test_a_restart_between_look_and_accept_loses_nothing(data, drop, form):
    """看过之后服务器重启：收件箱里的都在，凭编号照样收。"""
    key = drop(form({0: 100}))
    [seen] = look(data, waiting(data))
    assert seen.is_ready
    [again] = look(data, waiting(data))
    assert again.account == seen.account
    assert accept(data, [again.waiting.key], "李四", {})[0].filing
    assert key == again.waiting.key


def test_the_filed_source_reads_the_file_again_just_the_same(data, drop, form, tmp_path):
    """选了表头、指定了单位才收下的：照归档里的说明和报告期再收一遍原件，行一模一样。"""
    rows = form({0: (1_000_000, 900_000), 1: (2_500_000, 1)})
    rows[0] = ["季报", None, None]
    rows[1] = ["统一社会信用代码", "企业名称", "主营进账", "去年的"]
    key = drop(rows)
    mapping = {"主营进账": "revenue_10k_cny", "去年的": "prior_reported_10k_cny"}
    choose(data, key, Choices(period="2026Q3", unit="元", mapping=mapping))
    [account] = accept(data, [key], "李四", {key: "已核实"})
    assert account.filing
    folder = ledger_dir(data) / account.filing
    [again] = load_files(
        [folder / "original.xlsx"], tmp_path / "再收", source=str(folder / "source.toml"), period=account.period
    )
    assert again.filing
    first, second = (
        pq.read_table(place / "rows.parquet").drop_columns(["filing"])
        for place in (folder, ledger_dir(tmp_path / "再收") / again.filing)
    )
    assert first.equals(second)
    assert first["revenue_10k_cny"].to_pylist() == [100, 250]

"""看一看：认出了什么，要问什么，答了之后怎样；什么也不写；坏的只坏它自己。"""

import threading

import pytest

from etl.accept import accept
from etl.inbox import Choices, choose, receive, waiting
from etl.issue import Refused
from etl.look import look
from etl.paths import filing_names


@pytest.fixture
def drop(data, tmp_path, write_book):
    """Drop rows as a workbook; returns its key."""

    def put(rows, name="季报.xlsx", sender="甲街道"):
        [item] = receive(data, name, write_book(tmp_path / name, {"表": rows}).read_bytes(), sender)
        return item.key

    return put


@pytest.fixture
def seen(data):
    """The look at the only file that waits."""

    def at(**how):
        [found] = look(data, waiting(data), **how)
        return found

    return at


def how(found):
    return {match.header: (match.column, match.how) for sheet in found.sheets for match in sheet.matches}


def kinds(found):
    return [question.kind for question in found.questions]


def rules(found):
    return {issue.rule for issue in found.account.issues}


def renamed(rows, **headers):
    rows[1] = [headers.get(header, header) for header in rows[1]]
    return rows


def test_a_good_file_is_understood_without_a_question(drop, seen, form, data):
    """好表：种类、期、单位、表头、头几行都说得出，没有要问的，可以收；什么也没写。"""
    drop(form({0: (100, 90), 1: (200, 190)}))
    found = seen(expected_period="2026Q3")
    [sheet] = found.sheets
    assert (found.source, found.period, found.unit, found.is_ready, found.held) == (
        "季度营收",
        "2026Q3",
        "万元",
        True,
        "",
    )
    assert (sheet.name, sheet.is_used, sheet.header_row, sheet.unit) == ("表", True, 2, "万元")
    assert [(match.letter, match.column, match.label, match.how) for match in sheet.matches] == [
        ("A", "enterprise_id", "统一社会信用代码", "exact"),
        ("B", "enterprise", "企业名称", "exact"),
        ("C", "revenue_10k_cny", "营业收入", "exact"),
        ("D", "prior_reported_10k_cny", "营业收入上年同期累计", "exact"),
    ]
    assert [row[1:] for row in sheet.first_rows] == [("第0公司", "100", "90"), ("第1公司", "200", "190")]
    assert filing_names(data) == []


def test_a_strange_required_header_is_asked_and_then_taken(drop, seen, form, data):
    """营业收入写成“主营进账”：问是哪一列；选了，就按选的读，记作“这次选的”。"""
    key = drop(renamed(form({0: 100}), 营业收入="主营进账"))
    found = seen()
    assert (found.examined, kinds(found), found.questions[0].header) == (None, ["header"], "主营进账")
    choose(data, key, Choices(mapping={"主营进账": "revenue_10k_cny"}))
    found = seen()
    assert (kinds(found), how(found)["主营进账"]) == ([], ("revenue_10k_cny", "chosen"))
    assert found.account.rows_kept == 1


def test_an_accepted_mapping_is_remembered_for_that_sender(drop, seen, form, data):
    """甲街道收过的写法，下一季甲街道再这样写就认得，标明是上次定的；乙街道的还要问。"""
    key = drop(renamed(form({0: 100}, period="2026年1-6月"), 营业收入="主营进账"))
    choose(data, key, Choices(mapping={"主营进账": "revenue_10k_cny"}))
    assert accept(data, [key], "李四", {})[0].filing
    key = drop(renamed(form({0: 150}), 营业收入="主营进账"), "三季度.xlsx")
    found = seen()
    assert (kinds(found), how(found)["主营进账"]) == ([], ("revenue_10k_cny", "remembered"))
    assert accept(data, [key], "李四", {key: "已核实"})[0].filing
    drop(renamed(form({0: 150, 1: 2}), 营业收入="主营进账"), "乙.xlsx", "乙街道")
    assert kinds(seen()) == ["header"]


def test_two_headers_for_one_column_are_asked(drop, seen, form, data):
    """两列都像营业收入：问；说哪一列不取，就清楚了。"""
    key = drop(renamed(form({0: (100, 90)}), 上年同期累计="营业总收入"))
    assert kinds(seen()) == ["header", "header"]
    choose(data, key, Choices(mapping={"营业总收入": ""}))
    found = seen()
    assert (kinds(found), how(found)["营业总收入"], found.account.rows_kept) == ([], ("", "ignored"), 1)


def test_a_harmless_strange_header_is_not_asked(drop, seen, form):
    """多出来的、谁也不像的列：说一声，不问，照收。"""
    found_rows = renamed(form({0: (100, 90)}), 上年同期累计="吉祥物")
    drop(found_rows)
    found = seen()
    assert (kinds(found), how(found)["吉祥物"], "unknown_column" in rules(found)) == ([], ("", "unknown"), True)


def test_another_period_than_expected_is_asked(drop, seen, form, data):
    """要收三季度，文件是二季度：问；说就是二季度，便照二季度收。"""
    key = drop(form({0: 100}, period="2026年1-6月"))
    found = seen(expected_period="2026Q3")
    assert (kinds(found), found.questions[0].options, found.is_ready) == (["period"], ("2026Q2",), False)
    choose(data, key, Choices(period="2026Q2"))
    assert seen(expected_period="2026Q3").is_ready


def test_a_file_without_a_period_is_asked_not_assumed(drop, seen, form, data):
    """没写报告期：问，要收的那一期排在前面，不替人定。"""
    rows = form({0: 100})
    rows[0][0] = "季度报表"
    key = drop(rows)
    found = seen(expected_period="2026Q3")
    assert (found.examined, kinds(found), found.questions[0].options) == (None, ["period"], ("2026Q3",))
    choose(data, key, Choices(period="2026Q3"))
    assert (seen().period, seen().is_ready) == ("2026Q3", True)


def test_the_clerks_word_on_the_period_beats_the_file_name_only(drop, seen, form, data):
    """文件名写着别的期：指定了哪一期就按哪一期；表里自己写的，指定也改不了。"""
    key = drop(form({0: 100}), "二季度_2026年1-6月.xlsx")
    assert rules(seen()) == {"period_conflict"}
    choose(data, key, Choices(period="2026Q3"))
    assert seen().is_ready
    choose(data, key, Choices(period="2026Q2"))
    assert rules(seen()) == {"period_conflict"}


def test_another_unit_than_last_time_is_asked(drop, seen, form, data):
    """上次报万元，这次写亿元：问；说就是亿元便照亿元，说是万元便按万元并留一条提醒。"""
    key = drop(form({0: 10_000}, period="2026年1-6月"))
    accept(data, [key], "李四", {})
    key = drop(form({0: 1.5}, unit="亿元"), "三季度.xlsx")
    found = seen()
    assert (kinds(found), found.questions[0].options[0]) == (["unit"], "亿元")
    choose(data, key, Choices(unit="亿元"))
    assert (seen().unit, seen().is_ready, "unit_overruled" in rules(seen())) == ("亿元", True, False)
    choose(data, key, Choices(unit="万元"))
    assert (seen().unit, "unit_overruled" in rules(seen())) == ("万元", True)


def test_what_no_kind_fits_is_asked(drop, seen, data):
    """认不出是哪种报表：问是哪种，表头和头几行照样看得到。"""
    key = drop([["姓名", "电话", "住址"], ["张三", "1", "甲"]])
    found = seen()
    assert (kinds(found), found.questions[0].options) == (
        ["source"],
        ("企业名录", "季度营收", "指标填报"),
    )
    assert found.sheets[0].first_rows == (("张三", "1", "甲"),)
    choose(data, key, Choices(source="季度营收"))
    assert seen().examined is None


def test_the_same_file_filed_before_says_so(drop, seen, form, data):
    """收过的再拖来：说在哪份归档里；换一种读法的，说收过但读法不同。"""
    key = drop(form({0: 100}))
    content = waiting(data)[0].path.read_bytes()
    [account] = accept(data, [key], "李四", {})
    receive(data, "季报.xlsx", content, "甲街道")
    assert (seen().held, "already_filed" in rules(seen())) == (account.filing, True)
    choose(data, key, Choices(unit="元"))
    assert (seen().held, "filed_otherwise" in rules(seen())) == ("", True)


def test_the_same_bytes_under_another_name_are_said(drop, seen, form, data):
    """一次拖进两份一字不差的：只算一份，说出另一个名字。"""
    drop(form({0: 100}))
    receive(data, "副本.xlsx", waiting(data)[0].path.read_bytes(), "甲街道")
    assert [issue.value for issue in seen().account.issues if issue.rule == "same_file"] == ["副本.xlsx"]


def test_a_file_damaged_in_the_inbox_is_refused(drop, seen, form, data):
    """等着的时候坏了一个字节：不收，请重新拖。"""
    drop(form({0: 100}))
    path = waiting(data)[0].path
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert rules(seen()) == {"inbox_damaged"}


def test_one_bad_file_spoils_no_other(drop, form, data):
    """一批里有打不开的：它自己说为什么，别的照看；次序不变。"""
    drop(form({0: 100}))
    receive(data, "坏.xlsx", b"PK\x03\x04broken", "甲街道")
    drop(form({1: 100}), "另一份.xlsx")
    first, bad, last = look(data, waiting(data))
    assert [found.account.rows_kept for found in (first, bad, last)] == [1, 0, 1]
    assert all(issue.message and "original" not in issue.message for issue in bad.account.issues)
    assert "坏.xlsx" in bad.account.issues[0].message


def test_progress_is_told_in_the_callers_thread(drop, form, data):
    """每份一条进度，从读到看完，都在叫它的线程里说。"""
    keys = {drop(form({0: 100})), drop(form({1: 100}), "另一份.xlsx")}
    told = []
    look(data, waiting(data), progress=lambda *news: told.append((*news, threading.get_ident())))
    assert {news[3] for news in told} == {threading.get_ident()}
    for key in keys:
        shares = [share for each, _stage, share, _thread in told if each == key]
        assert (shares[-1], shares) == (1.0, sorted(shares))


def test_who_leaves_stops_the_look(drop, form, data):
    """看到一半走了：进度里抛出的照样抛出去，不等别的看完，账本不动。"""

    class Left(BaseException):
        pass

    def leave(*_news):
        raise Left

    drop(form({0: 100}))
    with pytest.raises(Left):
        look(data, waiting(data), progress=leave)
    assert filing_names(data) == []


def test_a_damaged_ledger_is_said_at_once(drop, form, data):
    """账本坏了：不看，先说账本。"""
    drop(form({0: 100}))
    folder = data / "ledger" / "20260101T000000000Z-aaaaaa"
    folder.mkdir(parents=True)
    with pytest.raises(Refused) as caught:
        look(data, waiting(data))
    assert caught.value.issues[0].rule == "ledger_damaged"

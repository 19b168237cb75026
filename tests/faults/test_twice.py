"""同一件事来两次、两个人同时来、服务器中途重启。"""

from etl.accept import accept, head
from etl.inbox import receive, waiting
from etl.paths import filing_names
from etl.write.ledger import check_ledger, read_ledger

ACCEPT = """
from etl.accept import accept
from etl.issue import Refused
print("ready", flush=True)
input()
try:
    [account] = accept(data, [{key!r}], {by!r}, {{}}, seen={seen!r})
    print("filing", account.filing, *[issue.rule for issue in account.issues])
except Refused as refusal:
    print("refused", refusal.issues[0].rule)
"""


def both(python, *codes):
    """What two processes said that were let go at the same moment."""
    started = [python("import sys\n" + code.replace("input()", "sys.stdin.readline()")) for code in codes]
    for process in started:
        process.stdout.readline()
    return [process.communicate(timeout=60)[0].split() for process in started]


def test_the_first_answer_was_lost_and_the_file_is_accepted_again(data, drop, said, figures):
    """收下了，回答没有送到，换一个进程再收一次：说出第一次的归档，账上一份。"""
    key, seen = drop(7), head(data)
    [account] = accept(data, [key], "李四", {}, seen=seen)
    code, words = said(ACCEPT.format(key=key, by="李四", seen=seen).replace("input()", ""))
    assert (code, words.split()[1:]) == (0, ["filing", account.filing, "already_filed"])
    assert len(filing_names(data)) == 1
    assert figures() == [7]


def test_two_clerks_accept_the_same_file_at_once(data, drop, python, figures):
    """两个进程同时收同一份：账上一份，两边说的是同一份归档。"""
    code = ACCEPT.format(key=drop(7), by="李四", seen=None)
    first, second = both(python, code, code)
    assert first[1] == second[1] == filing_names(data)[0]
    assert len(filing_names(data)) == 1
    assert figures() == [7]


def test_two_clerks_accept_the_same_period_at_once(data, drop, python, figures):
    """同一期两份不同的，看的是同一本账：先到的收下，后到的一份也没收、请再看一遍；再看再收就成。"""
    accept(data, [drop(1)], "李四", {})
    seen = head(data)
    keys = [drop(7), drop(8)]
    answers = both(python, *(ACCEPT.format(key=key, by=f"经办{n}", seen=seen) for n, key in enumerate(keys)))
    assert sorted(answer[0] for answer in answers) == ["filing", "refused"]
    assert next(answer[1] for answer in answers if answer[0] == "refused") == "moved_on"
    assert len(filing_names(data)) == 2
    assert check_ledger(data) == []
    [left] = waiting(data)
    [account] = accept(data, [left.key], "经办", {}, seen=head(data))
    assert account.filing
    assert figures() == [7 if left.key == keys[0] else 8]


def test_a_restart_between_preview_and_acceptance_changes_nothing(data, said, workbook, figures):
    """一个进程收件、看过、预览，停了；另一个进程照着那时看到的收下：一样收，不必再拖。"""
    data.mkdir()
    (data / "a.xlsx").write_bytes(workbook(7))
    code, words = said(
        "from etl.accept import head\nfrom etl.inbox import receive\nfrom etl.look import look\n"
        "from etl.preview import preview\n"
        "items = receive(data, 'a.xlsx', (data / 'a.xlsx').read_bytes(), '甲街道')\n"
        "found = preview(data, look(data, items))\nprint(items[0].key, len(found.reported), repr(found.seen))"
    )
    assert code == 0
    key, reported, seen = words.split()
    assert reported == "1"
    code, words = said(ACCEPT.format(key=key, by="李四", seen=seen.strip("'")).replace("input()", ""))
    assert (code, words.split()[1]) == (0, "filing")
    assert figures() == [7]


def test_a_browser_closed_half_way_leaves_the_files_waiting(data, workbook):
    """拖了两份，关了浏览器，没有收：两份还等着，账上什么也没有；再拖一遍还是两份。"""
    books = {f"{figure}.xlsx": workbook(figure) for figure in (1, 2)}  # 再写一遍就是另一份文件了：里面有写的时刻
    for _turn in range(2):
        for name, content in books.items():
            receive(data, name, content, "甲街道")
        assert [item.name for item in waiting(data)] == ["1.xlsx", "2.xlsx"]
    assert filing_names(data) == []
    assert read_ledger(data) == []

"""收到一半被打断：点了别处、关了浏览器（脚本里冒出一个 Exception 接不住的信号）、叫停服务器。"""

import random
import signal
import sys
import time
from pathlib import Path

import pytest

from etl.accept import accept, undo
from etl.inbox import discard, waiting
from etl.look import look
from etl.paths import PROJECT, filing_names
from etl.preview import what_if
from etl.write.ledger import check_ledger, read_ledger

WATCHED = {str(PROJECT / "etl" / name) for name in ("accept.py", "inbox.py", "waiting.py", "build.py")}
WATCHED |= {str(path) for path in (PROJECT / "etl" / "write").glob("*.py")}
MOMENTS, SEED = 12, 11
# 恰好打断在打开文件与 with 之间，文件由解释器来关：正是要试的时刻，不是漏关
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


class Stopped(BaseException):
    """What the server raises in a page's script that nobody waits for any more: no Exception."""


class Interruption:
    """Count the lines run in the modules that write, and stop at one of them."""

    def __init__(self, moment):
        self.lines = 0
        self.moment = moment

    def __call__(self, frame, _event, _argument):
        return self._line if frame.f_code.co_filename in WATCHED else None

    def _line(self, _frame, event, _argument):
        if event == "line":
            self.lines += 1
            if self.lines == self.moment:
                raise Stopped
        return self._line


def run(act, moment=-1):
    """Act, stopped at this line of it; the number of lines run, and whether it was stopped."""
    interruption = Interruption(moment)
    before = sys.gettrace()
    sys.settrace(interruption)
    try:
        act()
    except Stopped:
        return interruption.lines, True
    finally:
        sys.settrace(before)
    return interruption.lines, False


def test_stopped_at_any_line_of_an_acceptance_the_file_waits_or_is_filed(data, drop, figures):
    """十二个时刻打断：账本验得过；再收一次，账上恰好一份，收件箱里不再有它，数也对。"""
    accept(data, [drop(999)], "李四", {})
    key = drop(1000)
    lines, _was_stopped = run(lambda: accept(data, [key], "李四", {}))
    chance = random.Random(SEED)
    for number, moment in enumerate(chance.sample(range(1, lines), MOMENTS)):
        figure = 1001 + number
        key = drop(figure)
        _lines, was_stopped = run(lambda key=key: accept(data, [key], "李四", {}), moment)
        assert was_stopped
        assert check_ledger(data) == []
        filed = [filing for filing in read_ledger(data) if filing.page["sha256"].startswith(key)]
        assert len(filed) == 1 or key in [item.key for item in waiting(data)]
        [account] = accept(data, [key], "李四", {})
        assert [account.filing] == [
            filing.name for filing in read_ledger(data) if filing.page["sha256"].startswith(key)
        ]
        assert waiting(data) == []
        assert figures() == [figure]


def test_stopped_at_any_line_of_an_undo_it_is_undone_or_not(data, drop, figures):
    """撤回被打断：撤了，或没撤；没撤的再撤一次就成。"""
    accept(data, [drop(1)], "李四", {})
    [account] = accept(data, [drop(2)], "李四", {})
    lines, _was_stopped = run(lambda: undo(data, str(account.filing), "李四", "填错了"))
    assert figures() == [1]
    for moment in random.Random(SEED).sample(range(1, lines), 6):
        last = filing_names(data)[-1]
        before = figures()
        run(lambda last=last: undo(data, last, "李四", "填错了"), moment)
        assert check_ledger(data) == []
        is_undone = filing_names(data)[-1] != last
        assert (figures() != before) == is_undone
        if not is_undone:
            undo(data, last, "李四", "填错了")


def test_stopped_while_withdrawing_a_file_nothing_is_deleted(data, drop):
    """撤下被打断：文件还在收件箱，或已在旁边；哪一种都没有删。"""
    lines, _was_stopped = run(lambda: discard(data, drop(1)))
    for number, moment in enumerate(random.Random(SEED).sample(range(1, lines), 6)):
        key = drop(2 + number)
        run(lambda key=key: discard(data, key), moment)
        aside = [path for path in (data / "inbox" / "discarded").iterdir() if path.name.endswith(key)]
        assert (key in [item.key for item in waiting(data)]) != bool(aside)


def test_a_preview_that_is_left_writes_nothing(data, drop):
    """看“收了会怎样”的中途走开：账本和收件箱一个字节没变，临时目录也没了。"""
    accept(data, [drop(1)], "李四", {})
    drop(2)
    looks = look(data, waiting(data))
    before = {path: path.stat().st_mtime_ns for path in (data / "ledger").rglob("*")}
    with pytest.raises(Stopped), what_if(data, looks) as other:
        raise Stopped
    assert not Path(other).exists()
    assert {path: path.stat().st_mtime_ns for path in (data / "ledger").rglob("*")} == before
    assert len(waiting(data)) == 1


def test_told_to_end_the_books_are_whole(data, drop, python, figures):
    """收到一半时 SIGTERM：账本验得过，那一份收了或还等着；下一次照收。"""
    accept(data, [drop(1)], "李四", {})
    for number in range(4):
        key = drop(10 + number)
        code = f"from etl.accept import accept\nprint('ready', flush=True)\naccept(data, [{key!r}], '李四', {{}})"
        with python(code) as process:
            process.stdout.readline()
            time.sleep(0.15 * number)
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)
        assert check_ledger(data) == []
        [account] = accept(data, [key], "李四", {})
        assert account.filing
        assert figures() == [10 + number]

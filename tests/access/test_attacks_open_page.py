"""攻击：研究者开着页面，这时收下一份补报、撤回它、丢了记录；点控件、取先前的下载，都得不到能减出一家的数。"""

import shutil
import time
from dataclasses import dataclass, field

import pytest

from access import audit
from etl.load import load_files
from etl.paths import released_dir, released_list
from etl.write.ledger import undo
from metrics.command import main
from metrics.disclosure.inventory import read
from tests.access.crawl_files import unpacked
from tests.access.crawl_search import Firm, hits
from tests.access.crawl_widgets import Account, said, view
from tests.access.pagework import download_request, offered_downloads, reply
from tests.access.server import PASSWORD, add_people, serving
from tests.access.wire import ask, opened, signed_in
from tests.pages.small_data import LATE, SUBDISTRICTS, credit_code, enterprise, revenue, workbook, write_data

PERIODS = ["2025Q3", "2026Q2", "2026Q3"]
PAGES = ["", "clusters", "structure", "gaps", "benchmarks"]
NOW = "2026Q3"
OWN = revenue(LATE, NOW)  # 22770 万元
BEFORE = sum(revenue(n, NOW) for n in range(10) if n != LATE)  # 147180
AFTER = BEFORE + OWN  # 169950
WAITING, LOST = "正在为这一版数据计算哪些数可以公开".encode(), "先前给出过哪些数的记录不齐".encode()


@dataclass
class Visitor:
    """Somebody with a page open: everything received so far, and the page session's number."""

    account: Account
    seen: list[bytes] = field(default_factory=list)

    def look(self, page=""):
        self.seen.append(said(view(self.account, page, "")))
        return self.seen[-1]

    def until_open(self, page=""):
        """Click again and again until the page is there."""
        for _look in range(240):
            if WAITING not in self.look(page):
                return self.seen[-1]
            time.sleep(0.5)
        raise AssertionError("一直没有算好")

    def press(self, session, number):
        """The download offered before; "" where the page that offered it is gone."""
        answer = reply(self.account.wire, download_request(session, number), "backend_operation_response")
        link = answer.backend_operation_response.deferred_file.url
        if not link:
            return ""
        got = ask(self.account.port, link, cookie=self.account.cookie)
        assert got.status == 200
        self.seen.append(unpacked(got.body))
        return got.text


@pytest.fixture
def place(tmp_path):
    """(port, data folder): real data, one firm late, everything worked out."""
    data = write_data(tmp_path / "data", is_demo=False, periods=PERIODS)
    add_people(data)
    with serving(data, tmp_path / "server.log") as port:
        yield port, data


@pytest.fixture
def arrive(place):
    """Open a page by account name; closed at the end."""
    wires = []

    def by_name(name):
        cookie = signed_in(place[0], name, PASSWORD)
        manager = opened(place[0], cookie)
        wires.append(manager)
        return Visitor(Account(place[0], cookie, manager.__enter__()))

    yield by_name
    for one in wires:
        one.__exit__(None, None, None)


def late_form(folder):
    headers = ["统一社会信用代码", "企业名称", "所属街道", "营业收入本期累计", "营业收入上年同期累计"]
    row = [credit_code(LATE), enterprise(LATE), SUBDISTRICTS[LATE % 3], OWN, revenue(LATE, "2025Q3")]
    lines = ["季报", "报告期：2026年1-9月", "计量单位：万元"]
    return workbook(folder / "补报2026Q3.xlsx", lines, [headers, row])


def accepted(data, folder):
    """The late firm's form is accepted; its filing."""
    [account] = load_files([late_form(folder)], data, by="审核")
    assert account.filing
    return account.filing


def tells(received, amount):
    """Where an amount (万元) is in these bytes, whole or rounded, down to a tenth of a 亿元."""
    every = b"\n".join(received)
    short = f"{amount / 1e4:.1f}亿元".encode()
    return hits(every, [Firm(frozenset(), frozenset({round(amount, 2)}))]) + [short] * (short in every)


def test_a_firm_filed_while_the_page_is_open_can_not_be_told(place, arrive, tmp_path):
    """Before, in between and after, on every page and in what was offered before: the total with the firm never comes,
    nor the firm's own amount; the leader has both totals, which is the control. Then the form is undone.
    """
    _port, data = place
    researcher, leader = arrive("researcher1"), arrive("leader1")
    researcher.look()
    assert tells(researcher.seen, BEFORE)
    session, numbers = offered_downloads(researcher.account.wire)
    filing = accepted(data, tmp_path)
    assert researcher.press(session, numbers[2])
    assert WAITING in researcher.look()
    assert tells([leader.look()], AFTER)
    for page in PAGES:
        researcher.until_open(page)
    assert (tells(researcher.seen, AFTER), tells(researcher.seen, OWN)) == ([], [])
    session, numbers = offered_downloads(researcher.account.wire)
    undo(data, filing, "审核")
    assert researcher.press(session, numbers[2])
    for page in PAGES:
        researcher.until_open(page)
    assert (tells(researcher.seen, AFTER), tells(researcher.seen, OWN)) == ([], [])
    assert tells([researcher.until_open()], BEFORE)


def test_what_was_offered_before_is_marked_with_its_own_version(place, arrive, tmp_path):
    """A file pressed after the next version came, the page still as it was: the figures it was offered with, and that
    version in the file and in the trail. Once the page was run again the old offer is void.
    """
    _port, data = place
    researcher = arrive("researcher1")
    session, numbers = offered_downloads(researcher.account.wire)
    researcher.press(session, numbers[2])
    [old] = [line.version for line in audit.search(data, event="导出")]
    accepted(data, tmp_path)
    assert arrive("leader1").look()
    for number in numbers:
        text = researcher.press(session, number)
        assert old in text or number in (numbers[0], numbers[3])  # 图片、工作簿是压缩的
    assert [line.version for line in audit.search(data, event="导出")] == [old] * (1 + len(numbers))
    researcher.until_open()
    assert researcher.press(session, numbers[2]) == ""


def test_two_who_wait_at_once_have_one_pattern(place, arrive, tmp_path):
    """Both ask for a version not worked out yet, while a leader has it built: one record a quarter is added."""
    _port, data = place
    before = known(data)
    first, second, leader = arrive("researcher1"), arrive("researcher1"), arrive("leader1")
    accepted(data, tmp_path)
    leader.look()
    assert WAITING in first.look()
    assert WAITING in second.look()
    assert first.until_open() != b""
    assert second.until_open() != b""
    added = sorted(set(known(data)) - set(before))
    assert [name.partition("/")[0] for name in added] == sorted({name.partition("/")[0] for name in added})
    assert not tells([*first.seen, *second.seen], AFTER)


def test_a_record_lost_under_an_open_page_closes_it_until_somebody_accepts(place, arrive, tmp_path):
    """Moved away while a researcher reads: the next click says so and gives nothing, leaders go on, the trail has a
    line; after acceptance the page is back. What was offered before is out already.
    """
    _port, data = place
    researcher, leader = arrive("researcher1"), arrive("leader1")
    researcher.look()
    released_dir(data).rename(tmp_path / "挪开")
    time.sleep(1.5)  # 看过一眼，一秒之内还算数
    for page in PAGES:
        got = researcher.look(page)
        assert LOST in got
        assert not tells([got], BEFORE)
    assert tells([leader.look()], BEFORE)
    wait_for(lambda: audit.search(data, event="披露.记录不齐"))
    assert "不见了" in str(audit.search(data, event="披露.记录不齐")[0].what)
    accepted(data, tmp_path)
    assert LOST in researcher.look()
    assert main(["released", "--data", str(data), "--accept-loss", "--by", "张三", "--reason", "备份里也没有"]) == 0
    assert LOST not in researcher.until_open()
    assert released_list(data).exists()


@pytest.mark.parametrize("is_copied", [False, True])
def test_a_server_started_over_less_than_was_given_out_gives_nothing(tmp_path, is_copied):
    """Record and list thrown away together between two starts, or the whole folder put elsewhere: a form more is
    accepted, and a researcher gets no figure of any version, a leader all; once accepted, the page comes.
    """
    data = write_data(tmp_path / "data", is_demo=False, periods=PERIODS)
    add_people(data)
    with serving(data, tmp_path / "server.log") as port:
        wait_for(lambda: audit.search(data, event="披露.已给出"))
        assert tells([looked(port, "researcher1")], BEFORE)
    if is_copied:
        data = shutil.copytree(data, tmp_path / "放回")
    else:
        shutil.rmtree(released_dir(data))
        released_list(data).unlink()
    accepted(data, tmp_path)
    with serving(data, tmp_path / "server.log") as port:
        wait_for(lambda: audit.search(data, event="披露.记录不齐"))
        got = looked(port, "researcher1")
        assert LOST in got
        assert not tells([got], BEFORE) + tells([got], AFTER)
        assert tells([looked(port, "leader1")], AFTER)
        assert main(["released", "--data", str(data), "--accept-loss", "--by", "张三", "--reason", "没有再给过"]) == 0
        wait_for(lambda: audit.search(data, event="披露.认下丢失"))
        assert LOST not in looked(port, "researcher1")


def looked(port, name):
    cookie = signed_in(port, name, PASSWORD)
    with opened(port, cookie) as wire:
        return Visitor(Account(port, cookie, wire)).look()


def wait_for(what):
    for _wait in range(60):
        if what():
            return
        time.sleep(0.5)
    raise AssertionError("等了半分钟没有等到")


def known(data):
    found = read(data)
    assert found is not None
    return found.listed

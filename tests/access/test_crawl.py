"""爬遍每一页：没有权限的角色和没有登录的人，收到的每一个字节里都没有别家企业的代码、名称和数。"""

import pytest

from access import accounts
from tests.access.crawl import PAGES, everything, nobody, prepared, publish
from tests.access.crawl_books import firms_of
from tests.access.crawl_distinct import distinct_copy
from tests.access.crawl_search import hits
from tests.access.server import PASSWORD, add_people, serving
from tests.access.wire import signed_in
from tests.pages.small_data import SUBDISTRICTS, credit_code, enterprise, write_data

PERIODS = ["2025Q4", "2026Q1"]
FIRMS = range(10)
ASKED = 0  # 网址里问的就是它，代码会照原样回来；只看它的名称和数
ONE_LOOK = {page: queries[:1] for page, queries in PAGES.items()} | {"upload": PAGES["upload"][:3]}


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """A data folder whose firms' figures go down to the sixth decimal of 万元: none is met by chance."""
    folder = tmp_path_factory.mktemp("crawl")
    small = write_data(folder / "small", is_demo=False, periods=PERIODS, is_prepared=False)
    distinct_copy(small, folder / "data")
    return folder / "data"


@pytest.fixture(scope="module")
def crawled(copied, tmp_path_factory):
    """What each role and nobody receives, and the server's log; published up to 2025Q4, worked out beforehand."""
    add_people(copied)
    accounts.add(copied, "crawlclerk", "clerk", PASSWORD, {"subdistrict": (SUBDISTRICTS[0],)})
    accounts.add(copied, "crawlpublic", "public", PASSWORD)
    publish(copied, "2025Q4")
    prepared(copied)
    log = tmp_path_factory.mktemp("log") / "server.log"
    names = {"leader": "leader1", "researcher": "researcher1", "admin": "admin1"}
    names |= {"clerk": "crawlclerk", "public": "crawlpublic"}
    with serving(copied, log) as port:
        got = {
            role: everything(port, signed_in(port, name, PASSWORD), credit_code(ASKED), pages=ONE_LOOK, most=2)
            for role, name in names.items()
        }
        got["nobody"] = nobody(port, credit_code(ASKED))
    return {**got, "log": log.read_bytes()}


def found(copied, received, numbers):
    firms = firms_of(copied)
    return hits(received, [firms[credit_code(n)] for n in numbers], asked=[credit_code(ASKED).encode()])


def test_the_crawl_finds_firms_where_they_may_be_seen(copied, crawled):
    """The control: as 领导 every name and code comes by, and figures; the clerk's own come to the clerk."""
    assert [number for number in FIRMS if enterprise(number).encode() not in crawled["leader"]] == []
    assert len(found(copied, crawled["leader"], FIRMS)) > 60
    assert [number for number in FIRMS if enterprise(number).encode() in crawled["clerk"]] == [0, 3, 6, 9]


def test_the_controlled_pages_were_worked_out_and_not_just_waiting(crawled):
    """What the researcher and the public were shown are figures, with some withheld."""
    for role in ("researcher", "public"):
        assert "依法不公布".encode() in crawled[role]
        assert "正在为这一版数据计算".encode() not in crawled[role]


@pytest.mark.parametrize("role", ["researcher", "admin", "public", "nobody", "log"])
def test_no_byte_of_any_firm_reaches_who_may_not_see_one(copied, crawled, role):
    """Codes, names, figures in full and rounded; pages, charts, tables, cards, downloads, errors, headers; the log."""
    assert found(copied, crawled[role], FIRMS) == []


def test_a_clerk_receives_no_other_sub_districts_firm(copied, crawled):
    """Their own third of the firms, and of the rest nothing, templates and calendar included."""
    assert found(copied, crawled["clerk"], [number for number in FIRMS if number % 3]) == []


def test_no_password_is_in_the_log(crawled):
    """Nor in anything sent out."""
    assert [name for name, received in crawled.items() if PASSWORD.encode() in received] == []

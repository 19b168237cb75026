"""爬遍每一页：没有权限的角色和没有登录的人，收到的每一个字节里都没有别家企业的代码、名称和数。"""

import io
import struct
import zipfile
import zlib

import pytest

from access import accounts
from tests.access.crawl import PAGES, everything, nobody, prepared, publish
from tests.access.crawl_files import unpacked
from tests.access.crawl_search import Firm, hits
from tests.access.server import PASSWORD, add_people, serving
from tests.access.wire import signed_in
from tests.pages.small_data import SUBDISTRICTS, credit_code, enterprise, revenue, write_data

PERIODS = ["2025Q4", "2026Q1"]
FIRMS = range(10)
ASKED = 0  # 网址里问的就是它，代码会照原样回来；只看它的名称和数
ONE_LOOK = {page: queries[:1] for page, queries in PAGES.items()} | {"upload": PAGES["upload"][:3]}


def firm(number):
    """Its words; its figures are round here, so that they are looked for as they are written in full."""
    words = {enterprise(number).encode()} | ({credit_code(number).encode()} if number != ASKED else set())
    for period in PERIODS:
        amount = revenue(number, period)
        words |= {f"{amount:.2f}".encode(), f"{amount:,.2f}".encode()}
    return Firm(frozenset(words), frozenset())


def machine_words(number):
    """Its figures as 万元 and 亿元 in a machine's number."""
    amounts = [revenue(number, period) for period in PERIODS]
    return {struct.pack("<d", one) for amount in amounts for one in (amount, amount / 10_000)}


def found(received, numbers):
    said = hits(received, [firm(number) for number in numbers])
    return said + [word.hex() for number in numbers for word in machine_words(number) if word in received]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """What each role and nobody receives, and the server's log; published up to 2025Q4, worked out beforehand."""
    data = write_data(tmp_path_factory.mktemp("crawl") / "data", is_demo=False, periods=PERIODS)
    add_people(data)
    accounts.add(data, "crawlclerk", "clerk", PASSWORD, {"subdistrict": (SUBDISTRICTS[0],)})
    accounts.add(data, "crawlpublic", "public", PASSWORD)
    publish(data, "2025Q4")
    prepared(data)
    log = tmp_path_factory.mktemp("log") / "server.log"
    names = {"leader": "leader1", "researcher": "researcher1", "admin": "admin1"}
    names |= {"clerk": "crawlclerk", "public": "crawlpublic"}
    with serving(data, log) as port:
        got = {
            role: everything(port, signed_in(port, name, PASSWORD), credit_code(ASKED), pages=ONE_LOOK, most=2)
            for role, name in names.items()
        }
        got["nobody"] = nobody(port, credit_code(ASKED))
    return {**got, "log": log.read_bytes()}


def test_the_crawl_finds_firms_where_they_may_be_seen(crawled):
    """The control: as 领导 every name and code comes by, and figures; the clerk's own come to the clerk."""
    assert [number for number in FIRMS if enterprise(number).encode() not in crawled["leader"]] == []
    assert len(found(crawled["leader"], FIRMS)) > 30
    assert [number for number in FIRMS if enterprise(number).encode() in crawled["clerk"]] == [0, 3, 6, 9]


def test_the_controlled_pages_were_worked_out_and_not_just_waiting(crawled):
    """What the researcher and the public were shown are figures, with some withheld."""
    for role in ("researcher", "public"):
        assert "依法不公布".encode() in crawled[role]
        assert "正在为这一版数据计算".encode() not in crawled[role]


@pytest.mark.parametrize("role", ["researcher", "admin", "public", "nobody", "log"])
def test_no_byte_of_any_firm_reaches_who_may_not_see_one(crawled, role):
    """Codes, names, figures; pages, charts, tables, cards, downloads, errors, headers; and the server's own log."""
    assert found(crawled[role], FIRMS) == []


def test_a_clerk_receives_no_other_sub_districts_firm(crawled):
    """Their own third of the firms, and of the rest nothing, templates and calendar included."""
    assert found(crawled["clerk"], [number for number in FIRMS if number % 3]) == []


def test_no_password_is_in_the_log(crawled):
    """Nor in anything sent out."""
    assert [name for name, received in crawled.items() if PASSWORD.encode() in received] == []


def test_a_word_is_found_however_it_is_packed():
    """In a workbook inside an archive, in a picture's own words, in a machine's number at an odd place."""
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/sharedStrings.xml", enterprise(3))
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xlsx", inner.getvalue())
    words = b"Title\x00\x00" + zlib.compress(enterprise(4).encode())
    picture = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", len(words), b"zTXt") + words + b"\x00" * 4
    received = unpacked(outer.getvalue()) + unpacked(picture) + b"x" + struct.pack("<d", 12345.67) + b"1,876,543.21"
    firms = [firm(3), firm(4), Firm(frozenset(), frozenset({12345.67, 1876543.21}))]
    assert hits(received, firms) == [enterprise(3), enterprise(4), "1876543.210000", "<f8 12345.67"]


def test_cells_that_stand_end_to_end_are_told_apart():
    """4110.52 is no cell of 17.4 and 110.52 as they are sent; a cell of its own is found, and so in 亿元."""
    figures = [Firm(frozenset(), frozenset({4110.52, 12345.67}))]
    assert hits(b"17.4110.52", figures) == []
    assert hits(b"17.2\n4,110.52\n1.234567", figures) == ["1.234567", "4110.520000"]

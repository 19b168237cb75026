"""爬遍每一页：没有权限的角色，收到的每一个字节里都没有别家企业的代码、名称和数。"""

import io
import re
import struct
import zipfile
from urllib.parse import quote

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from access import accounts
from tests.access.pagework import download_request, reply
from tests.access.server import PASSWORD
from tests.access.wire import HTML, ask, bytes_of, opened, run, session_number, signed_in, until_finished
from tests.pages.small_data import SUBDISTRICTS, credit_code, enterprise, revenue

PAGES = [
    "",
    "clusters",
    "structure",
    "enterprises",
    "ladder",
    "gaps",
    "benchmarks",
    "upload",
    "filings",
    "trail",
    "overview",
]
PERIODS = ["2025Q4", "2026Q1"]
FIRMS = range(10)
ASKED = 0  # 网址里问的就是它，名称和代码会照原样回来；只看它的数


def firm_words(number):
    """What gives one firm away: its code, its name, its figures as 万元 and 亿元, written and as a machine's number."""
    words = {credit_code(number).encode(), enterprise(number).encode()} if number != ASKED else set()
    for period in PERIODS:
        amount = revenue(number, period)
        words |= {f"{amount:.2f}".encode(), f"{amount:,.2f}".encode(), struct.pack("<d", amount)}
        words |= {struct.pack("<d", amount / 10_000)}
    return words


def queries(number):
    """A page as it opens, and as links ask for one firm by code and by name."""
    code, name = credit_code(number), quote(enterprise(number))
    return ["", f"enterprise={code}", f"q={name}", f"enterprise={name}&cluster=x", "as_of=2026-11-20", f"by={code}"]


def everything(port, cookie):
    """All bytes of all pages, tables and downloads that a sign-in can get, unpacked."""
    received = []
    with opened(port, cookie) as wire:
        for page in PAGES:
            received.append(ask(port, f"/{page}", accept=HTML, cookie=cookie).body)
            runs = [run(wire, page, query) for query in queries(ASKED)]
            received += [bytes_of(one) for one in runs]
            received += opened_up(port, wire, cookie, page, runs[-1])
        received += [
            ask(port, path, cookie=cookie).body for path in ("/_stcore/metrics", "/readyz", "/_stcore/host-config")
        ]
    return b"\n".join(received)


def opened_up(port, wire, cookie, page, first):
    """The page with everything on it unfolded, and each file it then offers."""
    blocks = [one.delta.add_block.expandable.id for one in first if one.WhichOneof("type") == "delta"]
    message = BackMsg()
    message.rerun_script.SetInParent()
    message.rerun_script.page_name = page
    for name in filter(None, blocks):
        message.rerun_script.widget_states.widgets.add(id=name, bool_value=True)
    wire.send(message.SerializeToString())
    shown = until_finished(wire)
    received = [bytes_of(shown)]
    buttons = [one.delta.new_element.download_button for one in shown if one.WhichOneof("type") == "delta"]
    numbers = [one.deferred_file_id for one in buttons if one.deferred_file_id and one.label in ("CSV", "XLSX", "SVG")]
    for number in numbers[:6]:
        answer = reply(wire, download_request(session_number(first), number), "backend_operation_response", timeout=120)
        link = answer.backend_operation_response.deferred_file.url
        received.append(unpacked(ask(port, link, cookie=cookie).body) if link else answer.SerializeToString())
    return received


def unpacked(body):
    """A workbook's parts as they read."""
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        return b"\n".join(book.read(name) for name in book.namelist())


@pytest.fixture(scope="module")
def crawled(port, data):
    """What each role receives, crawled once."""
    if accounts.find(data, "crawlclerk") is None:
        accounts.add(data, "crawlclerk", "clerk", PASSWORD, {"subdistrict": (SUBDISTRICTS[0],)})
    names = {"leader": "leader1", "researcher": "researcher1", "admin": "admin1", "clerk": "crawlclerk"}
    return {role: everything(port, signed_in(port, name, PASSWORD)) for role, name in names.items()}


def hits(received, firms):
    return sorted({word for number in firms for word in firm_words(number) if word in received}, key=repr)


def test_the_crawl_finds_firms_where_they_may_be_seen(crawled):
    """The control: as 领导 every name and code comes by."""
    assert [number for number in FIRMS if enterprise(number).encode() not in crawled["leader"]] == []
    assert len(hits(crawled["leader"], FIRMS)) > 30


@pytest.mark.parametrize("role", ["researcher", "admin"])
def test_no_byte_of_any_firm_reaches_who_may_not_see_one(crawled, role):
    """Codes, names, figures; pages, charts, tables, cards, downloads, errors."""
    assert hits(crawled[role], FIRMS) == []


def test_a_clerk_receives_no_other_sub_districts_firm(crawled):
    """Their own third of the firms, and of the rest nothing."""
    others = [number for number in FIRMS if number % 3]
    assert hits(crawled["clerk"], others) == []


def test_the_log_names_no_firm(site, crawled):
    """After all of that."""
    assert crawled
    _port, _data, log = site
    written = log.read_bytes()
    assert [
        number for number in FIRMS if credit_code(number).encode() in written or enterprise(number).encode() in written
    ] == []
    assert not re.search(rb"Zq7-huangshan", written)

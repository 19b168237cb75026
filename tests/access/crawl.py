"""爬遍每一页、每张表、每个下载，收下每一个字节，找不该露出的企业代码、名称和数。

`python -m tests.access.crawl --data 目录` 对一个数据目录的副本爬全套（账号另建，一律要登录）；测试里只爬小的一份。
"""

import argparse
import gzip
import io
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import duckdb
import numpy as np
from streamlit.proto.BackMsg_pb2 import BackMsg

from access import accounts
from tests.access.pagework import download_request, reply
from tests.access.server import PASSWORD, ROOT, serving, settings
from tests.access.wire import HTML, ask, bytes_of, is_refused, opened, run, session_number, signed_in, until_finished

PAGES = {
    "": ["", "by=cluster", "basis=single", "as_of=2026-11-20"],
    "overview": [""],
    "clusters": ["", "kind=cluster", "kind=chain", "kind=city_chain"],
    "structure": ["", "by=subdistrict", "by=industry"],
    "enterprises": [""],
    "ladder": [""],
    "gaps": [""],
    "benchmarks": [""],
    "upload": ["", "part=calendar", "part=templates", "part=corrections"],
    "filings": [""],
    "trail": [""],
}
PATHS = [
    "/_stcore/metrics",
    "/readyz",
    "/livez",
    "/_stcore/host-config",
    "/sign-in",
    "/password",
    "/media/x.csv",
    "/x/y",
]
_NUMBER = re.compile(rb"\d[\d,]*\.\d+|\d{5,}")
_FIGURES = "SELECT enterprise_id, revenue_10k_cny::DOUBLE FROM fact WHERE revenue_10k_cny > 0"
_LEAST = 5  # 位有效数字；再短的数，别处碰巧也有


@dataclass(frozen=True)
class Firm:
    """What gives one firm away: its words, and its figures in 万元."""

    words: frozenset[bytes]
    figures: frozenset[float]


def firms_of(data: Path) -> dict[str, Firm]:
    """Every firm on the books by its code: code, name, and every figure it filed in any basis."""
    from etl.build import build

    with duckdb.connect(str(build(data)), read_only=True) as books:
        names = dict(books.execute("SELECT enterprise_id, enterprise FROM enterprise").fetchall())
        rows = books.execute(_FIGURES).fetchall()
    figures: dict[str, set[float]] = {code: set() for code in names}
    for code, amount in rows:
        figures.setdefault(code, set()).add(amount)
    known = {code: frozenset({code.encode(), name.encode()}) for code, name in names.items() if name}
    return {code: Firm(words, frozenset(figures[code])) for code, words in known.items()}


def hits(received: bytes, firms: Iterable[Firm], *, asked: Iterable[bytes] = ()) -> list[str]:
    """Every word and figure of these firms in these bytes: as text, with commas, as 亿元, as a machine's number.

    `asked` are words that were in the addresses themselves and come back as they are.
    """
    chosen = list(firms)
    words = {word for firm in chosen for word in firm.words} - set(asked)
    found = [word.decode() for word in sorted(words) if word in received]
    figures = {amount for firm in chosen for amount in firm.figures}
    written = {text for amount in figures for text in (f"{amount:.2f}", f"{amount / 1e4:.6f}") if _is_long(text)}
    seen = {match.replace(b",", b"").decode() for match in set(_NUMBER.findall(received))}
    found += sorted(written & seen)
    machine = np.array(
        sorted({one for amount in figures if _is_long(f"{amount:.2f}") for one in (amount, amount / 1e4)})
    )
    for shift in range(8):
        part = received[shift : shift + (len(received) - shift) // 8 * 8]
        numbers = np.unique(np.frombuffer(part, "<f8"))
        found += [f"<f8 {one}" for one in numbers[np.isin(numbers, machine)]]
    return found


def _is_long(text: str) -> bool:
    return len(text.replace(".", "").strip("0")) >= _LEAST


def unpacked(body: bytes) -> bytes:
    """A file and all that is in it, however packed: workbooks, archives, gzip, the words in a picture."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return b"\n".join([body, *(unpacked(book.read(name)) for name in book.namelist())])
    if body.startswith(b"\x1f\x8b"):
        return body + unpacked(gzip.decompress(body))
    if body.startswith(b"\x89PNG"):
        return body + b"\n".join(_png_words(body))
    return body


def _png_words(body: bytes) -> Iterable[bytes]:
    at = 8
    while at + 8 <= len(body):
        size, kind = struct.unpack(">I4s", body[at : at + 8])
        chunk = body[at + 8 : at + 8 + size]
        if kind in (b"tEXt", b"iTXt", b"zTXt"):
            yield chunk
            start = chunk.find(b"\x78")
            if start >= 0:
                with suppress(zlib.error):
                    yield zlib.decompress(chunk[start:])
        at += 12 + size


def everything(port: int, cookie: str, asked: str, *, pages: Mapping[str, list[str]] = PAGES, most: int = 6) -> bytes:
    """All bytes a sign-in can get: pages as they open and unfolded, at most `most` downloads of each, errors, headers.

    `asked` is a firm the addresses ask for, by code and by name, where it may be and where it may not.
    """
    received = []
    more = [
        f"enterprise={quote(asked)}",
        f"q={quote(asked)}",
        f"by={quote(asked)}&period=9999Q9",
        f"cluster={quote(asked)}",
    ]
    with opened(port, cookie) as wire:
        for page, queries in pages.items():
            answer = ask(port, f"/{page}?{more[0]}", accept=HTML, cookie=cookie)
            received += [answer.body, repr(answer.headers).encode()]
            for query in [*queries, *more]:
                shown = run(wire, page, query)
                received.append(bytes_of(shown))
                if query in queries:
                    received += _unfolded(port, wire, cookie, page, query, session_number(shown), most)
    received += [ask(port, path, cookie=cookie).body for path in PATHS]
    return b"\n".join(received)


def nobody(port: int, asked: str) -> bytes:
    """All bytes a visitor without a sign-in gets."""
    assert is_refused(port)
    answers = [ask(port, f"/{page}?enterprise={quote(asked)}", accept=kind) for page in PAGES for kind in (HTML, "*/*")]
    answers += [ask(port, path) for path in PATHS]
    return b"\n".join(part for one in answers for part in (one.body, repr(one.headers).encode()))


def _unfolded(port: int, wire, cookie: str, page: str, query: str, session: str, most: int) -> Iterable[bytes]:
    """The page with everything on it open, what is inside that too, and each file it offers."""
    known: set[str] = set()
    shown = []
    for _depth in range(3):
        blocks = [one.delta.add_block for one in shown if one.WhichOneof("type") == "delta"]
        names = {block.expandable.id for block in blocks if block.expandable.id} - known
        if shown and not names:
            break
        known |= names
        message = BackMsg()
        message.rerun_script.SetInParent()
        message.rerun_script.page_name, message.rerun_script.query_string = page, query
        for name in known:
            message.rerun_script.widget_states.widgets.add(id=name, bool_value=True)
        wire.send(message.SerializeToString())
        shown = until_finished(wire, timeout=180)
        yield bytes_of(shown)
    buttons = [one.delta.new_element.download_button for one in shown if one.WhichOneof("type") == "delta"]
    for button in [one for one in buttons if one.label][:most]:
        if button.deferred_file_id:
            request = download_request(session, button.deferred_file_id)
            answer = reply(wire, request, "backend_operation_response", timeout=180)
            link = answer.backend_operation_response.deferred_file.url
            yield answer.SerializeToString()
        else:
            link = button.url
        if link:
            yield unpacked(ask(port, link, cookie=cookie).body)


def prepared(data: Path) -> None:
    """Have worked out beforehand what controlled roles may see, so that their pages show it."""
    command = [sys.executable, "-m", "metrics", "prepare", "--data", str(data)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def publish(data: Path, through: str) -> None:
    """Let the public in, up to a quarter; everybody signs in."""
    rules = (ROOT / "data" / "disclosure.toml").read_text(encoding="utf-8")
    (data / "disclosure.toml").write_text(rules.replace('through = ""', f'through = "{through}"'), encoding="utf-8")
    settings(data, '[sign_in]\nis_public_open = true\nrequired = "always"\n')


def main() -> int:
    """Crawl a copy of a data folder as every role and as nobody; prints what was found. 0 where nothing was."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--through", default="2026Q2")
    parser.add_argument("--most", type=int, default=8)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data, log = Path(folder) / "data", Path(folder) / "server.log"
        shutil.copytree(options.data, data, ignore=shutil.ignore_patterns("access"))
        publish(data, options.through)
        prepared(data)
        firms = firms_of(data)
        with duckdb.connect(str(next((data / "build").glob("*.duckdb"))), read_only=True) as books:
            places = dict(books.execute("SELECT enterprise_id, subdistrict FROM enterprise").fetchall())
        mine = next(place for place in places.values() if place)
        asked = next(code for code, place in places.items() if place != mine)
        for role in ("leader", "clerk", "reviewer", "researcher", "admin", "public"):
            accounts.add(data, f"crawl-{role}", role, PASSWORD, {"subdistrict": (mine,)} if role == "clerk" else {})
        total = 0
        with serving(data, log, None, "--server.fileWatcherType", "none") as port:
            for role in ("nobody", "leader", "clerk", "reviewer", "researcher", "admin", "public"):
                cookie = "" if role == "nobody" else signed_in(port, f"crawl-{role}", PASSWORD)
                got = nobody(port, asked) if role == "nobody" else everything(port, cookie, asked, most=options.most)
                forbidden = {"leader": [], "reviewer": []}.get(role, list(firms))
                if role == "clerk":
                    forbidden = [code for code in firms if places.get(code) != mine]
                found = hits(got, [firms[code] for code in forbidden], asked=[asked.encode()])
                open_ones = len(hits(got, firms.values()))
                print(role, f"{len(got):,} 字节", f"不该有的 {len(found)}（全部 {open_ones}）", *found[:5], flush=True)
                total += len(found)
        inside = hits(log.read_bytes(), firms.values(), asked=[asked.encode()])
        print("日志", f"不该有的 {len(inside)}", inside[:5])
    return int(bool(total + len(inside)))


if __name__ == "__main__":
    sys.exit(main())

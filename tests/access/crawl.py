"""爬遍每一页、每张表、每个下载，收下每一个字节，找不该露出的企业代码、名称和数。

`python -m tests.access.crawl --data 目录` 对一个数据目录的副本爬全套（账号另建，一律要登录）；测试里只爬小的一份。
页上能动的怎样一一动到，见 crawl_widgets.py；怎样找，见 crawl_search.py。
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import duckdb

from access import accounts
from tests.access.crawl_books import asked_of, scope_of
from tests.access.crawl_distinct import distinct_copy
from tests.access.crawl_report import COUNTS, told, told_of_log
from tests.access.crawl_widgets import Account, worked
from tests.access.server import PASSWORD, ROOT, serving, settings
from tests.access.wire import HTML, ask, is_refused, opened, run, signed_in
from tests.access.wire import bytes_of as bytes_of_run

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
    "/_stcore/health",
    "/_stcore/script-health-check",
    "/_stcore/host-config",
    "/readyz",
    "/livez",
    "/sign-in",
    "/password",
    "/media/x.csv",
    "/component/x",
    "/x/y",
]
_DEEP = {
    "": "basis=single&by=subdistrict",
    "structure": "basis=rolling4&activity=industry",
    "benchmarks": "area=region",
    "gaps": "target=none",
}
ROLES = ("nobody", "leader", "clerk", "reviewer", "researcher", "admin", "public")


def pieces(
    account: Account, asked: str, *, pages: Mapping[str, list[str]] = PAGES, most: int = 6, is_every: bool = False
) -> Iterator[tuple[str, bytes]]:
    """All bytes a sign-in can get, each with its page: as it opens and unfolded, at most `most` downloads an address.

    `asked` is a firm the addresses ask for, by code and by name, where it may be and where it may not. With `is_every`
    each option of each widget is chosen too.
    """
    more = [
        f"enterprise={quote(asked)}",
        f"q={quote(asked)}",
        f"by={quote(asked)}&period=9999Q9",
        f"cluster={quote(asked)}",
    ]
    for page, queries in pages.items():
        answer = ask(account.port, f"/{page}?{more[0]}", accept=HTML, cookie=account.cookie)
        yield page, answer.body + repr(answer.headers).encode()
        for query in queries:
            yield from ((page, one) for one in worked(account, page, query, asked, most, is_every=is_every))
        for query in more:
            yield page, bytes_of_run(run(account.wire, page, query))
    for path in PATHS:
        answer = ask(account.port, path, cookie=account.cookie)
        yield path, answer.body + repr(answer.headers).encode()


def everything(
    port: int,
    cookie: str,
    asked: str,
    *,
    pages: Mapping[str, list[str]] = PAGES,
    most: int = 6,
    is_every: bool = False,
) -> bytes:
    """What `pieces` gives, in one."""
    with opened(port, cookie) as wire:
        got = pieces(Account(port, cookie, wire), asked, pages=pages, most=most, is_every=is_every)
        return b"\n".join(piece for _page, piece in got)


def nobody(port: int, asked: str) -> bytes:
    """All bytes a visitor without a sign-in gets."""
    assert is_refused(port)
    answers = [ask(port, f"/{page}?enterprise={quote(asked)}", accept=kind) for page in PAGES for kind in (HTML, "*/*")]
    answers += [ask(port, path) for path in PATHS]
    return b"\n".join(part for one in answers for part in (one.body, repr(one.headers).encode()))


def prepared(data: Path) -> None:
    """Have worked out beforehand what controlled roles may see, so that their pages show it."""
    command = [sys.executable, "-m", "metrics", "prepare", "--data", str(data)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def publish(data: Path, through: str) -> None:
    """Let the public in, up to a quarter; everybody signs in."""
    rules = (ROOT / "data" / "disclosure.toml").read_text(encoding="utf-8")
    (data / "disclosure.toml").write_text(rules.replace('through = ""', f'through = "{through}"'), encoding="utf-8")
    settings(data, '[sign_in]\nis_public_open = true\nrequired = "always"\n')


def deep_links(data: Path) -> dict[str, list[str]]:
    """PAGES, with addresses as people send them on: an early, a middle and a late quarter, each with a group."""
    from etl.build import build

    with duckdb.connect(str(build(data)), read_only=True) as books:
        quarters = [one for (one,) in books.execute("SELECT period FROM period_end ORDER BY period").fetchall()]
        found = books.execute("SELECT DISTINCT dimension, value FROM membership ORDER BY ALL").fetchall()
    picked = dict.fromkeys([quarters[len(quarters) // 8], quarters[len(quarters) // 2], quarters[-2], quarters[-1]])
    groups = [(kind, name) for kind, name in found if kind in ("field", "cluster", "chain")]
    deep = {page: list(queries) for page, queries in PAGES.items()}
    turns = [(page, query) for page, query in _DEEP.items() for _turn in range(2)]
    for turn, (page, query) in enumerate(turns):
        deep[page] += [f"period={list(picked)[turn % len(picked)]}&{query}"]
    for turn, quarter in enumerate(picked if groups else ()):
        kind, name = groups[turn * len(groups) // len(picked)]
        deep["clusters"] += [f"kind={kind}&{kind}={quote(name)}&period={quarter}&inside=industry"]
    return deep


def main() -> int:
    """Crawl a distinct copy of a data folder as every role and as nobody, then search what came. 0 where all is well.

    With --keep the copy and every byte received stay in that folder: a role crawled there isn't crawled again.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--through", default="2026Q2")
    parser.add_argument("--most", type=int, default=200)
    parser.add_argument("--roles", nargs="+", choices=ROLES, default=ROLES)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kept = options.keep or Path(folder)
        if not (kept / "data").exists():
            kept.mkdir(parents=True, exist_ok=True)
            made_ready(options.data, kept / "data", options.through)
        left = [role for role in options.roles if not (kept / role / COUNTS).exists()]
        if left:
            pages, asked = deep_links(kept / "data"), asked_of(kept / "data")
            log = kept / f"server-{'-'.join(left)}.log"
            with serving(kept / "data", log, None, "--server.fileWatcherType", "none") as port:
                for role in left:
                    receive(role, port, asked, kept / role, options.most, pages)
        return int(bool(sum([*(told(kept, role) for role in options.roles), told_of_log(kept)])))


def made_ready(source: Path, data: Path, through: str) -> None:
    """A distinct copy with its disclosure worked out, open to the public up to a quarter, an account a role."""
    distinct_copy(source, data.with_name("unfinished"))
    data = data.with_name("unfinished").rename(data)
    publish(data, through)
    prepared(data)
    _own, scope = scope_of(data)
    for role in ROLES[1:]:
        accounts.add(data, f"crawl-{role}", role, PASSWORD, scope if role == "clerk" else {})


def receive(role: str, port: int, asked: str, folder: Path, most: int, pages: Mapping[str, list[str]]) -> None:
    """Crawl as one role and keep each piece in a file of its own, named by its page; says how far it has come."""
    folder.mkdir(exist_ok=True)
    if role == "nobody":
        got = nobody(port, asked)
        (folder / "0-none").write_bytes(got)
        (folder / COUNTS).write_text(json.dumps({"runs": 0, "files": 0, "bytes": len(got)}))
        return
    size, at = 0, ""
    cookie = signed_in(port, f"crawl-{role}", PASSWORD)
    with opened(port, cookie) as wire:
        account = Account(port, cookie, wire)
        for number, (page, piece) in enumerate(pieces(account, asked, pages=pages, most=most, is_every=True)):
            (folder / f"{number}-{page.strip('/').replace('/', '+') or 'home'}").write_bytes(piece)
            size += len(piece)
            if page != at:
                print(f"  {role} /{page}：打开 {account.runs} 次，下载 {account.files} 份，{size:,} 字节", flush=True)
            at = page
    (folder / COUNTS).write_text(json.dumps({"runs": account.runs, "files": account.files, "bytes": size}))


if __name__ == "__main__":
    sys.exit(main())

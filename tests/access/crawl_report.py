"""收下的字节里找到了什么，各是什么数；说不出是什么的，就是不该有的。"""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path

from tests.access.crawl_books import asked_of, firms_of, scope_of
from tests.access.crawl_known import by_place, cells, named
from tests.access.crawl_own import derived
from tests.access.crawl_search import Hit, Search

COUNTS = "counts.json"
_SHOWN = 40  # 行

Found = dict[Hit, str]


def told(kept: Path, role: str) -> int:
    """Search what a role received, print each find with its page, the bytes around it and what it is.

    Answers how many have no name. A role that may see every firm is a control: what it finds is counted, not faulted.
    """
    data = kept / "data"
    firms = firms_of(data)
    own, scope = scope_of(data)
    hidden = set(firms) - (own if role == "clerk" else set())
    search = Search([firms[code] for code in sorted(hidden)], asked=[asked_of(data).encode()])
    found: Found = {}
    for piece in sorted((kept / role).glob("*-*"), key=lambda file: int(file.name.partition("-")[0])):
        for hit in search.hits(piece.read_bytes()):
            found.setdefault(hit, piece.name)
    counts = json.loads((kept / role / COUNTS).read_text())
    size = f"打开 {counts['runs']:,} 次，下载 {counts['files']:,} 份，{counts['bytes']:,} 字节"
    if role in ("leader", "reviewer"):
        words = {hit.what for hit in found}
        print(f"{role}（对照）：{size}，看得到的代码、名称和数 {len(words):,} 种", flush=True)
        return int(not words)
    with closing(cells(data, role, scope if role == "clerk" else {})) as door:
        tables = chain([list(derived(data, own))], door) if role == "clerk" else door
        left = explained(found, tables if role not in ("nobody", "admin") else iter([]))
    print(f"{role}：{size}，不该有的 {len(left)}，说明了的 {len(found) - len(left)}", flush=True)
    return len(left)


def told_of_log(kept: Path) -> int:
    """Search the server's own logs for every firm; answers how many finds have no name."""
    search = Search(firms_of(kept / "data").values(), asked=[asked_of(kept / "data").encode()])
    logs = sorted(kept.glob("server-*.log"))
    found = {hit: log.name for log in logs for hit in search.hits(log.read_bytes())}
    left = explained(found, iter([]))
    print(f"日志：{sum(log.stat().st_size for log in logs):,} 字节，不该有的 {len(left)}", flush=True)
    return len(left)


def explained(found: Found, tables: Iterator) -> Sequence[Hit]:
    """Print every find with what it is; answers those of which nothing can say it.

    A rounded number is what the long number in the same piece is; only where there is none, what it is itself. The
    same number elsewhere in that piece, as at the end of a chart's axis, is the same one. `found`: each with its piece.
    """
    names = {hit: by_place(hit) for hit in found}
    names |= named([hit for hit, name in names.items() if not name], tables)
    told = {(found[hit], hit.figure): name for hit, name in names.items() if name and hit.figure}
    names = {hit: name or told.get((found[hit], hit.figure), "") for hit, name in names.items()}
    for hit, name in sorted(names.items(), key=lambda one: (bool(one[1]), one[0].what))[:_SHOWN]:
        whole = f"（同一份里整个的是 {'、'.join(hit.whole)}）" if hit.whole else ""
        print(f"  {name or '不该有'}：{hit.what} 在 /{found[hit].partition('-')[2]} {whole}{hit.context!r}")
    return [hit for hit, name in names.items() if not name]

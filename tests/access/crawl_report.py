"""收下的字节里找到了什么，各是什么数；说不出是什么的，就是不该有的。"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path

from tests.access.crawl_books import asked_of, firms_of, held_of, scope_of
from tests.access.crawl_grids import Grid, grids
from tests.access.crawl_known import by_place, cells, periods_of, said
from tests.access.crawl_named import exactly, named
from tests.access.crawl_own import derived
from tests.access.crawl_search import Hit, Search

COUNTS = "counts.json"
_SHOWN = 40  # 行

Found = dict[Hit, str]
Piece = Callable[[str], bytes]


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
    left = explained(found, data, lambda name: (kept / role / name).read_bytes(), role, own, scope)
    print(f"{role}：{size}，不该有的 {len(left)}，说明了的 {len(found) - len(left)}", flush=True)
    return len(left)


def told_of_log(kept: Path) -> int:
    """Search the server's own logs for every firm; answers how many finds have no name."""
    search = Search(firms_of(kept / "data").values(), asked=[asked_of(kept / "data").encode()])
    logs = sorted(kept.glob("server-*.log"))
    found = {hit: log.name for log in logs for hit in search.hits(log.read_bytes())}
    left = [hit for hit in found if not by_place(hit)]
    for hit in left[:_SHOWN]:
        print(f"  不该有：{hit.what} 在日志 {found[hit]}：{hit.context!r}")
    print(f"日志：{sum(log.stat().st_size for log in logs):,} 字节，不该有的 {len(left)}", flush=True)
    return len(left)


def explained(
    found: Found, data: Path, piece: Piece, role: str, own: Collection[str], scope: Mapping[str, Sequence[str]]
) -> Sequence[Hit]:
    """Print every find with what it is; answers those of which nothing can say it.

    `found`: each with the name of its piece, `piece` gives its bytes. For a clerk `own` firms' numbers and the door
    within `scope` say it too; who is given no table (nobody, 管理员) has only what the bytes around say.
    """
    names = {hit: by_place(hit) for hit in found}
    rest = {hit: at for hit, at in found.items() if not names[hit] and hit.figure}
    if rest and role not in ("nobody", "admin"):
        planned = list(said(data))
        names |= {hit: exactly(hit, planned) for hit in rest}  # 门要一张张地问，先看不用问的
        names |= _by_door({hit: at for hit, at in rest.items() if not names[hit]}, data, piece, role, own, scope)
    for hit, name in sorted(names.items(), key=lambda one: (bool(one[1]), one[0].what))[:_SHOWN]:
        print(f"  {name or '不该有'}：{hit.what} 在 /{found[hit].partition('-')[2]} {hit.context!r}")
    return [hit for hit, name in names.items() if not name]


def _by_door(
    found: Found, data: Path, piece: Piece, role: str, own: Collection[str], scope: Mapping[str, Sequence[str]]
) -> dict[Hit, str]:
    periods = periods_of(data)
    tables: dict[str, list[Grid]] = {name: grids(piece(name)) for name in set(found.values())}
    across = {
        hit: "两格首尾相接"
        for hit, at in found.items()
        if any(one.is_across(hit.figure, hit.context) for one in tables[at])
    }
    found = {hit: at for hit, at in found.items() if hit not in across}
    words = {
        periods.get(text, text) for several in tables.values() for one in several for row in one.rows for text in row
    }
    with closing(cells(data, role, scope if role == "clerk" else {}, words)) as door:
        mine: Iterator = iter([list(derived(data, own))]) if role == "clerk" else iter([])
        return across | named(found, tables, chain(mine, door), periods, held_of(data))

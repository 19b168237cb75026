"""别人的表头接到我们的哪一列：先认得的，上次这位交表人定下的，这次选定的；不认得的按相像排出来供人挑。"""

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

from etl.source import Source, parse_source
from etl.tidy.header import plain
from etl.write.ledger import Filing

LEFT_OUT = ""
LONGEST_HEADER = 60  # 字；更长的是一段话，不是表头
_OFFERED = 6
_FLOOR = 30  # 分；再低就只是碰巧有一个字相同
_PART = 0.9  # 一个是另一个的一部分，不如整个相像


@dataclass(frozen=True)
class Suggestion:
    """A column of ours a header may mean: its name, what it is called, and how alike they are, 0–100."""

    column: str
    label: str
    score: int


def remembered(ledger: Sequence[Filing], sender: str, title: str) -> dict[str, str]:
    """Plain header → our column ("" = left out) as accepted before from this sender for this kind, the latest last.

    Kept with the filings themselves: what is undone is forgotten with it. {} for a sender without a name.
    """
    found: dict[str, str] = {}
    for filing in ledger if sender else ():
        page = filing.page
        if filing.is_active and page.get("sender") == sender and page.get("source") == title:
            found |= page.get("mapping") or {}
    return found


def compared(mapping: Mapping[str, str]) -> dict[str, str]:
    """A mapping by headers as they are compared."""
    return {plain(header): column for header, column in mapping.items()}


def adapted(source: Source, mapping: Mapping[str, str], *, unit: str = "", is_certain: bool = False) -> Source:
    """The source with these headers (plain) taken for these columns, and with this unit for its amounts.

    `is_certain`: whatever the sheet says of its unit. The result is read back from its own text, which is filed with
    the workbook: who reads the file by that text gets the same rows. A column the source hasn't got is left aside.
    """
    if not mapping and not unit:
        return source
    by_header = {header: column.name for header, column in source.by_header.items()}
    names = {column.name for column in source.columns}
    news = {
        header: column
        for header, column in mapping.items()
        if (column in names and by_header.get(header) != column)
        or (column == LEFT_OUT and (header in by_header or header not in source.ignored))
    }
    if not news and not unit:
        return source
    raw = tomllib.loads(source.text)
    raw["ignore"] = [header for header in raw.get("ignore", []) if not news.get(plain(header))]
    for name, column in raw["columns"].items():
        kept = [header for header in column["headers"] if plain(header) not in news]
        column["headers"] = kept + [header for header, chosen in news.items() if chosen == name]
        if unit and column["type"] == "money":
            column |= {"unit": unit} | ({"unit_is_certain": True} if is_certain else {})
    raw["columns"] = {name: column for name, column in raw["columns"].items() if column["headers"]}
    raw["ignore"] += [header for header, chosen in news.items() if chosen == LEFT_OUT]
    return parse_source(_toml(raw), source.title)


def suggestions(header: str, source: Source, kinds: Iterable[Source] = ()) -> tuple[Suggestion, ...]:
    """Our columns a header may stand for, most alike first; () where nothing is alike, or it is no header but a text.

    Compared with every header known for a column, in this kind of spreadsheet and in the others.
    """
    text = plain(header)
    if not text or len(text) > LONGEST_HEADER:
        return ()
    labels = {column.name: column.headers[0] for column in source.columns}
    pairs = [(other, column.name) for kind in (*kinds, source) for other, column in kind.by_header.items()]
    known = dict(pair for pair in pairs if pair[1] in labels)  # 同一个写法，本种报表说了算
    scores = dict.fromkeys(labels, 0.0)
    for scorer, weight in ((fuzz.ratio, 1), (fuzz.partial_ratio, _PART if len(text) > 1 else 0)):
        for other, score, _at in process.extract(text, known.keys(), scorer=scorer, limit=None, score_cutoff=_FLOOR):
            scores[known[other]] = max(scores[known[other]], weight * score)
    alike = [Suggestion(name, labels[name], round(score)) for name, score in scores.items() if score >= _FLOOR]
    return tuple(sorted(alike, key=lambda each: -each.score)[:_OFFERED])


def _toml(raw: Mapping[str, Any]) -> str:
    """A source's TOML: keys of the sheet first, then one table a column."""
    lines = [f"{key} = {_value(value)}" for key, value in raw.items() if not isinstance(value, dict)]
    for name, column in raw["columns"].items():
        lines += ["", f"[columns.{name}]", *(f"{key} = {_value(value)}" for key, value in column.items())]
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    # 一行文字、是非、文字的清单，JSON 的写法就是 TOML 的写法；只有删除符要另写
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

"""一格里的称号和有效期，写法归成一种：`专精特新(2023-06至2026-05)、高企(至2025-11)`。"""

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

_BETWEEN = re.compile(r"[、;,|\n]+")
_WORD = re.compile(r"([^()]+)(?:\((.*)\))?")
_MONTH = r"((?:19|20)\d{2})[年\-./]?(\d{1,2})月?"
_SINCE, _UNTIL = "起", "至"  # 存进账本的写法，不随界面语言变
_TERM = re.compile(rf"(?:{_MONTH})?(?:(?:至|到|-|—|–|~)(?:{_MONTH}))?(起)?(?:有效|到期)?")


def titles(text: str) -> str | None:
    """The titles of one cell, each once, by one name, the term in brackets kept to the month; null for no title.

    `专精特新（2023年6月至2026年5月）` gives `专精特新(2023-06至2026-05)`; a title without a term stays bare: whether
    it is still valid is unknown. Raises ValueError for a term that cannot be read or that ends before it begins.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("“", "").replace("”", "").replace('"', "")
    return "、".join(dict.fromkeys(_title(word) for word in _BETWEEN.split(plain) if word)) or None


def _title(word: str) -> str:
    found = _WORD.fullmatch(word)
    if found is None:
        raise ValueError(word)
    name, term = found.groups()
    name = _our_names().get(name, name)
    return name if term is None else f"{name}({_term(term)})"


@cache
def _our_names() -> dict[str, str]:
    """What people write → what we call it, from `titles.toml` beside this file."""
    entries = tomllib.loads((Path(__file__).with_name("titles.toml")).read_text(encoding="utf-8"))["title"]
    return {other: entry["title"] for entry in entries for other in entry["also"]}


def _term(text: str) -> str:
    found = _TERM.fullmatch(text)
    if found is None:
        raise ValueError(text)
    since, until = _month(found[1], found[2]), _month(found[3], found[4])
    if not (since or until) or (since and until and until < since):
        raise ValueError(text)
    return f"{since}{_UNTIL}{until}" if until else f"{since}{_SINCE}"


def _month(year: str | None, month: str | None) -> str:
    if year is None or month is None:
        return ""
    if not 1 <= int(month) <= 12:
        raise ValueError(month)
    return f"{year}-{int(month):02d}"

"""产业分类：从 data/clusters 的 TOML 读出集群、领域、产业链、环节与载体的名单，并核对写法。"""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from etl.rule_file import RuleFileError, read_rules
from etl.words import _

ENTERPRISE_DIMENSIONS = ("cluster", "field", "chain", "stage", "carrier")
_Say = Callable[[str, str, object, str], str]  # (条目, 键, 值, 规则与办法) → 一句完整的话
_USES = ("enterprises", "published")
_COLOUR = re.compile(r"#[0-9A-F]{6}")
_TAXONOMY_KEYS = {"title": str, "scope": str, "dimension": str, "use": str, "source": str, "overlapping": bool}
_ENTRY_KEYS = {"value": str, "class": str, "sort": int, "colour": str}
_EXAMPLES = {
    "title": _('title = "六大领域"'),
    "scope": _('scope = "济南市历下区"'),
    "dimension": 'dimension = "cluster"',
    "use": 'use = "enterprises"',
    "source": _('source = "某规划"，写出自哪份文件'),
    "overlapping": _("overlapping = true，说一家企业能否同属几组"),
    "value": _('value = "新材料"'),
    "class": _('class = "积极发展"，写优先级或类别'),
    "sort": "sort = 1",
    "colour": 'colour = "#2B9C83"',
}
_TEXT_KEYS = ("code", "label", "quote", "area", "parent", "note")
_LIST_KEYS = ("aliases", "subfields", "carriers", "enterprises", "platforms", "stages")


@dataclass(frozen=True)
class Entry:
    """One group of a taxonomy: canonical name, other spellings, order, colour, and where the plan names it.

    `class_` is the priority class or kind (TOML key `class`); `line` counts the plan's lines from 1, 0 if not quoted;
    `equivalents` pairs another taxonomy's file stem with its values.
    """

    value: str
    class_: str
    sort: int
    colour: str
    code: str = ""
    label: str = ""
    aliases: tuple[str, ...] = ()
    quote: str = ""
    line: int = 0
    parent: str = ""
    area: str = ""
    note: str = ""
    subfields: tuple[str, ...] = ()
    carriers: tuple[str, ...] = ()
    enterprises: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    equivalents: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Taxonomy:
    """One list of groups. `name` is the file's stem; `use`: `enterprises` (closed list of registers) or `published`."""

    name: str
    title: str
    scope: str
    dimension: str
    use: str
    source: str
    overlapping: bool
    entries: tuple[Entry, ...]
    note: str = ""


class TaxonomyError(RuleFileError):
    """Every mistake found in the taxonomy files, one full sentence each."""


def folded(word: str) -> str:
    """The form in which two spellings are compared: NFKC, all whitespace removed, Latin letters in lower case."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", word)).lower()


def load_taxonomies(folder: Path) -> list[Taxonomy]:
    """All taxonomies of a folder's `*.toml`, by file name; an empty folder gives an empty list.

    Raises TaxonomyError with every mistake of every file, each as 文件 · 条目 · 键 · 值 · 规则 · 怎么办.
    """
    problems: list[str] = []
    taxonomies = []
    for file in sorted(folder.glob("*.toml")):
        try:
            raw = read_rules(file)
        except RuleFileError as error:
            problems += error.problems
            continue
        found = list(_mistakes(file.name, raw))
        problems.extend(found)
        if not found:
            taxonomies.append(_taxonomy(file.stem, raw))
    problems.extend(_contradictions(taxonomies))
    if problems:
        raise TaxonomyError(problems)
    return taxonomies


def closed_list(taxonomies: list[Taxonomy], dimension: str) -> dict[str, str]:
    """Every accepted spelling (folded) → canonical value, for one dimension of the enterprise registers; {} if none."""
    entries = [e for t in taxonomies if t.use == "enterprises" and t.dimension == dimension for e in t.entries]
    return {folded(word): entry.value for entry in entries for word in (entry.value, *entry.aliases)}


def nearest(word: str, known: list[str], n: int = 3) -> list[str]:
    """Up to `n` known names that look like `word`, best first; [] when nothing is close."""
    by_folded = {folded(name): name for name in known}
    target = folded(word)
    holding = [name for key, name in by_folded.items() if target and (target in key or key in target)]
    alike = [by_folded[key] for key in difflib.get_close_matches(target, by_folded, n=n, cutoff=0.4)]
    return list(dict.fromkeys(alike + holding))[:n]


def _taxonomy(name: str, raw: dict) -> Taxonomy:
    head = {key: raw[key] for key in _TAXONOMY_KEYS}
    entries = sorted((_entry(item) for item in raw["entry"]), key=lambda entry: entry.sort)
    return Taxonomy(name=name, entries=tuple(entries), note=raw.get("note", ""), **head)


def _entry(raw: dict) -> Entry:
    texts = {key: raw[key] for key in _TEXT_KEYS if key in raw}
    lists = {key: tuple(raw.get(key, ())) for key in _LIST_KEYS}
    head = {"value": raw["value"], "class_": raw["class"], "sort": raw["sort"], "colour": raw["colour"]}
    equivalents = tuple((name, tuple(values)) for name, values in raw.get("equivalents", {}).items())
    return Entry(**{"label": raw["value"], **texts}, **lists, **head, line=raw.get("line", 0), equivalents=equivalents)


def _mistakes(file: str, raw: dict) -> Iterator[str]:
    """What is wrong inside one file, without looking at the others."""

    def say(where: str, key: str, value: object, rule: str) -> str:
        return _("{file} · {where} · {key} · {value}：{rule}").format(
            file=file, where=where, key=key, value=value, rule=rule
        )

    for key in raw.keys() - _TAXONOMY_KEYS.keys() - {"entry", "note"}:
        yield say(_("表头"), key, raw[key], _("没有这个键；请删去，或看 data/clusters/README.md 里的写法"))
    yield from _missing_or_mistyped(say, _("表头"), raw, _TAXONOMY_KEYS)
    use, dimension = raw.get("use"), raw.get("dimension")
    if isinstance(use, str) and use not in _USES:
        yield say(_("表头"), "use", use, _("只能是 enterprises（企业名录用）或 published（只用于公布数）；请改写"))
    elif isinstance(dimension, str) and (use == "enterprises") != (dimension in ENTERPRISE_DIMENSIONS):
        rule = _("企业名录用的维度是且只能是 {known}；请改 dimension 或 use").format(
            known="、".join(ENTERPRISE_DIMENSIONS)
        )
        yield say(_("表头"), "dimension", dimension, rule)
    if not isinstance(raw.get("entry"), list) or not raw["entry"]:
        yield say(_("表头"), "entry", raw.get("entry", ""), _("至少要有一个 [[entry]]；请补上"))
        return
    for number, entry in enumerate(raw["entry"], start=1):
        if not isinstance(entry, dict):
            where = _("第{number}项「{value}」").format(number=number, value=entry)
            yield say(where, "entry", entry, _("应为 [[entry]] 段；请改写"))
            continue
        where = _("第{number}项「{value}」").format(number=number, value=entry.get("value", ""))
        yield from _entry_mistakes(say, where, entry)


def _entry_mistakes(say: _Say, where: str, entry: dict) -> Iterator[str]:
    known = {field.name for field in fields(Entry)} - {"class_"} | {"class"}
    for key in entry.keys() - known:
        yield say(where, key, entry[key], _("没有这个键；请删去，或看 data/clusters/README.md 里的写法"))
    yield from _missing_or_mistyped(say, where, entry, _ENTRY_KEYS)
    for key in _TEXT_KEYS:
        if key in entry and not isinstance(entry[key], str):
            yield say(where, key, entry[key], _("应为文字；请加引号"))
    for key in _LIST_KEYS:
        if key in entry and not _is_words(entry[key]):
            yield say(where, key, entry[key], _('应为文字的列表，如 ["甲", "乙"]；请改写'))
    if not isinstance(entry.get("equivalents", {}), dict) or not all(
        map(_is_words, entry.get("equivalents", {}).values())
    ):
        yield say(where, "equivalents", entry["equivalents"], _("应为“分类文件名 = [名称…]”；请改写"))
    if isinstance(entry.get("colour"), str) and not _COLOUR.fullmatch(entry["colour"]):
        yield say(where, "colour", entry["colour"], _("应为 # 加六位大写十六进制，如 #1F5FA8；请改写"))
    line = entry.get("line", 0)
    if bool(entry.get("quote")) != (isinstance(line, int) and line > 0):
        yield say(where, "line", line, _("引文与行号要一起给，行号从 1 起；请补上缺的一个"))


def _missing_or_mistyped(say: _Say, where: str, raw: dict, required: dict[str, type]) -> Iterator[str]:
    for key, kind in required.items():
        if key not in raw or raw[key] == "":
            yield say(where, key, _("（空）"), _("必填；请补上，如 {0}").format(_EXAMPLES[key]))
        elif type(raw[key]) is not kind:
            names = {str: _("文字"), int: _("整数"), bool: _("true 或 false")}
            yield say(where, key, raw[key], _("应为{kind}；请改写").format(kind=names[kind]))


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word for word in value)


def _contradictions(taxonomies: list[Taxonomy]) -> Iterator[str]:
    """Names that stand for two groups of one dimension, one name in two colours, parents that do not exist."""
    owner: dict[tuple[str, str], tuple[str, str]] = {}
    colour: dict[str, tuple[str, str]] = {}
    everything = {entry.value for taxonomy in taxonomies for entry in taxonomy.entries}
    for taxonomy in taxonomies:
        file = f"{taxonomy.name}.toml"
        for entry in taxonomy.entries:
            for word in (entry.value, *entry.aliases):
                first = owner.setdefault((taxonomy.dimension, folded(word)), (file, entry.value))
                if first != (file, entry.value):
                    rule = _("同一维度里已属 {where} 的「{other}」，一个名称只能指一组；请改名或删去")
                    yield _problem(file, entry, "aliases", word, rule.format(where=first[0], other=first[1]))
            shade, where = colour.setdefault(folded(entry.value), (entry.colour, file))
            if shade != entry.colour:
                rule = _("{where} 里同名的是 {shade}，同一事物处处同色；请改成一样")
                yield _problem(file, entry, "colour", entry.colour, rule.format(where=where, shade=shade))
            if entry.parent and entry.parent not in everything:
                yield _problem(file, entry, "parent", entry.parent, _("没有这一组；请改成已有的名称"))


def _problem(file: str, entry: Entry, key: str, value: str, rule: str) -> str:
    return _("{file} ·「{entry}」· {key} · {value}：{rule}").format(
        file=file, entry=entry.value, key=key, value=value, rule=rule
    )

"""已知错误（TOML）该怎么写：逐条核对，一次说全，每处都指出是哪个文件、哪个键、什么值、该怎么改。"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from etl.record import INDICATOR, REGISTER, REVENUE, Record
from etl.source import shipped_sources
from etl.words import _

COMPARISONS = ("is", "is_not", "at_least", "at_most", "same_as")
_KEYS = {"what": str, "why": str, "told": str, "told_on": date, "where": dict, "proof": dict}
_WHERE = (
    "file",
    "filing",
    "sheet",
    "cell",
    "enterprise_id",
    "enterprise",
    "indicator",
    "region",
    "period",
    "column",
    "value",
)
_PERIOD = re.compile(r"\d{4}Q[1-4]")
_KINDS = {str: _("文字（加引号）"), date: _("日期，如 2026-10-28"), dict: _("一段 [correction.…]")}
_Say = Callable[[str, object, str], str]


def record_of(proof: Mapping[str, Any]) -> Record:
    """Which kind of row a proof looks at: an indicator's, a firm's of one quarter, or a firm's in the register."""
    if "indicator" in proof:
        return INDICATOR
    return REVENUE if "period" in proof else REGISTER


def correction_problems(file: str, raw: Mapping[str, Any]) -> list[str]:
    """Every mistake in one parsed file of corrections, each as 文件 · 条目 · 键 · 值：规则与办法; [] if none."""
    found = [
        _("{0} · {1} · {2}：没有这个键；只能有 is_demo 和 [[correction]]，请删去。").format(file, key, raw[key])
        for key in sorted(raw.keys() - {"is_demo", "correction"})
    ]
    if not isinstance(raw.get("is_demo", False), bool):
        found.append(_("{0} · is_demo · {1}：要写成 true 或 false。").format(file, raw["is_demo"]))
    entries = raw.get("correction")
    if not isinstance(entries, list) or not entries:
        return [*found, _("{0} · correction：至少要有一个 [[correction]]；请补上，或删去这个文件。").format(file)]
    for number, entry in enumerate(entries, 1):

        def say(key: str, value: object, rule: str, number: int = number) -> str:
            return _("{0} · 第{1}条 · {2} · {3}：{4}").format(file, number, key, value, rule)

        is_table = isinstance(entry, dict)
        wrong = [say("correction", entry, _("要写成{0}。").format(_KINDS[dict]))]
        found += _entry_problems(say, entry) if is_table else wrong
    return found


def _entry_problems(say: _Say, entry: Mapping[str, Any]) -> Iterator[str]:
    for key in sorted(entry.keys() - _KEYS.keys()):
        yield say(key, entry[key], _("没有这个键；只能有 {0}，请改正。").format("、".join(_KEYS)))
    for key, kind in _KEYS.items():
        is_needed = key not in ("told", "told_on")
        if key in entry and type(entry[key]) is not kind:
            yield say(key, entry[key], _("要写成{0}。").format(_KINDS[kind]))
        elif is_needed and not entry.get(key):
            yield say(key, _("（空）"), _("必填；请补上。"))
    if ("told" in entry) != ("told_on" in entry):
        yield say("told_on", entry.get("told_on", _("（空）")), _("告知了谁、哪天告知要一起写；还没有告知就都不写。"))
    where = entry.get("where")
    if isinstance(where, dict):
        for key in sorted(where.keys() - set(_WHERE)):
            yield say(f"where.{key}", where[key], _("没有这个键；只能有 {0}，请改正。").format("、".join(_WHERE)))
    if isinstance(entry.get("proof"), dict):
        yield from _proof_problems(say, entry["proof"])


def _proof_problems(say: _Say, proof: Mapping[str, Any]) -> Iterator[str]:
    record = record_of(proof)
    allowed = {*record.key, "column", *COMPARISONS}
    for key in sorted(proof.keys() - allowed):
        yield say(f"proof.{key}", proof[key], _("没有这个键；只能有 {0}，请改正。").format("、".join(sorted(allowed))))
    optional = {"grouping"}
    for key in (*record.key, "column"):
        if key not in optional and not isinstance(proof.get(key), str):
            yield say(f"proof.{key}", proof.get(key, _("（空）")), _("必填，写成文字；请补上。"))
    if isinstance(proof.get("period"), str) and not _PERIOD.fullmatch(proof["period"]):
        yield say("proof.period", proof["period"], _("要写成 2026Q3 的样子。"))
    columns = columns_of(record)
    if isinstance(proof.get("column"), str) and proof["column"] not in columns:
        yield say("proof.column", proof["column"], _("没有这一列；只能是 {0}。").format("、".join(sorted(columns))))
    given = [name for name in COMPARISONS if name in proof]
    if len(given) != 1:
        told = "、".join(given) or _("（空）")
        yield say("proof", told, _("要写一个、只写一个比法：{0}。").format("、".join(COMPARISONS)))
    for name in given:
        yield from _comparison_problems(say, name, proof[name], record)


def _comparison_problems(say: _Say, name: str, value: object, record: Record) -> Iterator[str]:
    if name in ("at_least", "at_most") and (isinstance(value, bool) or not isinstance(value, int | Decimal)):
        yield say(f"proof.{name}", value, _("要写成数，不加引号。"))
    if name == "same_as":
        allowed = {*record.key, "column"}
        if not isinstance(value, dict) or not value:
            yield say(
                "proof.same_as", value, _('要写成 { period = "2024Q2", column = "…" } 的样子，只写与前面不同的。')
            )
        else:
            for key in sorted(value.keys() - allowed):
                rule = _("没有这个键；只能有 {0}，请改正。").format("、".join(sorted(allowed)))
                yield say(f"proof.same_as.{key}", value[key], rule)
            column = value.get("column")
            if column is not None and column not in columns_of(record):
                yield say("proof.same_as.column", column, _("没有这一列；请改正。"))
    elif name in ("is", "is_not") and not isinstance(value, str | int | Decimal | date):
        yield say(f"proof.{name}", value, _("要写成数、日期或文字。"))


def columns_of(record: Record) -> set[str]:
    """The columns a proof may look at: those we know of this kind of row, and those the shipped kinds add."""
    further = {column.name for kind in shipped_sources() if kind.record is record for column in kind.columns}
    return ({*record.known} | further) - {*record.key}

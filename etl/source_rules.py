"""来源说明（TOML）该怎么写：逐键核对，一次说全，每条都指出是哪个键、什么值、该怎么改。"""

import re
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from etl.record import RECORDS
from etl.taxonomy import ENTERPRISE_DIMENSIONS
from etl.tidy.header import plain
from etl.tidy.identifier import SCHEMES
from etl.tidy.unit import MONEY_UNITS
from etl.words import _

# 每种类型存成什么；系统要拿去算的列（record 里的 known）只能用存得进去的类型。
STORED = {
    **dict.fromkeys(("identifier", "text", "period", "basis", "member", "title"), pa.string()),
    **dict.fromkeys(("date", "month"), pa.date32()),
    "money": pa.decimal128(20, 6),
    **dict.fromkeys(("number", "count"), pa.decimal128(28, 6)),
    "percent": pa.float64(),
}
TYPES = tuple(STORED)
_SOURCE_KEYS = {"title": str, "publisher": str, "record": str, "about": str, "columns": dict, "ignore": list}
_COLUMN_KEYS = {
    **dict.fromkeys(("type", "scheme", "unit", "dimension"), str),
    **dict.fromkeys(("required", "may_be_empty", "only_checked", "unit_is_certain"), bool),
    **dict.fromkeys(("headers", "units", "choices"), list),
}
_KINDS = {
    str: _("文字（加引号）"),
    bool: _("true 或 false"),
    list: _('["甲", "乙"] 的样子'),
    dict: _("一段 [columns.列名]"),
}
_OURS = frozenset({"sheet", "row", "filing"})  # 每行来自哪里，由系统自己记
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def source_problems(raw: Mapping[str, Any]) -> list[str]:
    """Every mistake in a parsed source TOML, each a sentence naming key, value and remedy; [] where there is none."""
    found = _wrong_kinds(raw, _SOURCE_KEYS)
    found += [_("缺少 {0}；请补上。").format(key) for key in ("title", "record", "columns") if not raw.get(key)]
    if raw.get("record") and raw["record"] not in RECORDS:
        found.append(_("record = {0} 不存在；只能是 {1}。").format(raw["record"], "、".join(RECORDS)))
    if found:
        return found
    record = RECORDS[raw["record"]]
    owner: dict[str, str] = {}
    for name, entry in raw["columns"].items():
        problems = _column_problems(name, entry, record.known)
        found += [f"columns.{name}：{problem}" for problem in problems]
        for header in [] if problems else entry["headers"]:
            other = owner.setdefault(plain(header), name)
            if other != name:
                found.append(_("表头“{0}”同时写在 {1} 和 {2}；一个表头只能指一列。").format(header, other, name))
    missing = record.needed - raw["columns"].keys()
    return found + [_("这类报表必须有 {0} 列；请补上 [columns.{0}]。").format(name) for name in sorted(missing)]


def _column_problems(name: str, entry: object, known: Mapping[str, pa.DataType]) -> list[str]:
    if not isinstance(entry, dict):
        return [_("要写成 {0}。").format(_KINDS[dict])]
    found = _wrong_kinds(entry, _COLUMN_KEYS)
    if found:
        return found
    if not _NAME.fullmatch(name) or name in _OURS:
        found.append(_("列名不能用；只用小写字母、数字、下划线，且不能是 {0}。").format("、".join(sorted(_OURS))))
    if not entry.get("headers"):
        found.append(_("headers 至少写一个表头。"))
    kind = entry.get("type")
    if kind not in TYPES:
        return [*found, _("type = {0} 不存在；只能是 {1}。").format(kind, "、".join(TYPES))]
    if name in known and STORED[kind] != known[name]:
        fitting = "、".join(other for other, stored in STORED.items() if stored == known[name])
        found.append(_("type = {0} 存不进这一列；只能是 {1}。").format(kind, fitting))
    if kind == "identifier" and not _is_scheme(entry.get("scheme", "")):
        found.append(_("scheme = {0} 不存在；只能是 {1}。").format(entry.get("scheme", ""), "uscc、digits:6、text"))
    if kind == "member" and not entry.get("choices") and entry.get("dimension") not in ENTERPRISE_DIMENSIONS:
        dimension = entry.get("dimension", "")
        found.append(_("dimension = {0} 没有名单；只能是 {1}。").format(dimension, "、".join(ENTERPRISE_DIMENSIONS)))
    if kind == "money" and not name.endswith("_10k_cny"):
        found.append(_("金额一律存成万元，列名要以 _10k_cny 结尾。"))
    strange = [unit for unit in (entry.get("unit"), *entry.get("units", ())) if unit and unit not in MONEY_UNITS]
    found += [_("unit = {0} 不认识；只能是 {1}。").format(unit, "、".join(MONEY_UNITS)) for unit in strange]
    if entry.get("required") and entry.get("only_checked"):
        found.append(_("required 和 only_checked 不能都是 true；只拿来核对的列，没有也收。"))
    return found


def _wrong_kinds(table: Mapping[str, Any], keys: Mapping[str, type]) -> list[str]:
    found = [
        _("不认识的键 {0}；只能有 {1}。").format(key, "、".join(sorted(keys))) for key in sorted(table.keys() - keys)
    ]
    for key in sorted(table.keys() & keys):
        value = table[key]
        is_texts = not isinstance(value, list) or all(isinstance(each, str) and each.strip() for each in value)
        if not isinstance(value, keys[key]) or not is_texts:
            found.append(_("{0} = {1} 的写法不对；要写成 {2}。").format(key, value, _KINDS[keys[key]]))
    return found


def _is_scheme(scheme: str) -> bool:
    name, colon, length = scheme.partition(":")
    if name == "digits":
        return length.isascii() and length.isdecimal() and int(length) > 0
    return name in SCHEMES and not colon

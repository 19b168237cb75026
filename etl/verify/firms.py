"""一行说的是不是这家企业：名称与代码对照名录，也互相对照。"""

# pyright: reportAttributeAccessIssue=false
# pyarrow.compute 的函数是运行时生成的，静态检查看不见。

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.issue import Issue
from etl.rule import issue, limit
from etl.taxonomy import folded
from etl.tidy.outcome import TidySheet
from etl.verify.finding import row_findings
from etl.verify.register import Register
from etl.words import _

_KEY, _NAME = "enterprise_id", "enterprise"
_NAMED = 5  # 一个名称的几个代码，举这么多


def firm_findings(table: pa.Table, register: Register, sheets: Mapping[str, TidySheet]) -> list[Issue]:
    """One name with two codes in the file; and, where there is a register, a code of another name there, a name of
    another code there, and codes that are new."""
    found = _two_codes(table, sheets)
    if not register.names:
        return found
    codes = table.column(_KEY).to_pylist()
    names = table.column(_NAME).to_pylist() if _NAME in table.column_names else [None] * len(table)
    other_name, other_code, new = [], [], []
    for at, (code, name) in enumerate(zip(codes, names, strict=True)):
        if code in register.names:
            if name and name != register.names[code] and not _is_one_of(folded(name), register.former[code]):
                other_name.append(at)
        elif name and folded(name) in register.codes:
            other_code.append(at)
        else:
            new.append(at)

    def known_name(at: int) -> dict[str, object]:
        return {"known": register.names[codes[at]], "name": names[at]}

    def known_code(at: int) -> dict[str, object]:
        known = register.codes[folded(names[at] or "")]
        return {"name": names[at], "known": "、".join(sorted(known)), "code": codes[at]}

    if len(other_name) > limit("names_of_another_kind", "share") * len(table):  # 整张表用的是简称，逐家说没有意思
        found.append(issue("names_of_another_kind", count=len(other_name)))
        other_name = []
    return [
        *found,
        *row_findings("name_differs", table, sheets, _NAME, np.array(other_name, int), known_name),
        *row_findings("code_differs", table, sheets, _KEY, np.array(other_code, int), known_code),
        *row_findings("new_firm", table, sheets, _KEY, np.array(new, int), lambda _at: {}),
    ]


def _is_one_of(name: str, former: frozenset[str]) -> bool:
    """Whether it is a name the firm has or had, or short for one."""
    return name in former or any(name in each for each in former)


def _two_codes(table: pa.Table, sheets: Mapping[str, TidySheet]) -> list[Issue]:
    if _NAME not in table.column_names or pc.count_distinct(table[_NAME]).as_py() == len(table):
        return []
    counts = table.group_by(_NAME).aggregate([(_KEY, "count_distinct")])
    doubled = counts.filter(pc.and_(pc.greater(counts[f"{_KEY}_count_distinct"], 1), counts[_NAME].is_valid()))[_NAME]
    if not len(doubled):
        return []
    positions = np.flatnonzero(pc.is_in(table[_NAME], value_set=doubled.combine_chunks()).to_numpy())
    codes: dict[str, dict[str, None]] = {}
    rows = table.take(pa.array(positions))
    for name, code in zip(rows[_NAME].to_pylist(), rows[_KEY].to_pylist(), strict=True):
        codes.setdefault(name, {})[code] = None

    def words(at: int) -> dict[str, object]:
        name = table[_NAME][at].as_py()
        different = codes[name]
        return {"name": name, "count": len(different), "codes": "、".join(list(different)[:_NAMED])}

    return row_findings("name_with_two_codes", table, sheets, _NAME, positions, words)


def aside_findings(sheet: TidySheet, register: Register) -> list[Issue]:
    """Why each row of a sheet was set aside, in order; a bad code with the one the register has for that name."""
    found = [each for row in sorted(sheet.aside) for each in sheet.aside[row]]
    table = sheet.table
    if not register.codes or table is None or _NAME not in table.column_names:
        return found
    if not any(each.rule.startswith("code_") for each in found):
        return found
    names = dict(zip(table["row"].to_pylist(), table[_NAME].to_pylist(), strict=True))
    return [_with_known_code(each, names.get(each.row or 0), register) for each in found]


def _with_known_code(found: Issue, name: str | None, register: Register) -> Issue:
    known = register.codes.get(folded(name), frozenset()) if name else frozenset()
    if not found.rule.startswith("code_") or len(known) != 1:
        return found
    return replace(found, message=found.message + _("名录里这家企业的代码是 {0}。").format(*known))

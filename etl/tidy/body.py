"""表头以下的每一行是什么：数据、合计、说明，还是重复的表头。一行也不能不明不白地消失。"""

# pyright: reportAttributeAccessIssue=false
# pyarrow.compute 的函数是运行时生成的，静态检查看不见。

import re

import numpy as np
import pyarrow.compute as pc

from etl.read.cell_kind import NUMBER
from etl.read.workbook import Sheet

_TOTAL = re.compile(r"(?:合计|总计|共计|小计|累计|全区|全市|全省|.{0,20}(?:小计|合计|总计))[:：]?")
_NOTE = re.compile(
    r"(?:(?:附|备)?注|说明)(?:[:：\d一（(]|$)|填表|填报|制表|审核|复核|(?:单位|统计)?负责人|联系(?:人|电话|方式)|(?:数据|资料)来源"
)
_REMARK = re.compile(r"\d+[.、．]|[（(]\d+[）)]|[“\"*※]")
_LIKE_A_KEY = r"^[\s\x{3000}'`]*[0-9A-Z\x{ff10}-\x{ff19}\x{ff21}-\x{ff3a}]{5,}[\s\x{3000}]*$"

Aside = dict[int, str]


def split_rows(
    sheet: Sheet, first: int, key_column: int, header_texts: frozenset[str], *, has_totals: bool
) -> tuple[np.ndarray, Aside]:
    """Row numbers (from 0) of the data rows at or after `first`, and of the rows that are none: row → rule.

    Every row with any filled cell is in exactly one of the two; a row of nothing but blanks is in neither.
    `has_totals`: whether a row named 合计 or 全市 sums up the others (not where each row is an indicator of a region).
    """
    kinds = np.column_stack([column.to_numpy() for column in sheet.kind.columns])[first:]
    filled = kinds > 0
    rows = np.flatnonzero(filled.any(axis=1)) + first
    counts = filled.sum(axis=1)
    keys = sheet.written.column(key_column)
    # 编号像编号、格子不止两个的行必是数据；其余才逐行细看，十万行里通常没有几行。
    like_a_key = pc.match_substring_regex(keys, _LIKE_A_KEY)
    plain = like_a_key.fill_null(False).to_numpy()[first:]
    sure = (plain & (counts > 2)) | (kinds[:, key_column] == NUMBER)
    aside: Aside = {}
    is_data = sure.copy()
    for row in rows[~sure[rows - first]].tolist():
        cells = [_bare(cell) for cell in sheet.cells(row)]
        words = [word for word in cells if word]
        rule = _why_not_data(words, cells[key_column], header_texts, has_totals=has_totals)
        if rule:
            aside[row] = rule
        elif words:
            is_data[row - first] = True
    return np.flatnonzero(is_data) + first, aside


def _why_not_data(words: list[str], key: str, header_texts: frozenset[str], *, has_totals: bool) -> str:
    """The rule by which a row of these filled cells is no data; "" where it is data, or blank."""
    if has_totals and any(_TOTAL.fullmatch(word) for word in words[:3]):
        return "total_row"
    repeated = sum(word in header_texts for word in words)
    if repeated >= 2 and repeated * 2 >= len(words):
        return "repeated_header"
    is_note = bool(words) and bool(_NOTE.match(words[0])) and (len(words) <= 2 or not key or _NOTE.match(key))
    is_remark = 0 < len(words) <= 2 and bool(_REMARK.match(words[0]))
    if is_note or is_remark:
        return "note_row"
    if len(words) == 1 and not re.search(r"[0-9A-Z]{6}", words[0]):
        return "note_row"
    return ""


def _bare(text: str) -> str:
    return re.sub(r"[\s\u3000]+", "", text)

"""表头以下的每一行是什么：数据、合计、说明，还是重复的表头。一行也不能不明不白地消失。"""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.tidy.cells import NUMBER
from etl.words import _

_TOTAL = re.compile(r"^(?:合计|总计|共计|小计|累计|全区|全市|全省|.{0,20}(?:小计|合计|总计))[:：]?$")
_NOTE = re.compile(
    r"^(?:注|备注|说明|附注|填表|填报|制表|审核|复核|单位负责人|负责人|联系|统计负责人|数据来源|资料来源|\d+[.、．]|[（(]\d+[）)]|[“\"*※])"
)

_LIKE_A_KEY = r"^[\s\x{3000}'`]*[0-9A-Z\x{ff10}-\x{ff19}\x{ff21}-\x{ff3a}]{5,}[\s\x{3000}]*$"

Aside = dict[int, tuple[str, str]]


def split_rows(
    text: pa.Table, kind: pa.Table, first: int, key_column: int, header_texts: frozenset[str]
) -> tuple[np.ndarray, Aside]:
    """Row numbers (from 0) of the data rows at or after `first`, and of the rows that are none: row → (rule, reason).

    Every row with any filled cell is in exactly one of the two.
    """
    kinds = np.column_stack([column.to_numpy() for column in kind.columns])[first:]
    filled = kinds > 0
    rows = np.flatnonzero(filled.any(axis=1)) + first
    counts = filled.sum(axis=1)
    keys = text.column(key_column)
    # 编号像编号、格子不止两个的行必是数据；其余才逐行细看，十万行里通常没有几行。
    plain = pc.match_substring_regex(keys, _LIKE_A_KEY).fill_null(False).to_numpy()[first:]
    sure = (plain & (counts > 2)) | (kinds[:, key_column] == NUMBER)
    aside: Aside = {}
    is_data = sure.copy()
    for row in rows[~sure[rows - first]].tolist():
        key = keys[row].as_py() or ""
        reason = _why_not_data(text, row, key, int(counts[row - first]), header_texts)
        if reason:
            aside[row] = reason
        else:
            is_data[row - first] = True
    return np.flatnonzero(is_data & filled.any(axis=1)) + first, aside


def _why_not_data(
    text: pa.Table, row: int, key: str, filled: int, header_texts: frozenset[str]
) -> tuple[str, str] | None:
    cells = [column[row].as_py() for column in text.columns]
    words = [re.sub(r"[\s\u3000]+", "", cell) for cell in cells if cell]
    if any(_TOTAL.match(word) for word in words[:3]):
        return "total_row", _("合计或小计行，不作为企业收取。")
    if sum(cell in header_texts for cell in cells if cell) >= max(2, len(header_texts) // 2):
        return "repeated_header", _("重复的表头行。")
    starts_as_note = bool(words) and bool(_NOTE.match(words[0]))
    if starts_as_note and (filled <= 2 or not key.strip()):
        return "note_row", _("表尾说明，不是数据。")
    if filled == 1 and not re.search(r"[0-9A-Z]{6}", words[0] if words else ""):
        return "note_row", _("只有一格文字的行，当作说明。")
    return None

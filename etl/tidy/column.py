"""一列换算以后的样子：值、不能收的、去掉过多余字符的。"""

# pyright: reportAttributeAccessIssue=false
# pyarrow.compute 的函数是运行时生成的，静态检查看不见。

from collections.abc import Callable
from dataclasses import dataclass, field

import pyarrow as pa

from etl.rule import said
from etl.tidy.number import UNKNOWN_MARKS
from etl.tidy.period import PeriodNotQuarterEnd

BLANKS = " \t\r\n\u3000\u00a0\u200b\ufeff"


@dataclass
class Cells:
    """A converted column: `values` in the order of the rows given; `wrong` maps a position to (rule, sentence);
    `cleaned` are positions taken after characters nobody sees were removed."""

    values: pa.Array
    wrong: dict[int, tuple[str, str]] = field(default_factory=dict)
    cleaned: list[int] = field(default_factory=list)


def each(texts: pa.Array, kind: pa.DataType, parse: Callable[[str], object], rule: str) -> Cells:
    """Convert each distinct text once: a column of 100,000 cells often holds a few dozen. 「—」, 「无」 … give null.

    `parse` raises ValueError or KeyError for a text that is none; a dict as its argument gives the sentence's values.
    """
    encoded = texts.dictionary_encode()
    parsed: list[object] = []
    reasons: list[str] = []
    for text in encoded.dictionary.to_pylist():
        try:
            is_unknown = text.strip(BLANKS).lower() in UNKNOWN_MARKS
            parsed.append(None if is_unknown else parse(text))
            reasons.append("")
        except (ValueError, KeyError, PeriodNotQuarterEnd) as error:
            told = error.args[0] if error.args and isinstance(error.args[0], dict) else {}
            parsed.append(None)
            reasons.append(said(rule, **{"value": text, **told}))
    indices = encoded.indices
    wrong: dict[int, tuple[str, str]] = {}
    if any(reasons):
        for position, index in enumerate(indices.to_pylist()):
            if index is not None and reasons[index]:
                wrong[position] = (rule, reasons[index])
    return Cells(pa.array(parsed, kind).take(indices), wrong)

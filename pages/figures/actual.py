"""一个目标的实际值怎样说：凭未报齐的季报算出的标“初步”，公布数比所看的报告期旧的写明是哪一期的。"""

from typing import Any

import pandas as pd

from charts.words import amount, number, quarter_end_label
from etl.words import _
from metrics.target_value import ENTERPRISE_FORMS, REGISTER

PRELIMINARY = _("初步")


def is_preliminary(row: dict[Any, Any]) -> bool:
    """Whether the value leaves firms out: it is summed from quarterly forms and its note names who is missing."""
    return not pd.isna(row["value"]) and row["value_source"] == ENTERPRISE_FORMS and bool(note(row))


def note(row: dict[Any, Any]) -> str:
    """Who the value leaves out, or a published figure's footnote; "" where there is nothing to say."""
    return row["value_note"] if isinstance(row["value_note"], str) and not pd.isna(row["value"]) else ""


def older_period(row: dict[Any, Any]) -> str:
    """`2026年二季度末` where a published value is older than the period asked for, else ""."""
    at = row["value_period"]
    is_published = row["value_source"] not in (ENTERPRISE_FORMS, REGISTER)
    return quarter_end_label(at) if is_published and isinstance(at, str) and at < row["period"] else ""


def marked(row: dict[Any, Any]) -> str:
    """`49.8亿元（初步）`, `215P（2026年二季度末）`: value, unit and what a reader must know beside it."""
    marks = [PRELIMINARY] if is_preliminary(row) else []
    marks += [older] if (older := older_period(row)) else []
    value = shown(row["value"], row["unit"]) + row["unit"]
    return _("{0}（{1}）").format(value, "，".join(marks)) if marks else value


def preliminary_words(gaps: pd.DataFrame) -> str:
    """`其中2项的实际值凭未报齐的季报算出，为初步数。` over the given targets; "" where none is."""
    number = sum(is_preliminary(row) for row in gaps.to_dict("records"))
    return _("其中{0}项的实际值凭未报齐的季报算出，为初步数。").format(number) if number else ""


def shown(value: object, unit: str) -> str:
    """A target's number in its own unit: 亿元 as everywhere, % and 指数 with one decimal, counts whole."""
    if unit == _("亿元"):
        return amount(value)
    return number(value, 1 if unit in ("%", _("指数"), _("万亿元")) else 0)

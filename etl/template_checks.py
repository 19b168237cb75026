"""模板里每一栏的录入提示与校验：在填的时候就拦住，不等交上来再退。"""

from collections.abc import Mapping
from datetime import date

from etl.record import REVENUE
from etl.source import Column
from etl.words import _

HINTS = {
    "identifier": _("按文本录入，一家一行，不能重复。"),
    "money": _("万元，保留两位小数；没有数的留空，不要填 0。"),
    "number": _("只填数，不带单位；没有数的留空。"),
    "percent": _("填 12.5 就是 12.5%。"),
    "month": _("如 2020-01"),
    "date": _("如 2020-01-31"),
    "period": _("如 2026年1-9月"),
    "basis": _("全年、累计或时点"),
    "member": _("从名单里选；可填几个，用“、”隔开。"),
    "title": _("可填几个，用“、”隔开；有效期写在括号里，如 专精特新(2023-06至2026-05)"),
}
_LARGEST = 1e15
_FIRST_DAY = date(1900, 1, 1)
_Rule = dict[str, object]


def check_of(column: Column, letter: str, first: int, last: int, choices: str) -> _Rule | None:
    """The validation of one column for xlsxwriter, None where anything goes.

    `letter` is the column's, `first` and `last` its first and last data rows (from 1); `choices` is the defined name of
    what may be chosen, or ''. Codes and figures that can't be right are stopped; a name or value not yet on the books
    is asked about, since new firms and new indicators do come.
    """
    rule = _rule(column, letter, first, last, choices)
    hint = HINTS.get(column.type, "")
    if not rule and not hint:
        return None
    shown = {"input_title": column.headers[0][:32], "input_message": hint[:255]} if hint else {}
    return {"validate": "any", **shown, **rule}


def _rule(column: Column, letter: str, first: int, last: int, choices: str) -> _Rule:
    cell, cells = f"{letter}{first}", f"${letter}${first}:${letter}${last}"
    if choices:
        kind = "stop" if column.type == "basis" else "information" if column.type == "member" else "warning"
        words = {
            "stop": _("只能从名单里选一个。"),
            "information": _("不在名单里；几个一起填时可以忽略。"),
            "warning": _("账上还没有这个写法；确实是新的就继续，否则请从名单里选。"),
        }
        return {"validate": "list", "source": f"={choices}", **_error(column, words[kind], kind)}
    if column.type == "identifier":
        length = _length(column.scheme)
        alone = f"SUMPRODUCT(--({cells}={cell}))=1"  # 全是数字的代码，COUNTIF 只比前 15 位
        sized = f"LEN({cell})={length}" if length else f"LEN({cell})>0"
        text = _("应为 {0} 位，且不能与别的行重复。").format(length) if length else _("不能与别的行重复。")
        return {"validate": "custom", "value": f"=AND({sized},{alone})", **_error(column, text)}
    figure = {"validate": "decimal", "criteria": "between", "minimum": -_LARGEST, "maximum": _LARGEST}
    simple: Mapping[str, _Rule] = {
        # 利润之类可以是负的；营业收入是负的，多半是录错了
        "money": {"validate": "decimal", "criteria": ">=", "value": 0}
        | _error(column, _("应为不小于 0 的数，单位万元；冲减成负数的请核对后继续。"), "warning")
        if column.name in REVENUE.known
        else figure | _error(column, _("应为数，单位万元，不带文字。")),
        "number": figure | _error(column, _("应为数，不带单位和文字。")),
        "percent": {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -100,
            "maximum": 1000,
            **_error(column, _("应为百分数，如 12.5；多半不会小于 -100 或大于 1000。"), "warning"),
        },
        "date": {
            "validate": "date",
            "criteria": ">=",
            "value": _FIRST_DAY,
            **_error(column, _("应为日期，如 2020-01-31。")),
        },
        "month": {
            "validate": "custom",
            "value": f'=AND(LEN({cell})=7,MID({cell},5,1)="-",ISNUMBER(VALUE(SUBSTITUTE({cell},"-",""))))',
            **_error(column, _("应为年月，如 2020-01。"), "warning"),
        },
    }
    return simple.get(column.type, {})


def _error(column: Column, text: str, kind: str = "stop") -> _Rule:
    return {"error_title": column.headers[0][:32], "error_message": text, "error_type": kind}


def _length(scheme: str) -> int:
    name, _colon, digits = scheme.partition(":")
    return {"uscc": 18, "digits": int(digits or 0)}.get(name, 0)

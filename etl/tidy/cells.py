"""一列单元格变成一列值：每种类型一个函数，出错的记下位置和原因，其余照常。"""

# pyright: reportAttributeAccessIssue=false
# pyarrow.compute 的函数是运行时生成的，静态检查看不见。

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.taxonomy import folded, nearest
from etl.tidy.identifier import check_identifiers
from etl.tidy.number import UNKNOWN_MARKS, parse_number, parse_percent
from etl.tidy.period import PeriodNotQuarterEnd, stated_periods, stated_year
from etl.tidy.title import titles
from etl.tidy.unit import MONEY_UNITS
from etl.words import _

EMPTY, TEXT, NUMBER, DATE, BOOLEAN, ERROR, UNCALCULATED = range(7)
MONEY = pa.decimal128(20, 6)
PLAIN_NUMBER = pa.decimal128(28, 6)
_BLANKS = " \t\r\n\u3000\u00a0\u200b\ufeff"
_LONGEST = 2000  # Excel 一格最多 32767 字；企业名称、地址、备注用不着这么多
_LARGEST = 9 * 10**15  # 再大就超出双精度能精确表示的整数；相当于九十万亿元
_BASES = {"全年": "year", "年度": "year", "累计": "ytd", "本年累计": "ytd", "时点": "point", "期末": "point"}
_BETWEEN_MEMBERS = re.compile(r"[、;；,，|/\n]+")
_NOTHING_SAID = pa.array(sorted(UNKNOWN_MARKS))
# 年份限在 19、20 世纪开头的：日期序列号 43831 不是 4383 年 1 月。
_DAY = re.compile(r"((?:19|20)\d{2})[年\-/.]?(\d{1,2})[月\-/.]?(?:(\d{1,2})日?)?(?: \d{2}:\d{2}:\d{2})?")


@dataclass
class Cells:
    """A converted column: `values` in the order of the rows given; `wrong` maps a position to (rule, reason)."""

    values: pa.Array
    wrong: dict[int, tuple[str, str]] = field(default_factory=dict)


def convert(kind: str, texts: pa.Array, numbers: pa.Array, kinds: np.ndarray, options: Mapping[str, object]) -> Cells:
    """Convert one column by its declared type. `texts` (null = empty), `numbers` and `kinds` as etl.read
    gives them; money and number need no text where there is a number."""
    figures = {"money": _money, "number": _number}
    is_figure = kind in figures
    cells = figures[kind](texts, numbers, kinds, options) if is_figure else _CONVERT[kind](texts, kinds, options)
    for position in np.flatnonzero(kinds >= ERROR):
        written = texts[int(position)].as_py() or ""
        cells.wrong[int(position)] = (
            ("error_cell", _("单元格是错误值 {0}；请改正公式或直接填数。").format(written))
            if kinds[position] == ERROR
            else ("formula_without_value", _("单元格是公式但没有保存计算结果；请用 Excel 打开、重新计算并保存。"))
        )
    return cells


def _text(texts: pa.Array, _kinds: np.ndarray, _options: Mapping[str, object]) -> Cells:
    trimmed = pc.utf8_trim(texts, _BLANKS)
    is_unknown = pc.is_in(pc.utf8_lower(trimmed), value_set=_NOTHING_SAID)
    too_long = np.flatnonzero(pc.greater(pc.utf8_length(trimmed), _LONGEST).fill_null(False).to_numpy(False))
    reason = _("文字超过 {0} 个字；请把多余的内容移到别处。").format(_LONGEST)
    values = pc.if_else(is_unknown, pa.scalar(None, pa.string()), trimmed)
    return Cells(values, {int(position): ("text_too_long", reason) for position in too_long})


def _identifier(texts: pa.Array, kinds: np.ndarray, options: Mapping[str, object]) -> Cells:
    written = ["" if text is None else text for text in texts.to_pylist()]
    normal, reasons = check_identifiers(written, kinds.tolist(), str(options["scheme"]))
    wrong = {position: ("identifier", reason) for position, reason in reasons.items()}
    return Cells(pa.array(normal, pa.string()), wrong)


def _money(texts: pa.Array, numbers: pa.Array, kinds: np.ndarray, options: Mapping[str, object]) -> Cells:
    return _decimals(texts, numbers, kinds, int(MONEY_UNITS[str(options["unit"])] * 10**6), MONEY)


def _number(texts: pa.Array, numbers: pa.Array, kinds: np.ndarray, _options: Mapping[str, object]) -> Cells:
    return _decimals(texts, numbers, kinds, 10**6, PLAIN_NUMBER)


def _decimals(texts: pa.Array, numbers: pa.Array, kinds: np.ndarray, scale: int, kind: pa.DataType) -> Cells:
    """Values × scale as whole millionths. A number cell carries 15 digits, so its product is exact once rounded."""
    micro = np.zeros(len(texts), dtype=np.int64)
    known = kinds == NUMBER
    wrong: dict[int, tuple[str, str]] = {}
    if known.any():
        with np.errstate(over="ignore"):  # 大到无穷的，下面一样拦住
            floats = numbers.filter(pa.array(known)).to_numpy(zero_copy_only=False) * scale
        too_large = ~(np.abs(floats) < _LARGEST)
        micro[known] = np.rint(np.where(too_large, 0, floats)).astype(np.int64)
        beyond = np.flatnonzero(known)[too_large]
        wrong = {int(position): ("number", _("数值大得不像真的；请核对数值和单位。")) for position in beyond}
        known[beyond] = False
    for position in np.flatnonzero((kinds != NUMBER) & (kinds != EMPTY) & (kinds < ERROR)):
        text = texts[int(position)].as_py()
        try:
            value = parse_number(text) if kinds[position] == TEXT else _not_a_number(text)
            whole = None if value is None else int((value * scale).to_integral_value(ROUND_HALF_UP))
            if whole is not None and abs(whole) >= _LARGEST:
                raise ValueError(text)
        except (ValueError, ArithmeticError):
            wrong[int(position)] = ("number", _("“{0}”不是数；请填数字，没有数的留空或填“—”。").format(text))
            continue
        if whole is not None:
            micro[position], known[position] = whole, True
    wide = np.stack([micro, micro >> 63], axis=1)
    validity = pa.array(known).buffers()[1]
    return Cells(pa.Array.from_buffers(kind, len(micro), [validity, pa.py_buffer(wide.tobytes())]), wrong)


def _not_a_number(text: str) -> Decimal | None:
    raise ValueError(text)


def _percent(texts: pa.Array, _kinds: np.ndarray, _options: Mapping[str, object]) -> Cells:
    def parse(text: str) -> float | None:
        value = parse_percent(text)
        return None if value is None else float(value)

    return _each(texts, pa.float64(), parse, "percent", _("“{0}”不是百分数；请填数字，没有数的留空。"))


def _date(texts: pa.Array, kinds: np.ndarray, _options: Mapping[str, object]) -> Cells:
    message = _("“{0}”不是日期；请填成 2020-01-31 的样子。")
    return _without_decimals(_each(texts, pa.date32(), _parse_day, "date", message), texts, kinds, "date")


def _month(texts: pa.Array, kinds: np.ndarray, _options: Mapping[str, object]) -> Cells:
    def first_of_month(text: str) -> date:
        return _parse_day(text).replace(day=1)

    message = _("“{0}”不是年月；请填成 2020-01 的样子。")
    return _without_decimals(_each(texts, pa.date32(), first_of_month, "month", message), texts, kinds, "month")


def _without_decimals(cells: Cells, texts: pa.Array, kinds: np.ndarray, rule: str) -> Cells:
    """2020.1 as a number may have been typed as 2020.10: nobody can tell January from October."""
    for position in np.flatnonzero(kinds == NUMBER):
        text = texts[int(position)].as_py()
        if "." in text:
            cells.wrong[int(position)] = (rule, _("{0} 存成了数字，分不清是几月；请填成 2020-01 的样子。").format(text))
    return cells


def _parse_day(text: str) -> date:
    match = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not match:
        raise ValueError(text)
    year, month, day = match.groups()
    return date(int(year), int(month), int(day or 1))


def _period(texts: pa.Array, _kinds: np.ndarray, _options: Mapping[str, object]) -> Cells:
    def parse(text: str) -> str:
        periods = stated_periods(text) or [stated_year(text)]
        if len(periods) != 1 or periods[0] is None:
            raise ValueError(text)
        return periods[0]

    message = _("“{0}”不是一个季度末的报告期；请写成 2026年1-9月 或 2026Q3 的样子。")
    return _each(texts, pa.string(), parse, "period", message)


def _basis(texts: pa.Array, _kinds: np.ndarray, _options: Mapping[str, object]) -> Cells:
    return _each(
        texts, pa.string(), lambda text: _BASES[text.strip()], "basis", _("期别“{0}”不认识；只能是全年、累计或时点。")
    )


def _member(texts: pa.Array, _kinds: np.ndarray, options: Mapping[str, object]) -> Cells:
    closed: Mapping[str, str] = options["closed"]  # type: ignore[assignment]  # 由 tidy.sheet 按 dimension 放入
    unknown: dict[str, str] = {}

    def parse(text: str) -> str | None:
        names = [folded(name) for name in _BETWEEN_MEMBERS.split(text) if folded(name)]
        strangers = [name for name in names if name not in closed]
        if strangers:
            near = "、".join(nearest(strangers[0], sorted(set(closed.values()))))
            hint = (
                _("相近的有：{0}").format(near)
                if near
                else _("名单里有：{0}").format(_some(sorted(set(closed.values()))))
            )
            unknown[text] = _("“{0}”不在名单里；{1}。请改成名单里的写法，或先在名单里补上。").format(
                "、".join(strangers), hint
            )
            raise ValueError(text)
        return "、".join(dict.fromkeys(closed[name] for name in names)) or None

    cells = _each(texts, pa.string(), parse, "member", "{0}")
    cells.wrong = {position: (rule, unknown.get(text, text)) for position, (rule, text) in cells.wrong.items()}
    return cells


def _title(texts: pa.Array, _kinds: np.ndarray, _options: Mapping[str, object]) -> Cells:
    message = _("“{0}”里的有效期看不懂；请写成 专精特新(2023-06至2026-05)，只知道一头的写 (至2026-05) 或 (2023-06起)。")
    return _each(texts, pa.string(), titles, "title", message)


def _some(names: list[str]) -> str:
    """The names themselves where they are few, else the first dozen and how many there are."""
    return "、".join(names[:12]) + (_("等 {0} 个").format(len(names)) if len(names) > 12 else "")


def _each(texts: pa.Array, kind: pa.DataType, parse: Callable[[str], object], rule: str, message: str) -> Cells:
    """Convert each distinct text once: a column of 100,000 cells often holds a few dozen. 「—」, 「无」 … give null."""
    encoded = texts.dictionary_encode()
    parsed: list[object] = []
    reasons: list[str] = []
    for text in encoded.dictionary.to_pylist():
        try:
            is_unknown = text.strip(_BLANKS).lower() in UNKNOWN_MARKS
            parsed.append(None if is_unknown else parse(text))
            reasons.append("")
        except (ValueError, KeyError, PeriodNotQuarterEnd):
            parsed.append(None)
            reasons.append(message.format(text))
    indices = encoded.indices
    wrong: dict[int, tuple[str, str]] = {}
    if any(reasons):
        for position, index in enumerate(indices.to_pylist()):
            if index is not None and reasons[index]:
                wrong[position] = (rule, reasons[index])
    return Cells(pa.array(parsed, kind).take(indices), wrong)


_CONVERT: dict[str, Callable[[pa.Array, np.ndarray, Mapping[str, object]], Cells]] = {
    "text": _text,
    "identifier": _identifier,
    "percent": _percent,
    "date": _date,
    "month": _month,
    "period": _period,
    "basis": _basis,
    "member": _member,
    "title": _title,
}

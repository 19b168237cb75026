"""一列单元格变成一列值：每种类型一个函数，出错的记下位置和原因，其余照常。"""

# pyright: reportAttributeAccessIssue=false
# pyarrow.compute 的函数是运行时生成的，静态检查看不见。

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.read.cell_kind import ERROR, NUMBER
from etl.rule import limit, said
from etl.taxonomy import folded, nearest
from etl.tidy.column import BLANKS, Cells, each
from etl.tidy.figure import figures
from etl.tidy.identifier import check_identifiers
from etl.tidy.number import UNKNOWN_MARKS
from etl.tidy.period import stated_periods, stated_year
from etl.tidy.title import titles
from etl.words import _

# 看不见的、改变书写方向的、叠了三层以上的附加符，以及没有解开的控制符转义；换行、制表不在其中。
_ODD = (
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{ad}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{206f}\x{feff}"
    r"\x{fe00}-\x{fe0f}]|[\x{300}-\x{36f}]{3,}|_x00[01][0-9A-Fa-f]_"
)
_CONTROL = bytes((*range(9), 11, 12, *range(14, 32), 127))
_ODD_STARTS = (
    b"\xc2\xad",  # 软连字符
    *(b"\xcc", b"\xcd"),  # 附加符
    *(b"\xe2\x80", b"\xe2\x81"),  # 零宽、双向控制，也有引号与破折号
    *(b"\xef\xb8", b"\xef\xbb\xbf"),  # 变体选择符、字节序标记
    b"_x00",
)
_WRAPPED = r"\s*[\r\n]+\s*"
_BASES = {"全年": "year", "年度": "year", "累计": "ytd", "本年累计": "ytd", "时点": "point", "期末": "point"}
_BETWEEN_MEMBERS = re.compile(r"[、;；,，|/\n]+")
_NOTHING_SAID = pa.array(sorted(UNKNOWN_MARKS))
# 年份限在 19、20 世纪开头的：日期序列号 43831 不是 4383 年 1 月。
_DAY = re.compile(r"((?:19|20)\d{2})[年\-/.]?(\d{1,2})[月\-/.]?(?:(\d{1,2})日?)?(?: \d{2}:\d{2}:\d{2})?")
FIGURES = ("money", "number", "count", "percent")


def convert(kind: str, texts: pa.Array, numbers: pa.Array, kinds: np.ndarray, options: Mapping[str, object]) -> Cells:
    """Convert one column by its declared type. `texts` (null = empty), `numbers` and `kinds` as etl.read
    gives them; figures need no text where there is a number."""
    is_figure = kind in FIGURES
    cells = figures(kind, texts, numbers, kinds, options) if is_figure else _CONVERT[kind](texts, kinds, options)
    for position in np.flatnonzero(kinds >= ERROR):
        written = texts[int(position)].as_py() or ""
        rule = "error_cell" if kinds[position] == ERROR else "formula_without_value"
        cells.wrong[int(position)] = (rule, said(rule, value=written))
    return cells


def _text(texts: pa.Array, _kinds: np.ndarray, options: Mapping[str, object]) -> Cells:
    cleaned: list[int] = []
    if _may_be_odd(texts):
        is_odd = pc.match_substring_regex(texts, _ODD).fill_null(False)
        cleaned = np.flatnonzero(is_odd.to_numpy(zero_copy_only=False)).tolist()
    visible = pc.replace_substring_regex(texts, _ODD, "") if cleaned else texts
    if options.get("is_name") and pc.any(pc.match_substring_regex(visible, r"[\r\n]")).as_py():
        # 格子窄，名称常折成两行
        visible = pc.replace_substring_regex(visible, _WRAPPED, "")
    trimmed = pc.utf8_trim(visible, BLANKS)
    is_unknown = pc.is_in(pc.utf8_lower(trimmed), value_set=_NOTHING_SAID)
    longest = limit("text_too_long", "longest")
    too_long = np.flatnonzero(pc.greater(pc.utf8_length(trimmed), longest).fill_null(False).to_numpy(False))
    reason = "text_too_long", said("text_too_long", longest=longest)
    values = pc.if_else(is_unknown, pa.scalar(None, pa.string()), trimmed)
    return Cells(values, {int(position): reason for position in too_long}, cleaned)


def _may_be_odd(texts: pa.Array) -> bool:
    """A quick look at the bytes of all texts at once: hardly any column has what the pattern looks for."""
    buffer = texts.buffers()[2]
    data = b"" if buffer is None else buffer.to_pybytes()
    return len(data.translate(None, _CONTROL)) < len(data) or any(start in data for start in _ODD_STARTS)


def _identifier(texts: pa.Array, kinds: np.ndarray, options: Mapping[str, object]) -> Cells:
    written = ["" if text is None else text for text in texts.to_pylist()]
    normal, wrong = check_identifiers(written, kinds.tolist(), str(options["scheme"]))
    changed: list[int] = []
    if normal is not written:
        pairs = enumerate(zip(written, normal, strict=True))
        changed = [at for at, (text, plain) in pairs if kinds[at] != NUMBER and text.strip(BLANKS) != plain]
    return Cells(pa.array(normal, pa.string()), wrong, [at for at in changed if at not in wrong])


def _date(texts: pa.Array, kinds: np.ndarray, _options: Mapping[str, object]) -> Cells:
    return _without_decimals(each(texts, pa.date32(), _parse_day, "date"), texts, kinds)


def _month(texts: pa.Array, kinds: np.ndarray, _options: Mapping[str, object]) -> Cells:
    def first_of_month(text: str) -> date:
        return _parse_day(text).replace(day=1)

    return _without_decimals(each(texts, pa.date32(), first_of_month, "month"), texts, kinds)


def _without_decimals(cells: Cells, texts: pa.Array, kinds: np.ndarray) -> Cells:
    """2020.1 as a number may have been typed as 2020.10: nobody can tell January from October."""
    for position in np.flatnonzero(kinds == NUMBER):
        text = texts[int(position)].as_py()
        if "." in text:
            cells.wrong[int(position)] = ("month_as_number", said("month_as_number", value=text))
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

    return each(texts, pa.string(), parse, "period")


def _basis(texts: pa.Array, _kinds: np.ndarray, _options: Mapping[str, object]) -> Cells:
    return each(texts, pa.string(), lambda text: _BASES[text.strip()], "basis")


def _member(texts: pa.Array, _kinds: np.ndarray, options: Mapping[str, object]) -> Cells:
    closed: Mapping[str, str] = options["closed"]  # type: ignore[assignment]  # 由 tidy.sheet 按 dimension 放入

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
            raise ValueError({"strangers": "、".join(strangers), "hint": hint})
        return "、".join(dict.fromkeys(closed[name] for name in names)) or None

    return each(texts, pa.string(), parse, "member")


def _title(texts: pa.Array, _kinds: np.ndarray, _options: Mapping[str, object]) -> Cells:
    return each(texts, pa.string(), titles, "title")


def _some(names: list[str]) -> str:
    """The names themselves where they are few, else the first dozen and how many there are."""
    return "、".join(names[:12]) + (_("等 {0} 个").format(len(names)) if len(names) > 12 else "")


_CONVERT: dict[str, Callable[[pa.Array, np.ndarray, Mapping[str, object]], Cells]] = {
    "text": _text,
    "identifier": _identifier,
    "date": _date,
    "month": _month,
    "period": _period,
    "basis": _basis,
    "member": _member,
    "title": _title,
}

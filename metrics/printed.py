"""一张表印成文字：CSV、JSON，未知的都空着；算式填上足位的数。"""

import csv
import io
import json
import string
import sys

import pandas as pd

from etl.words import _
from metrics.working import Line

_NO_NUMBER = "—"


def csv_text(frame: pd.DataFrame) -> str:
    """A tidy table as CSV, BOM first: full precision, no float noise, an empty cell for what is unknown."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\r\n")
    writer.writerow(frame.columns)
    writer.writerows([_cell(value) for value in row] for row in frame.itertuples(index=False, name=None))
    return "\ufeff" + sink.getvalue()


def json_text(frame: pd.DataFrame) -> str:
    """The same table as a JSON list of objects, null for what is unknown."""
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return json.dumps(rows, ensure_ascii=False, default=str, indent=1)


def write_out(text: str) -> None:
    """To standard output as it stands, in UTF-8 and without the machine's own line ends: the same table everywhere."""
    if sys.stdout is not None:  # 起来时就没有给它（>&-）
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
    print(text, end="")


def worked_text(line: Line) -> str:
    """`2026Q3 ytd　comparable_pct = 210 ÷ 186 − 1 = 12.9032…%`: as computed, nothing rounded, money in 万元."""
    parts: list[str] = []
    for text, name, unit, _kind in string.Formatter().parse(line.formula):
        parts += [text, _input(name, line.values.get(name), unit or "") if name else ""]
    answer = _number(line.column.name, line.values.get(line.column.name))
    told = _("{where}　{name} = {formula} = {answer}").format(
        where=" ".join(word for word in (line.period, line.basis, line.place) if word),
        name=line.column.name,
        formula="".join(parts),
        answer=answer,
    )
    is_told_why = line.reason and answer == _NO_NUMBER
    return _("{told}（{reason}）").format(told=told, reason=line.reason) if is_told_why else told


def _input(name: str, value: object, unit: str) -> str:
    """One number of a formula, with the unit the formula says; a negative one in brackets, so no two signs meet."""
    text = _number(name, value)
    if text != _NO_NUMBER and unit not in ("", _("万元"), _("数")):
        text += unit
    return _("（{0}）").format(text) if text.startswith("-") else text


def _number(name: str, value: object) -> str:
    text = _cell(value)
    return text + ("%" if name.endswith("_pct") else "") if text else _NO_NUMBER


def _cell(value: object) -> str:
    if value is None or value is pd.NA or value != value:  # 非数不等于自己
        return ""
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, float):
        return repr(float(value))
    return str(value)

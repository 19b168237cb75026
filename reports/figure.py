"""一张图带走：PNG、SVG、CSV、XLSX，题、单位、来源、版本、口径都在文件里面。"""

import csv as csv_format
import hashlib
import io
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pandas as pd
import vl_convert

from charts.figure import Figure
from etl.words import _
from reports.frame import framed
from reports.inert import inert
from reports.marks import DEMO, marks
from reports.workbook import workbook

_SCALE = 2  # 960 像素宽按两倍出图，投影与打印都够清楚


def svg(figure: Figure, taken: str = "") -> bytes:
    """SVG, UTF-8; Chinese stays text, in the font list of the page. `taken` here and below: by whom and when."""
    return framed(figure, taken).encode()


def png(figure: Figure, taken: str = "") -> bytes:
    """PNG, 1920 px wide, on white."""
    return vl_convert.svg_to_png(framed(figure, taken), scale=_SCALE)


def csv(figure: Figure, taken: str = "") -> bytes:
    """One tidy table, UTF-8 with BOM, CRLF, an unknown cell empty; its account of itself stands in the last columns.

    说明放在末尾几列而不是表前几行：首行就是表头，pandas 与 Excel 的筛选、透视都直接可用；列随行走，
    拆分、拼接之后来源与口径也不会丢。空表也留一行，免得说明跟着没了。
    """
    buffer = io.StringIO()
    writer = csv_format.writer(buffer, lineterminator="\r\n")
    titles = [str(column) for column in figure.table.columns]
    said = {
        name if name not in titles else _("{0}（图）").format(name): text for name, text in marks(figure, taken).items()
    }
    writer.writerow([inert(title) for title in [*titles, *said]])
    rows = list(figure.table.itertuples(index=False, name=None)) or [(None,) * len(titles)]
    for row in rows:
        writer.writerow([*map(_cell, row), *map(inert, said.values())])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def xlsx(figure: Figure, taken: str = "") -> bytes:
    """A workbook with the sheets 数据 and 说明; see reports/workbook.py."""
    return workbook(figure, taken)


KINDS: Mapping[str, Callable[[Figure, str], bytes]] = MappingProxyType(
    {"png": png, "svg": svg, "csv": csv, "xlsx": xlsx}
)


def file_name(figure: Figure, kind: str) -> str:
    """`集群营业收入_2026年1-9月_<version>_<8 hex of the content>.png`, with 演示数据 in front where it is.

    Different contents never share a name: Streamlit serves a download by its name (and was seen to serve an old file
    for a new one of equal length). ValueError for a kind that is none of png, svg, csv, xlsx.
    """
    if kind not in KINDS:
        raise ValueError(_("导出格式只有 {0}，收到的是 {1}").format("、".join(KINDS), kind))
    stem = "_".join(([DEMO[:4]] if figure.is_demo else []) + [_safe(figure.name, 60), _safe(figure.version, 24)])
    return f"{stem}_{_digest(figure)}.{kind}"


def _cell(value: object) -> str:
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float | Decimal):
        return format(Decimal(str(value)), "f").removesuffix(".0")  # 不写成 1e+16
    return inert(str(value))


def _safe(text: str, length: int) -> str:
    """For a file name: no path, no control or direction marks, no leading dot or dash, not too long."""
    visible = "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return re.sub(r'[\\/:*?"<>|\s=+@＝＋－＠]+', "_", visible).strip("._- ")[:length] or _("图")


def _digest(figure: Figure) -> str:
    table = str(figure.table.to_json(orient="split", date_format="iso", force_ascii=False, double_precision=15))
    spec = json.dumps(figure.spec, sort_keys=True, ensure_ascii=False, default=str)
    whole = "\x1f".join([figure.name, table, spec, *marks(figure).values(), figure.alt])
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:8]

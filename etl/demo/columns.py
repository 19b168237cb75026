"""季报的列：表头两层怎么写，格子里放什么。"""

from dataclasses import dataclass
from decimal import Decimal

from etl.demo.forms import Row
from etl.demo.layout import Layout

YUAN_IN = {"元": 1, "千元": 1_000, "万元": 10_000, "亿元": 100_000_000}
NUMBER_FORMATS = {"元": "#,##0", "千元": "#,##0.0", "万元": "#,##0.00", "亿元": "0.000000"}
DECIMALS = {"元": 0, "千元": 1, "万元": 2, "亿元": 6}
MONEY = ("revenue", "prior", "profit", "profit_prior", "research")
WIDTHS = {"serial": 6, "code": 22, "name": 34, "subdistrict": 13, "remark": 26}

_HEADERS = {
    "serial": ("序号", ""),
    "code": ("统一社会信用代码", ""),
    "name": ("企业名称", ""),
    "subdistrict": ("所属街道", ""),
    "revenue": ("营业收入", "本期累计"),
    "prior": ("营业收入", "上年同期累计"),
    "growth": ("营业收入", "同比增长（%）"),
    "profit": ("利润总额", "本期累计"),
    "profit_prior": ("利润总额", "上年同期累计"),
    "research": ("研发费用", "本期累计"),
    "employees": ("从业人员期末人数（人）", ""),
    "remark": ("备注", ""),
}


@dataclass(frozen=True)
class Heading:
    """A column's two header lines; `lower` is empty where the header is one cell high or two cells merged."""

    upper: str
    lower: str


def heading(column: str, layout: Layout) -> Heading:
    """What stands over a column; with one header row the two lines run together."""
    upper, lower = _HEADERS[column]
    lower = layout.words.get(column, lower)
    if column in MONEY and layout.unit_at == "header":
        lower = f"{lower}（{layout.unit}）"
    if layout.header_rows == 2:
        return Heading(upper, lower)
    return Heading(lower if column == "growth" else upper + lower, "")


def amount(yuan: int, unit: str) -> Decimal:
    """Yuan in the sheet's unit, exactly."""
    return Decimal(yuan) / YUAN_IN[unit]


def growth_pct(row: Row) -> Decimal | None:
    """The bureau's own year-on-year column, one decimal; None without a base."""
    if row.revenue is None or not row.prior:
        return None
    return (Decimal(row.revenue) / row.prior * 100 - 100).quantize(Decimal("0.1"))

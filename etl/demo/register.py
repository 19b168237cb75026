"""企业名录：某一天区里知道的企业是什么样，列和写法一年年在变。"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from etl.demo.chance import fraction
from etl.demo.firms import Firm
from etl.demo.form_book import new_book
from etl.demo.story import table
from etl.demo.titles import titles_on

_COLUMNS = (
    ("序号", 6),
    ("统一社会信用代码", 22),
    ("企业名称", 34),
    ("所属街道", 13),
    ("所在载体", 26),
    ("行业代码", 9),
    ("所属行业", 22),
    ("所属领域", 34),
    ("所属集群", 34),
    ("所属产业链", 14),
    ("产业链环节", 20),
    ("纳统年月", 12),
    ("退统年月", 12),
    ("成立日期", 13),
    ("注销迁出日期", 14),
    ("称号", 44),
    ("地址", 44),
    ("备注", 20),
)
_CHAIN_COLUMNS = ("所属产业链", "产业链环节")
_CHAINS_SINCE = 2025  # 经开区规划以前的名录没有产业链两列
_MONTH_FORMATS = ("{0.year}年{0.month}月", "{0:%Y-%m}", "{0:%Y%m}")


@dataclass(frozen=True)
class Snapshot:
    """A register handed in on `day`. An update carries only the firms that changed since the day before it."""

    day: date
    since: date | None = None

    @property
    def file_name(self) -> str:
        """企业名录_2024年.xlsx, or 企业名录_2026年更新.xlsx."""
        return f"企业名录_{self.day.year}年{'更新' if self.since else ''}.xlsx"

    @property
    def title(self) -> str:
        """The sheet's first line."""
        return f"历下区重点产业企业名录{'（更新部分）' if self.since else ''}（演示数据）"


def snapshots() -> list[Snapshot]:
    """The registers in order of time, from `story.toml`."""
    return [Snapshot(entry["day"], entry.get("since")) for entry in table("story")["register"]]


def listed(firms: Sequence[Firm], snapshot: Snapshot) -> list[Firm]:
    """Firms on that register: known by then and not gone for a year; on an update, only what is new."""
    known = [firm for firm in firms if firm.reports_from.first_day <= snapshot.day]
    if snapshot.since is None:
        return [firm for firm in known if firm.left_on is None or (snapshot.day - firm.left_on).days < 365]
    return [firm for firm in known if _changed(firm, snapshot.since, snapshot.day)]


def _changed(firm: Firm, since: date, day: date) -> bool:
    moments = (firm.above_from, firm.above_to, firm.left_on, firm.renamed_on, firm.reports_from.first_day)
    return any(moment is not None and since < moment <= day for moment in moments)


def write_register(path: Path, firms: Sequence[Firm], snapshot: Snapshot) -> None:
    """Write one register; dates that lie after its day aren't known yet and stay blank."""
    columns = [c for c in _COLUMNS if snapshot.day.year >= _CHAINS_SINCE or c[0] not in _CHAIN_COLUMNS]
    with new_book(path, snapshot.day) as book:
        sheet = book.add_worksheet("名录")
        head = book.add_format({"bold": True, "border": 1, "align": "center"})
        title = book.add_format({"bold": True, "font_size": 14, "align": "center"})
        as_date = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.merge_range(0, 0, 0, len(columns) - 1, snapshot.title, title)
        for at, (header, width) in enumerate(columns):
            sheet.set_column(at, at, width)
            sheet.write_string(1, at, header, head)
        sheet.freeze_panes(2, 3)
        for line, firm in enumerate(listed(firms, snapshot), start=2):
            cells = _cells(firm, snapshot, line - 1)
            for at, (header, _width) in enumerate(columns):
                value = cells[header]
                if isinstance(value, date):
                    sheet.write_datetime(line, at, datetime(value.year, value.month, value.day), as_date)
                elif isinstance(value, int):
                    sheet.write_number(line, at, value)
                elif value:
                    sheet.write_string(line, at, value)


def _cells(firm: Firm, snapshot: Snapshot, serial: int) -> dict[str, str | int | date]:
    year = snapshot.day.year
    return {
        "序号": serial,
        "统一社会信用代码": firm.code,
        "企业名称": firm.name_on(snapshot.day),
        "所属街道": firm.subdistrict,
        "所在载体": _also_called(firm.carrier, firm, year),
        "行业代码": firm.industry_code,
        "所属行业": table("story")["industries"][firm.industry_code],
        "所属领域": "、".join(_also_called(name, firm, year) for name in firm.fields),
        "所属集群": _clusters(firm, year),
        "所属产业链": "、".join(firm.chains),
        "产业链环节": "、".join(firm.stages),
        "纳统年月": _month(firm.above_from, snapshot.day),
        "退统年月": _month(firm.above_to, snapshot.day),
        "成立日期": firm.founded if year % 2 else firm.founded.isoformat(),
        "注销迁出日期": firm.left_on if firm.left_on and firm.left_on <= snapshot.day else "",
        "称号": titles_on(firm, snapshot.day),
        "地址": firm.address,
        "备注": "",
    }


def _clusters(firm: Firm, year: int) -> str:
    oddity = table("events")["unknown_cluster"]
    if (firm.key, year) == (oddity["key"], oddity["year"]):
        return oddity["written"]
    return "、".join(_also_called(name, firm, year) for name in firm.clusters)


def _also_called(name: str, firm: Firm, year: int) -> str:
    """Now and then the other name people use, as the taxonomy lists it."""
    others = table("names")["also_called"]
    return others[name] if name in others and fraction("别名", firm.key, year, name) < 0.07 else name


def _month(day: date | None, known_until: date) -> str:
    if day is None or day > known_until:
        return ""
    return _MONTH_FORMATS[known_until.year % 3].format(day)

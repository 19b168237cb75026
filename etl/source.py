"""一种报表一份说明（TOML）：别人的表头对应我们的哪一列。写法见 sources/README.md。"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from etl.issue import Issue, Refused
from etl.record import RECORDS, Record
from etl.source_rules import source_problems
from etl.tidy.header import plain
from etl.words import _

SOURCES = Path(__file__).parent / "sources"


@dataclass(frozen=True)
class Column:
    """One of our columns and the headers other people use for it. `unit` is what the publisher always means when the
    sheet itself is silent; leave it out to refuse a sheet that states none. `units` are the only ones taken, () = any;
    `choices` a closed list of this source's own. A column that is `only_checked` never costs a row. `unit_is_certain`:
    `unit` holds whatever the sheet says."""

    name: str
    headers: tuple[str, ...]
    type: str
    required: bool = False
    scheme: str = ""
    unit: str = ""
    dimension: str = ""
    may_be_empty: bool = False
    units: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    only_checked: bool = False
    unit_is_certain: bool = False


@dataclass(frozen=True)
class Source:
    """A kind of spreadsheet. `text` is the TOML itself, filed with every workbook it read."""

    title: str
    publisher: str
    record: Record
    columns: tuple[Column, ...]
    ignored: frozenset[str]
    text: str

    @cached_property
    def by_header(self) -> dict[str, Column]:
        """Plain header → column; the loader has made sure that no header stands for two columns."""
        return {plain(header): column for column in self.columns for header in column.headers}


def load_source(path: Path) -> Source:
    """Read and check one source TOML. Raises Refused with every mistake, each naming file, key, value and rule."""
    try:
        text = path.read_text(encoding="utf-8-sig")  # 记事本存的 UTF-8 可能带 BOM
    except FileNotFoundError:
        raise Refused([Issue("source_missing", _("找不到来源说明 {0}；请核对路径。").format(path))]) from None
    except UnicodeDecodeError as error:
        message = _("来源说明 {0} 不是 UTF-8 编码；请另存为 UTF-8。").format(path.name)
        raise Refused([Issue("source_syntax", message)]) from error
    return parse_source(text, path.name)


def parse_source(text: str, name: str) -> Source:
    """A source from the text of its TOML; `name` is what the text is called in what is said of it. Raises Refused."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = _("第 {0} 行第 {1} 列").format(*place.groups()) if place else _("文件末尾")
        message = _("来源说明 {0} 不是合法的 TOML：{1}写法不对；请按 etl/sources/README.md 改正。").format(name, where)
        raise Refused([Issue("source_syntax", message)]) from error
    problems = source_problems(raw)
    if problems:
        raise Refused([Issue("source_rule", f"{name} · {problem}") for problem in problems])
    record = RECORDS[raw["record"]]
    columns = tuple(_column(each, entry, record) for each, entry in raw["columns"].items())
    return Source(
        title=raw["title"],
        publisher=raw.get("publisher", ""),
        record=record,
        columns=columns,
        ignored=frozenset(plain(header) for header in raw.get("ignore", [])),
        text=text,
    )


def find_source(name: str) -> Source:
    """A shipped kind by its title, or a TOML by its path."""
    if name.endswith(".toml"):
        return load_source(Path(name))
    shipped = {path.stem: path for path in SOURCES.glob("*.toml")}
    if name in shipped:
        return load_source(shipped[name])
    message = _("没有叫“{0}”的报表种类；现有：{1}。也可以给出 TOML 文件的路径。").format(
        name, "、".join(sorted(shipped))
    )
    raise Refused([Issue("source_unknown", message)])


def shipped_titles() -> tuple[str, ...]:
    """The names of the kinds that come with the project, in order."""
    return tuple(sorted(path.stem for path in SOURCES.glob("*.toml")))


def shipped_sources() -> list[Source]:
    """Every kind that comes with the project, in the order of their file names."""
    return [load_source(path) for path in sorted(SOURCES.glob("*.toml"))]


def _column(name: str, entry: Mapping[str, Any], record: Record) -> Column:
    # 没有它就没有这条记录的列，说明里忘了写 required 也一样必填；报告期可以写在表头上方。
    is_needed = name in record.needed
    lists = {key: tuple(entry[key]) for key in ("headers", "units", "choices") if key in entry}
    return Column(name, **{**entry, **lists, "required": entry.get("required") or is_needed})

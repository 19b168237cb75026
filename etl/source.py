"""一种报表一份说明（TOML）：别人的表头对应我们的哪一列。写法见 sources/README.md。"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.issue import Issue, Refused
from etl.record import RECORDS, Record
from etl.tidy.header import plain
from etl.tidy.identifier import SCHEMES
from etl.tidy.unit import MONEY_UNITS
from etl.words import _

SOURCES = Path(__file__).parent / "sources"
TYPES = ("identifier", "text", "money", "number", "percent", "date", "month", "period", "basis", "member")
_COLUMN_KEYS = {"headers", "type", "required", "scheme", "unit", "dimension", "may_be_empty"}
_SOURCE_KEYS = {"title", "publisher", "record", "about", "columns", "ignore", "example"}


@dataclass(frozen=True)
class Column:
    """One of our columns and the headers other people use for it. `unit` is what the publisher always means when the
    sheet itself is silent; leave it out to refuse a sheet that states none."""

    name: str
    headers: tuple[str, ...]
    type: str
    required: bool = False
    scheme: str = ""
    unit: str = ""
    dimension: str = ""
    may_be_empty: bool = False


@dataclass(frozen=True)
class Source:
    """A kind of spreadsheet. `text` is the TOML itself, filed with every workbook it read."""

    title: str
    publisher: str
    record: Record
    columns: tuple[Column, ...]
    ignored: frozenset[str]
    text: str
    example: Mapping[str, Any]

    @property
    def by_header(self) -> dict[str, Column]:
        """Plain header → column; the loader has made sure that no header stands for two columns."""
        return {plain(header): column for column in self.columns for header in column.headers}


def load_source(path: Path) -> Source:
    """Read and check one source TOML. Raises Refused with every mistake, each naming file, key, value and rule."""
    try:
        text = path.read_text(encoding="utf-8")
        raw = tomllib.loads(text)
    except FileNotFoundError:
        raise Refused([Issue("source_missing", _("找不到来源说明 {0}；请核对路径。").format(path))]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = _("来源说明 {0} 不是合法的 TOML：{1}；请按 etl/sources/README.md 改正。").format(path.name, error)
        raise Refused([Issue("source_syntax", message)]) from error
    problems = _problems(raw)
    if problems:
        raise Refused([Issue("source_rule", f"{path.name} · {problem}") for problem in problems])
    columns = tuple(_column(name, entry) for name, entry in raw["columns"].items())
    return Source(
        title=raw["title"],
        publisher=raw.get("publisher", ""),
        record=RECORDS[raw["record"]],
        columns=columns,
        ignored=frozenset(plain(header) for header in raw.get("ignore", [])),
        text=text,
        example=raw.get("example", {}),
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


def shipped_sources() -> list[Source]:
    """Every kind that comes with the project, in the order of their file names."""
    return [load_source(path) for path in sorted(SOURCES.glob("*.toml"))]


def _column(name: str, entry: Mapping[str, Any]) -> Column:
    return Column(name=name, **{**entry, "headers": tuple(entry["headers"])})


def _problems(raw: Mapping[str, Any]) -> list[str]:
    found = [
        _("不认识的键 {0}；只能有 {1}。").format(key, "、".join(sorted(_SOURCE_KEYS)))
        for key in raw.keys() - _SOURCE_KEYS
    ]
    found += [_("缺少 {0}；请补上。").format(key) for key in ("title", "record", "columns") if not raw.get(key)]
    if raw.get("record") and raw["record"] not in RECORDS:
        found.append(_("record = {0} 不存在；只能是 {1}。").format(raw["record"], "、".join(RECORDS)))
    if found:
        return found
    owner: dict[str, str] = {}
    for name, entry in raw["columns"].items():
        found += [f"columns.{name}：{problem}" for problem in _column_problems(name, entry)]
        for header in entry.get("headers", []):
            other = owner.setdefault(plain(header), name)
            if other != name:
                found.append(_("表头“{0}”同时写在 {1} 和 {2}；一个表头只能指一列。").format(header, other, name))
    missing = RECORDS[raw["record"]].needed - raw["columns"].keys()
    found += [_("这类报表必须有 {0} 列；请补上 [columns.{0}]。").format(name) for name in sorted(missing)]
    return found


def _column_problems(name: str, entry: Mapping[str, Any]) -> list[str]:
    found = [_("不认识的键 {0}。").format(key) for key in entry.keys() - _COLUMN_KEYS]
    if not entry.get("headers"):
        found.append(_("headers 至少写一个表头。"))
    kind = entry.get("type")
    if kind not in TYPES:
        found.append(_("type = {0} 不存在；只能是 {1}。").format(kind, "、".join(TYPES)))
    if kind == "identifier" and entry.get("scheme", "").split(":")[0] not in SCHEMES:
        found.append(_("scheme = {0} 不存在；只能是 {1}。").format(entry.get("scheme"), "、".join(SCHEMES)))
    if kind == "member" and not entry.get("dimension"):
        found.append(_("member 列要写 dimension（属于哪张名单）。"))
    if kind == "money" and not name.endswith("_10k_cny"):
        found.append(_("金额一律存成万元，列名要以 _10k_cny 结尾。"))
    if entry.get("unit") and entry["unit"] not in MONEY_UNITS:
        found.append(_("unit = {0} 不认识；只能是 {1}。").format(entry["unit"], "、".join(MONEY_UNITS)))
    return found

"""规则目录：每条规则管什么、多严重、怎么说、怎么办，都在 rules.toml，这里只读一次。"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from etl.issue import Issue, Severity
from etl.words import _

FILE = Path(__file__).with_name("rules.toml")
LEVELS: Mapping[str, Severity] = {"拒收": "error", "提醒": "warning", "提示": "note"}
SCOPES = ("文件", "表", "列", "行", "单元格", "期", "操作")


@dataclass(frozen=True)
class Rule:
    """One entry of the catalog. `message` and `remedy` are templates, one after the other the whole sentence; an empty
    message is worded where it is found. `limits` are the thresholds."""

    level: str
    scope: str
    title: str
    message: str
    remedy: str
    limits: Mapping[str, Any]

    @property
    def severity(self) -> Severity:
        """The level as findings carry it: 拒收 error, 提醒 warning, 提示 note."""
        return LEVELS[self.level]


@cache
def rules() -> Mapping[str, Rule]:
    """The whole catalog by id, in the order of the file."""
    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {name: Rule(**{"limits": {}, **entry}) for name, entry in entries.items()}


def said(rule: str, **values: object) -> str:
    """The sentence of a rule with these values. Raises KeyError for an unknown rule or a value left out."""
    entry = rules()[rule]
    return "".join(_(part) for part in (entry.message, entry.remedy) if part).format(**values)


def words_of(file: BinaryIO, *_asked: object, **_options: object) -> Iterator[tuple[int, str, str, list[str]]]:
    """Title, message and remedy of every rule, as `make words` collects them for translation."""
    for name, entry in tomllib.load(file).items():
        for part in ("title", "message", "remedy"):
            if entry[part]:
                yield 0, "_", entry[part], [f"{name}.{part}"]


def limit(rule: str, name: str) -> Any:  # noqa: ANN401  # 门槛有数也有名单
    """A threshold of a rule."""
    return rules()[rule].limits[name]


def issue(
    rule: str,
    *,
    sheet: str = "",
    cell: str = "",
    row: int | None = None,
    column: str = "",
    value: str = "",
    stake: Decimal | None = None,
    **values: object,
) -> Issue:
    """A finding under a rule of the catalog: level and words from there; {cell}, {column}, {value} may stand in them.

    `stake` is the money it may put wrong, in 万元; None where that isn't known.
    """
    message = said(rule, **{"cell": cell, "column": column, "value": value, **values})
    return Issue(rule, message, rules()[rule].severity, sheet, cell, row, column, value, stake)

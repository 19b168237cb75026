"""指标目录：每个指标的名称、列、口径、公式、来源与例证；页面、导出、命令与口径卡都读这一处。"""

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from etl.words import _

_FOLDER = Path(__file__).with_name("catalog")


@dataclass(frozen=True)
class Column:
    """A column a metric gives: `better` is `high`, `low` or '' where neither is better; `decimals` None for words."""

    name: str
    title: str
    unit: str = ""
    decimals: int | None = None
    better: str = ""


@dataclass(frozen=True)
class Metric:
    """What a number is: `definition` 口径, `formula`, `source` of the definition, `proof` an example it reproduces.

    `module` holds its function `table`, the module of its own name where empty.
    `is_ungrouped`: takes neither grouping nor filter; `refuses`: dimensions it cannot be grouped by; `refusal`: why.
    `worked`, by column: its formula with the names of the sums in braces, filled with the live numbers on the card;
    `keys`: columns of words that, with the group, tell its rows apart.
    `unproven`, where no published example was found: says so, and which property `unproven_test` checks instead.
    """

    name: str
    title: str
    definition: str
    formula: str
    source: str
    proof: str
    columns: tuple[Column, ...]
    sort: int
    module: str = ""
    variant: str = ""
    is_ungrouped: bool = False
    refuses: tuple[str, ...] = ()
    refusal: str = ""
    worked: Mapping[str, str] = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    unproven: str = ""
    unproven_test: str = ""

    @property
    def without_example(self) -> str:
        """Why the card has no published example and the test that checks it instead; "" where it has one."""
        return _("{0}（{1}）").format(self.unproven, self.unproven_test) if self.unproven else ""


@cache
def load() -> dict[str, Metric]:
    """Every metric by its name on the command line, which is its file's, in the order their `sort` gives."""
    metrics = [_metric(file) for file in _FOLDER.glob("*.toml")]
    return {metric.name: metric for metric in sorted(metrics, key=lambda metric: metric.sort)}


def _metric(file: Path) -> Metric:
    entry = tomllib.loads(file.read_text(encoding="utf-8"))
    columns = tuple(Column(**column) for column in entry["columns"])
    lists = {name: tuple(entry.get(name, ())) for name in ("refuses", "keys")}
    return Metric(**{**entry, "name": file.stem, "columns": columns, **lists})


def unknown(name: str) -> str:
    """What to say about a metric nobody knows, with the nearest names."""
    nearest = difflib.get_close_matches(name, load(), n=3, cutoff=0.3) or list(load())
    return _("指标“{name}”不认得；最接近的有：{nearest}。").format(name=name, nearest="、".join(nearest))

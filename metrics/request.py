"""一次取数的要求：指标、报告期、分组、筛选；不认得的词在这里就说清楚，并给出最接近的词。"""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from etl.words import _
from metrics import catalog, period
from metrics.dimension import DIMENSIONS, UNSTATED, Dimension
from metrics.store import Store

_MOST_NAMED = 12
MAX_DIMENSIONS = 3  # SQL 里固定四个分组列，企业一个维度占两列


class RequestError(Exception):
    """The call itself is wrong: an unknown metric, period, dimension or value. The message says what would be right."""


@dataclass(frozen=True)
class Request:
    """A checked request: everything in it is known to exist, so it can be turned into SQL."""

    metric: str
    period: str | None = None
    by: tuple[Dimension, ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keeps_inputs: bool = False  # 连同算出它的各项合计一起给，口径卡要用

    @property
    def group_columns(self) -> list[str]:
        """Names of the grouping columns in the order asked for."""
        return [column for dimension in self.by for column in dimension.columns]


def parse(
    store: Store,
    metric: str,
    asked_period: str | None = None,
    by: Sequence[str] = (),
    where: Mapping[str, Sequence[str]] | None = None,
) -> Request:
    """Check a request against the catalog, the dimensions and the values in the data. Raises RequestError."""
    known = catalog.load()
    if metric not in known:
        raise RequestError(catalog.unknown(metric))
    if asked_period is not None and not period.is_period(asked_period):
        raise RequestError(_("报告期“{value}”看不懂：应写作年份加季度，如 2026Q3。").format(value=asked_period))
    dimensions = tuple(_dimension(name) for name in by)
    if len(set(dimensions)) < len(dimensions) or len(dimensions) > MAX_DIMENSIONS:
        raise RequestError(
            _("分组“{value}”不行：维度不能重复，最多同时 {limit} 个。").format(value=",".join(by), limit=MAX_DIMENSIONS)
        )
    refused = set(known[metric].refuses) & {*by, *(where or {})}
    if refused or (known[metric].is_ungrouped and (by or where)):
        raise RequestError(known[metric].refusal)
    conditions = {name: _values(store, _dimension(name), values) for name, values in (where or {}).items()}
    return Request(metric, asked_period, dimensions, conditions)


def _dimension(name: str) -> Dimension:
    if name not in DIMENSIONS:
        meant = [dimension.name for dimension in DIMENSIONS.values() if dimension.title == name]
        if meant:
            raise RequestError(_("维度“{0}”在命令行里写作 {1}。").format(name, meant[0]))
        raise RequestError(_unknown(_("维度"), name, list(DIMENSIONS)))
    return DIMENSIONS[name]


def _values(store: Store, dimension: Dimension, values: Sequence[str]) -> tuple[str, ...]:
    known = known_values(store, dimension)
    for value in values:
        if value != UNSTATED and value not in known:
            raise RequestError(_unknown(dimension.title, value, sorted(known)))
    return tuple(values)


_KNOWN_VALUES = {
    "enterprise": "SELECT enterprise_id FROM enterprise UNION SELECT enterprise FROM enterprise",
    "column": "SELECT {column} FROM enterprise UNION SELECT value FROM grouping WHERE dimension = ?",
    "membership": "SELECT value FROM membership WHERE dimension = ?"
    " UNION SELECT value FROM grouping WHERE dimension = ?",
    "tier": "SELECT tier FROM tier",
}


def known_values(store: Store, dimension: Dimension) -> set[str]:
    """Every value the data or the closed lists have for a dimension; keys and names alike for enterprises."""
    sql = _KNOWN_VALUES[dimension.kind].format(column=dimension.name)
    rows = store.rows(sql, [dimension.name] * sql.count("?"))
    return {str(value) for (value,) in rows if value is not None}


def _unknown(kind: str, value: str, known: list[str]) -> str:
    if not known:
        return _("{kind}“{value}”不认得：数据里还没有任何{kind}。请先载入名录或季报。").format(kind=kind, value=value)
    nearest = difflib.get_close_matches(value, known, n=3, cutoff=0.3)
    if nearest:
        said = _("{kind}“{value}”不认得；最接近的有：{nearest}。")
    elif len(known) <= _MOST_NAMED:
        said = _("{kind}“{value}”不认得；可用的有：{nearest}。")
    else:
        said = _("{kind}“{value}”不认得，也没有相近的；一共{count}个，如：{nearest}。")
    shown = "、".join(nearest or known[:_MOST_NAMED])
    return said.format(kind=kind, value=value, nearest=shown, count=len(known))

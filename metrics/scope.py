"""把要求变成两张关系：`scoped`（筛选后的企业·期·口径，各一行）与 `grouped`（再按分组展开）。

SQL 只由这里的固定片段拼成，片段按维度名选取；值一律是绑定参数。指标文件只读这两张关系。
"""

from metrics.dimension import DIMENSIONS, UNSTATED, Dimension
from metrics.request import Request

GROUP_SLOTS = 4
NO_GROUP = "0"  # 没用到的分组列：整数，几十万行取出来比文字省

# 梯队逐级包含：过十亿的也算过亿、也算规上；规上规下看名录状态，其余各档看所在档的起点
TIER_INCLUDES = """(
    (t.floor_10k_cny IS NULL AND t.is_above_scale = {row}.is_above_scale)
    OR own.floor_10k_cny >= t.floor_10k_cny
)"""
UNTIERED = "({row}.is_above_scale IS NULL AND {row}.tier IS NULL)"

# 称号过了有效期就不算；没写有效期的照算，页面另说明。名录不分期的取数里没有报告期，也照算
_PERIOD_END = """CAST(NULLIF(SUBSTRING({row}.period, 1, 4), '') || CASE SUBSTRING({row}.period, 6, 1)
    WHEN '1' THEN '-03-31' WHEN '2' THEN '-06-30' WHEN '3' THEN '-09-30' ELSE '-12-31' END AS DATE)"""
_IN_TERM = (
    "(COALESCE({title}.valid_from <= " + _PERIOD_END + ", TRUE)"
    " AND COALESCE({title}.valid_to >= " + _PERIOD_END + ", TRUE))"
)

IN_ORDER = """ORDER BY
    period NULLS LAST,
    CASE basis WHEN 'ytd' THEN 1 WHEN 'single' THEN 2 WHEN 'year' THEN 3 ELSE 4 END,
    group_1 NULLS LAST, group_2 NULLS LAST, group_3 NULLS LAST, group_4 NULLS LAST
"""
ANSWER = (
    """
WITH {base_sql}scoped AS (
    SELECT b.*
    FROM {base} AS b
    {scope_joins}
    WHERE {conditions}
),
grouped AS (
    SELECT s.*, {groups}
    FROM {grouped_from} AS s
    {joins}
    WHERE {group_conditions}
)
SELECT *
FROM (
{body}
) AS answer
"""
    + IN_ORDER
)


# 只连用得着的表：一期有几十万家企业时，连一次就是一半的时间
_ENTERPRISE = "INNER JOIN enterprise AS e ON e.enterprise_id = {row}.enterprise_id"
BY_TIER = "LEFT JOIN tier AS t ON " + TIER_INCLUDES.format(row="s")
OWN_TIER = "LEFT JOIN tier AS own ON own.tier = {row}.tier"
_ON_ENTERPRISE = ("enterprise", "column")


def compose(request: Request, body: str, base: str = "fact", base_sql: str = "") -> tuple[str, list[object]]:
    """The whole statement for a metric file, and the parameters for its `?` in order.

    `base` is the relation that holds one row per enterprise, period and basis; `base_sql` defines it where it is no
    table, and may itself hold no parameters.
    """
    conditions, scope_params = _conditions(request)
    kinds = {DIMENSIONS[name].kind for name in request.where}
    scope_joins = [_ENTERPRISE.format(row="b")] if kinds.intersection(_ON_ENTERPRISE) else []
    scope_joins += [OWN_TIER.format(row="b")] if "tier" in kinds else []
    groups, joins, join_params, group_conditions, group_params = _groups(request)
    sql = ANSWER.format(
        base=base,
        base_sql=f"{base} AS (\n{base_sql}\n),\n" if base_sql else "",
        scope_joins="\n    ".join(scope_joins),
        conditions=" AND ".join(conditions) or "1 = 1",
        grouped_from="scoped",
        groups=", ".join(groups),
        joins="\n    ".join(joins),
        group_conditions=" AND ".join(group_conditions) or "1 = 1",
        body=body.strip(),
    )
    return sql, [*scope_params, *join_params, *group_params]


def _conditions(request: Request) -> tuple[list[str], list[object]]:
    sql: list[str] = []
    params: list[object] = []
    if request.period is not None:
        sql.append("b.period = ?")
        params.append(request.period)
    for name, values in request.where.items():
        condition, bound = _condition(DIMENSIONS[name], values)
        sql.append(condition)
        params.extend(bound)
    return sql, params


def _condition(dimension: Dimension, values: tuple[str, ...]) -> tuple[str, list[object]]:
    """One filter: the stated values by parameter, the unstated group by its own fragment."""
    stated: list[object] = [value for value in values if value != UNSTATED]
    marks = ", ".join("?" * len(stated))
    either: list[str] = []
    params: list[object] = []
    kind = "title" if dimension.name == "title" else dimension.kind
    if stated:
        either.append(_STATED[kind].format(name=dimension.name, marks=marks))
        params += [dimension.name] if dimension.kind == "membership" else []
        params += stated * (2 if dimension.kind == "enterprise" else 1)
    if UNSTATED in values:
        either.append(_NOT_STATED[kind].format(name=dimension.name))
        params += [dimension.name] if dimension.kind == "membership" else []
    return "(" + (" OR ".join(either) or "1 = 0") + ")", params


_STATED = {
    "enterprise": "(e.enterprise_id IN ({marks}) OR e.enterprise IN ({marks}))",
    "column": "e.{name} IN ({marks})",
    "membership": "b.enterprise_id IN"
    " (SELECT m.enterprise_id FROM membership AS m WHERE m.dimension = ? AND m.value IN ({marks}))",
    "title": "EXISTS (SELECT 1 FROM membership AS m WHERE m.enterprise_id = b.enterprise_id AND m.dimension = ?"
    " AND m.value IN ({marks}) AND " + _IN_TERM.format(title="m", row="b") + ")",
    "tier": "EXISTS (SELECT 1 FROM tier AS t WHERE t.tier IN ({marks}) AND " + TIER_INCLUDES.format(row="b") + ")",
}
_NOT_STATED = {
    "enterprise": "e.enterprise IS NULL",
    "column": "e.{name} IS NULL",
    "membership": "b.enterprise_id NOT IN (SELECT m.enterprise_id FROM membership AS m WHERE m.dimension = ?)",
    "title": "NOT EXISTS (SELECT 1 FROM membership AS m WHERE m.enterprise_id = b.enterprise_id AND m.dimension = ?"
    " AND " + _IN_TERM.format(title="m", row="b") + ")",
    "tier": UNTIERED.format(row="b"),
}


def _groups(request: Request) -> tuple[list[str], list[str], list[object], list[str], list[object]]:
    """Group columns, the joins they need, and the filters that also hold on the joined values."""
    expressions: list[str] = []
    is_on_enterprise = any(dimension.kind in _ON_ENTERPRISE for dimension in request.by)
    joins = [_ENTERPRISE.format(row="s")] if is_on_enterprise else []
    join_params: list[object] = []
    conditions: list[str] = []
    params: list[object] = []
    for dimension in request.by:
        alias = f"by_{dimension.name}"
        if dimension.kind == "enterprise":
            expressions += ["s.enterprise_id", "e.enterprise"]
        elif dimension.kind == "column":
            expressions.append(f"e.{dimension.name}")
        elif dimension.kind == "membership":
            in_term = " AND " + _IN_TERM.format(title=alias, row="s") if dimension.name == "title" else ""
            joins.append(f"LEFT JOIN membership AS {alias}"
                         f" ON {alias}.enterprise_id = s.enterprise_id AND {alias}.dimension = ?{in_term}")  # fmt: skip
            join_params.append(dimension.name)
            expressions.append(f"{alias}.value")
        else:
            joins += [OWN_TIER.format(row="s"), BY_TIER]
            expressions.append("t.tier")
        if dimension.has_overlap and dimension.name in request.where:
            condition, bound = joined_condition(expressions[-1], request.where[dimension.name])
            conditions.append(condition)
            params += bound
    expressions += [NO_GROUP] * (GROUP_SLOTS - len(expressions))
    named = [f"{expression} AS group_{number}" for number, expression in enumerate(expressions, start=1)]
    return named, joins, join_params, conditions, params


def joined_condition(column: str, values: tuple[str, ...]) -> tuple[str, list[object]]:
    """An enterprise of two clusters, asked for one of them, must not bring the other's row along."""
    stated: list[object] = [value for value in values if value != UNSTATED]
    either = [f"{column} IN ({', '.join('?' * len(stated))})"] if stated else []
    if UNSTATED in values:
        either.append(f"{column} IS NULL")
    return "(" + (" OR ".join(either) or "1 = 0") + ")", stated

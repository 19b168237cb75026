"""只加总的指标不必逐家数：建库时已按组加总好的表，合乎要求的就从那里接着加，得数相同。"""

from metrics.dimension import DIMENSIONS, UNSTATED
from metrics.request import Request
from metrics.scope import (
    ANSWER,
    BY_TIER,
    GROUP_SLOTS,
    OWN_TIER,
    TIER_INCLUDES,
    UNTIERED,
    compose,
    joined_condition,
)

# 合不上的，从逐家的行加起：一行一家
_FIRMS = "    SELECT f.*, CAST(1 AS BIGINT) AS firms, f.revenue_10k_cny AS largest_10k_cny FROM fact AS f"
_IN_TIER = "EXISTS (SELECT 1 FROM tier AS t WHERE t.tier IN ({marks}) AND " + TIER_INCLUDES.format(row="b") + ")"


def compose_sums(request: Request, body: str) -> tuple[str, list[object]]:
    """As scope.compose, for a metric file that only adds up: over `group_sum` where it can answer, else over `fact`.

    Both have the columns of `fact` that can be added, and `firms`, the number of enterprises in a row; within a row a
    figure is known of every one of them or of none, so the same text adds up to the same over either.
    """
    if not is_ready(request):
        return compose(request, body, "firm", _FIRMS)
    by = [dimension.name for dimension in request.by if dimension.name != "tier"]
    filtered = next((name for name in request.where if name != "tier"), "")
    scoped, scope_params = _conditions(request, filtered)
    source, source_params = "scoped", []
    if by and by[0] != filtered:
        conditions, source_params = _conditions(request, by[0])
        source = "(SELECT b.* FROM group_sum AS b {tier} WHERE {conditions})".format(
            tier=OWN_TIER.format(row="b"), conditions=conditions
        )
    is_by_tier = any(dimension.name == "tier" for dimension in request.by)
    in_tiers, tier_params = joined_condition("t.tier", request.where["tier"]) if _is_split(request) else ("1 = 1", [])
    sql = ANSWER.format(
        base="group_sum",
        base_sql="",
        scope_joins=OWN_TIER.format(row="b"),
        conditions=scoped,
        grouped_from=source,
        groups=_groups(request),
        joins="\n    ".join([OWN_TIER.format(row="s"), BY_TIER] if is_by_tier else []),
        group_conditions=in_tiers,
        body=body.strip(),
    )
    return sql, [*scope_params, *source_params, *tier_params]


def is_ready(request: Request) -> bool:
    """Whether ready sums answer: at most one dimension besides 梯队, grouped by, filtered by, or both.

    Not single enterprises; and of a dimension whose groups overlap only one value can be filtered by, since a firm in
    two of them would count twice.
    """
    names = {dimension.name for dimension in request.by} | set(request.where)
    overlapping = [name for name in request.where if name != "tier" and DIMENSIONS[name].has_overlap]
    is_distinct = all(len(request.where[name]) == 1 for name in overlapping)
    return len(names - {"tier"}) <= 1 and "enterprise" not in names and is_distinct


def _is_split(request: Request) -> bool:
    return "tier" in request.where and any(dimension.name == "tier" for dimension in request.by)


def _conditions(request: Request, dimension: str) -> tuple[str, list[object]]:
    """Which rows of `group_sum AS b`: those of a dimension, the period, and the filters."""
    sql: list[str] = ["b.dimension = ?"]
    params: list[object] = [dimension]
    if request.period is not None:
        sql.append("b.period = ?")
        params.append(request.period)
    for name, values in request.where.items():
        condition, bound = _in_tier(values) if name == "tier" else joined_condition("b.value", values)
        sql.append(condition)
        params += bound
    return " AND ".join(sql), params


def _in_tier(values: tuple[str, ...]) -> tuple[str, list[object]]:
    stated: list[object] = [value for value in values if value != UNSTATED]
    either = [_IN_TIER.format(marks=", ".join("?" * len(stated)))] if stated else []
    if UNSTATED in values:
        either.append(UNTIERED.format(row="b"))
    return "(" + (" OR ".join(either) or "1 = 0") + ")", stated


def _groups(request: Request) -> str:
    expressions = ["t.tier" if dimension.name == "tier" else "s.value" for dimension in request.by]
    expressions += ["''"] * (GROUP_SLOTS - len(expressions))
    return ", ".join(f"{expression} AS group_{number}" for number, expression in enumerate(expressions, start=1))

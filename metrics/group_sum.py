"""只加总的指标不必逐家数：建库时已按组加总好的表，合乎要求的就从那里接着加，得数相同。"""

from dataclasses import dataclass, replace

from metrics.cell_sum import compose_cells, has_cells
from metrics.dimension import DIMENSIONS, UNSTATED
from metrics.request import Request
from metrics.scope import (
    ANSWER,
    BY_TIER,
    GROUP_SLOTS,
    NO_GROUP,
    OWN_TIER,
    TIER_INCLUDES,
    UNTIERED,
    compose,
    joined_condition,
)
from metrics.store import Store

# 合不上的，从逐家的行加起：一行一家
_FIRMS = """    SELECT
        f.*, CAST(1 AS BIGINT) AS firms, f.revenue_10k_cny AS largest_10k_cny,
        ABS(f.prior_reported_10k_cny - f.prior_stored_10k_cny) AS restated_10k_cny
    FROM fact AS f"""
_FIRM_CELLS = """    SELECT
        f.*, CAST(1 AS BIGINT) AS firms, CAST(f.revenue_10k_cny AS DOUBLE) AS distinct_10k_cny,
        CAST(f.revenue_10k_cny AS DOUBLE) * CAST(f.revenue_10k_cny AS DOUBLE) AS squares,
        CAST(f.revenue_10k_cny AS DOUBLE) AS smallest
    FROM fact AS f"""
_IN_TIER = "EXISTS (SELECT 1 FROM tier AS t WHERE t.tier IN ({marks}) AND " + TIER_INCLUDES.format(row="b") + ")"

JOINED = "*"  # 维度名后面带它的，是连成一个词的几组


@dataclass(frozen=True)
class Sums:
    """Sums the build made: `table` per group, `rows` the relation of one row a firm that they were added up from.

    `rows_sql` defines `rows` where the build has no such relation. `is_always`: every build has the sums, else only
    a large one. `has_tiers`: the rows are split by tier. Sums that are not `can_be_added` answer for one group only.
    `has_joined`: kept also by the words of firms in several groups. `dimensions` are those it is summed by.
    `has_cells`: the build's `cell_sum` answers for two dimensions.
    """

    table: str
    rows: str
    rows_sql: str = ""
    is_always: bool = False
    has_tiers: bool = False
    can_be_added: bool = True
    has_joined: bool = False
    dimensions: tuple[str, ...] = tuple(name for name in DIMENSIONS if name not in ("tier", "enterprise"))
    has_cells: bool = False


GROUP_SUM = Sums("group_sum", "firm", _FIRMS, is_always=True, has_tiers=True, has_joined=True)
GROUP_AND_CELL_SUM = replace(GROUP_SUM, has_cells=True)
CELL_SUM = Sums("", "firm", _FIRM_CELLS, dimensions=(), has_cells=True)
ROSTER = Sums("roster_sum", "roster", has_joined=True)
TIER_STEP = Sums("tier_step_sum", "tier_step")
POOL_STEP = Sums("pool_step_sum", "pool_step")
RANK_SUM = Sums("rank_sum", "fact", can_be_added=False, dimensions=("industry", "cluster", "field", "chain"))


def compose_sums(store: Store, request: Request, body: str, sums: Sums = GROUP_SUM) -> tuple[str, list[object]]:
    """As scope.compose, for a metric file that only adds up: over the build's sums where they answer, else over firms.

    Both have the same columns, and `firms`, the number of enterprises in a row; within a row a figure is known of
    every one of them or of none, so the same text adds up to the same over either.
    """
    if sums.has_cells and has_cells(store, request):
        return compose_cells(request, body)
    if not is_ready(store, request, sums):
        return compose(request, body, sums.rows, sums.rows_sql)
    by = [dimension.name for dimension in request.by if dimension.name != "tier"]
    filtered = next((name for name in request.where if name != "tier"), "")
    several = _several(request)
    scoped, scope_params = _conditions(request, f"{several}{JOINED}" if several else filtered)
    source, source_params = "scoped", []
    if by and (by[0] != filtered or several):
        conditions, source_params = _conditions(request, by[0])
        source = f"(SELECT b.* FROM {sums.table} AS b {_own_tier(request)} WHERE {conditions})"
    is_by_tier = any(dimension.name == "tier" for dimension in request.by)
    in_tiers, tier_params = joined_condition("t.tier", request.where["tier"]) if _is_split(request) else ("1 = 1", [])
    sql = ANSWER.format(
        base=sums.table,
        base_sql="",
        scope_joins=_own_tier(request),
        conditions=scoped,
        grouped_from=source,
        groups=_groups(request),
        joins="\n    ".join([OWN_TIER.format(row="s"), BY_TIER] if is_by_tier else []),
        group_conditions=in_tiers,
        body=body.strip(),
    )
    return sql, [*scope_params, *source_params, *tier_params]


def is_ready(store: Store, request: Request, sums: Sums = GROUP_SUM) -> bool:
    """Whether ready sums answer: at most one dimension besides 梯队, grouped by, filtered by, or both.

    Not single enterprises. Of a dimension whose groups overlap several values can be filtered by only where the sums
    are also kept by the words firms have (甲、乙), since a firm in two of them would count twice. What cannot be added
    up answers for one value of any dimension.
    """
    names = {dimension.name for dimension in request.by} | set(request.where)
    filters = {name: values for name, values in request.where.items() if name != "tier"}
    several = _several(request)
    can_be_distinct = sums.can_be_added and (not several or (sums.has_joined and several != "title"))
    is_distinct = can_be_distinct or all(len(values) == 1 for values in filters.values())
    is_made = sums.is_always or (sums.table != "" and store.meta.get("has_firm_sums") == "true")
    has_columns = sums.has_tiers or "tier" not in names
    names.discard("tier")
    return is_made and has_columns and len(names) <= 1 and names <= set(sums.dimensions) and is_distinct


def _several(request: Request) -> str:
    """The dimension with overlapping groups that is filtered by more than one value, or ""."""
    filters = ((name, values) for name, values in request.where.items() if DIMENSIONS[name].kind == "membership")
    return next((name for name, values in filters if len(values) > 1), "")


def _own_tier(request: Request) -> str:
    """只有按梯队筛选才看所在档：多连一张表，几毫秒的一句要多一毫秒。"""
    return OWN_TIER.format(row="b") if "tier" in request.where else ""


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
        if name == "tier":
            condition, bound = _in_tier(values)
        elif dimension.endswith(JOINED):
            condition, bound = _in_words(values)
        else:
            condition, bound = joined_condition("b.value", values)
        sql.append(condition)
        params += bound
    return " AND ".join(sql), params


def _in_words(values: tuple[str, ...]) -> tuple[str, list[object]]:
    """Rows whose value, several groups joined by 、, has one of the values among them."""
    stated: list[object] = [f"、{value}、" for value in values if value != UNSTATED]
    either = ["INSTR(CONCAT('、', b.value, '、'), ?) > 0"] * len(stated)
    either += ["b.value IS NULL"] if UNSTATED in values else []
    return "(" + (" OR ".join(either) or "1 = 0") + ")", stated


def _in_tier(values: tuple[str, ...]) -> tuple[str, list[object]]:
    stated: list[object] = [value for value in values if value != UNSTATED]
    either = [_IN_TIER.format(marks=", ".join("?" * len(stated)))] if stated else []
    if UNSTATED in values:
        either.append(UNTIERED.format(row="b"))
    return "(" + (" OR ".join(either) or "1 = 0") + ")", stated


def _groups(request: Request) -> str:
    expressions = ["t.tier" if dimension.name == "tier" else "s.value" for dimension in request.by]
    expressions += [NO_GROUP] * (GROUP_SLOTS - len(expressions))
    return ", ".join(f"{expression} AS group_{number}" for number, expression in enumerate(expressions, start=1))

"""按两个维度看的合计：建库时按页面要的几对做好了格子的，从格子加；得数与逐家加的相同。"""

from metrics.request import Request
from metrics.scope import ANSWER, GROUP_SLOTS, NO_GROUP
from metrics.store import Store

AREAS = ("region", "subdistrict", "carrier")
ACTIVITIES = ("industry", "cluster", "field", "chain")
PAIRS = (
    *((area, activity) for area in AREAS for activity in ACTIVITIES),
    ("cluster", "industry"),
    ("field", "industry"),
)


def has_cells(store: Store, request: Request) -> bool:
    """Whether the build's `cell_sum` answers: two dimensions it was summed by, in either order, and no filter."""
    return store.meta.get("has_firm_sums") == "true" and not request.where and bool(_pair(request))


def compose_cells(request: Request, body: str) -> tuple[str, list[object]]:
    """As scope.compose, for a metric file that only adds up: `grouped` over the cells, `scoped` over the whole's sums.

    Cells have firms, revenue and last year's figure (known where this year's is), the sum of squares, the smallest and
    `distinct_10k_cny`, a firm's revenue shared out over the cells it stands in.
    """
    first, second = _pair(request)
    is_turned = request.by[0].name == second
    groups = ["s.second_value", "s.first_value"] if is_turned else ["s.first_value", "s.second_value"]
    groups += [NO_GROUP] * (GROUP_SLOTS - len(groups))
    at: list[object] = [] if request.period is None else [request.period]
    in_period = " AND b.period = ?" if at else ""
    sql = ANSWER.format(
        base="group_sum",
        base_sql="",
        scope_joins="",
        conditions="b.dimension = ''" + in_period,
        grouped_from="(SELECT b.* FROM cell_sum AS b WHERE b.first_dimension = ? AND b.second_dimension = ?"
        + in_period
        + ")",
        groups=", ".join(f"{group} AS group_{number}" for number, group in enumerate(groups, start=1)),
        joins="",
        group_conditions="1 = 1",
        body=body.strip(),
    )
    return sql, [*at, first, second, *at]


def _pair(request: Request) -> tuple[str, ...]:
    """The two dimensions as the build has them, or () for anything else."""
    names = tuple(dimension.name for dimension in request.by)
    return next((pair for pair in PAIRS if len(names) == 2 and set(names) == set(pair)), ())

"""由合计算出的指标说出了什么：年内进度、质量、专业化、集群强度、偏离份额。

每个读法只写还没有写过的那一句；比率的分母若也公布，就是一个等式。完成率、所需增速、星、各种结构指数是几个公布的合计的函数，
不再多说；它们出现而合计没有出现，就是门开错了，`_rests_on` 报错。
"""

from collections.abc import Callable, Mapping

from bench.granted import NOW, PRIOR, Row
from bench.knowledge import Knowledge
from bench.statement import Sum, minus, now_of, prior_of, say_amount, say_rate, true_of
from metrics.period import shifted

Within = Callable[[Mapping[str, str], str], frozenset[str]]
_AREAS, _ACTIVITIES = ("region", "subdistrict", "carrier"), ("industry", "field", "cluster", "chain")


def pace(known: Knowledge, row: Row, _whole: Row, within: Within) -> None:
    """This year so far, last year's same period and last year."""
    then, end = shifted(row.period, -4), f"{int(row.period[:4]) - 1}Q4"
    for name, at in (("ytd_10k_cny", row.period), ("prior_ytd_10k_cny", then), ("prior_year_10k_cny", end)):
        if row.number(name) is not None:
            say_amount(known, _cumulative(row, within(row.cell, at), at), row.number(name))
    so_far, before, year = "ytd_10k_cny", "prior_ytd_10k_cny", "prior_year_10k_cny"
    _rests_on(row, ("same_period_share_pct", "prior_rest_10k_cny"), before, year)
    _rests_on(row, ("annual_target_10k_cny",), year)
    _rests_on(row, ("completed_pct", "remaining_10k_cny"), so_far, year)
    _rests_on(row, ("ahead_pp", "required_growth_pct"), so_far, before, year)


def quality(known: Knowledge, row: Row, _whole: Row, _within: Within) -> None:
    """The comparable base; the badge is judged on nothing else of firms' figures."""
    if row.number("base_10k_cny") is not None:
        say_amount(known, prior_of(row, row.where(NOW, PRIOR)), row.number("base_10k_cny"))
    never(row, "largest_pct", "value_coverage_pct", "restated_pct")


def specialization(known: Knowledge, row: Row, whole: Row, within: Within) -> None:
    """The quotient with its three known totals is the cell itself; indices of both sides are of cells all shown."""
    quotient = row.number("location_quotient")
    if quotient is not None:
        _quotient(known, row, whole, within, quotient)


def strength(known: Knowledge, row: Row, whole: Row, within: Within) -> None:
    """Size, quotient, growth and its lead over the whole."""
    size, quotient, lead = (row.number(name) for name in ("size_pct", "location_quotient", "growth_lead_pp"))
    own = now_of(row, row.where(NOW))
    sides = _sides(row)
    if size is not None:
        around = whole if sides is None else _part(row, whole, within, sides[1])
        known.add(minus(own, now_of(around, around.where(NOW)), size / 100), 0.0)
    if quotient is not None:
        _quotient(known, row, whole, within, quotient)
    both = row.where(NOW, PRIOR)
    if row.number("comparable_pct") is not None:
        say_rate(known, now_of(row, both), prior_of(row, both), row.number("comparable_pct"))
    if lead is not None:
        every = whole.where(NOW, PRIOR)
        rate = true_of(now_of(whole, every)) / true_of(prior_of(whole, every)) - 1
        say_rate(known, now_of(row, both), prior_of(row, both), lead + rate * 100)


def shift_share(known: Knowledge, row: Row, whole: Row, _within: Within) -> None:
    """The increase, and through the national part the base; the other parts are of cells all shown."""
    both = row.where(NOW, PRIOR)
    base = prior_of(row, both)
    if row.number("total_10k_cny") is not None:
        say_amount(known, minus(now_of(row, both), base), row.number("total_10k_cny"))
    national = row.number("national_10k_cny")
    if national is not None:
        every = whole.where(NOW, PRIOR)
        rate = true_of(now_of(whole, every)) / true_of(prior_of(whole, every)) - 1
        if abs(rate) > 1e-6:
            say_amount(known, base, national / rate)


def never(row: Row, *names: str) -> None:
    """Raises ValueError where a number is shown that is never given."""
    for name in names:
        if row.number(name) is not None:
            raise ValueError(f"{name} 不该给：{row.told}")


def _cumulative(row: Row, firms: frozenset[str], at: str) -> Sum:
    facts = row.facts.get((at, "ytd"), {})
    held = {firm: facts[firm][NOW] for firm in firms if firm in facts}
    return {("y", firm, at, amount): 1.0 for firm, amount in held.items() if amount is not None}


def _sides(row: Row) -> tuple[str, str] | None:
    areas = [name for name in row.cell if name in _AREAS]
    activities = [name for name in row.cell if name in _ACTIVITIES]
    return (areas[0], activities[0]) if len(row.cell) == 2 and areas and activities else None


def _part(row: Row, whole: Row, within: Within, name: str) -> Row:
    cell = {**whole.cell, name: row.cell[name]}
    return Row(row.told, within(cell, row.period), row.facts, cell)


def _quotient(known: Knowledge, row: Row, whole: Row, within: Within, quotient: float) -> None:
    sides = _sides(row)
    if sides is None:
        raise ValueError(f"没有地区与活动，却有区位商：{row.told}")
    area, activity, every = (
        true_of(now_of(one, one.where(NOW)))
        for one in (_part(row, whole, within, sides[0]), _part(row, whole, within, sides[1]), whole)
    )
    say_amount(known, now_of(row, row.where(NOW)), quotient * area * activity / every)


def _rests_on(row: Row, names: tuple[str, ...], *sums: str) -> None:
    for name in names:
        if row.number(name) is not None and any(row.number(one) is None for one in sums):
            raise ValueError(f"{name} 给了，它所由的合计没有给：{row.told}")

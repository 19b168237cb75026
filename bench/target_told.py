"""目标差距、对标说出了什么：目标的实际值、基期值与本区数是一批企业的合计，单位换算成万元。

亮灯、完成率、路径、差距都由实际值与写明的目标数得出：有它们而没有实际值，就是门开错了。家数类的目标不涉及金额；
公布来的数不是企业报的。
"""

from collections.abc import Mapping
from typing import Any

from bench.granted import NOW, PRIOR, Firms, Row
from bench.knowledge import Knowledge
from bench.statement import now_of, prior_of, say_amount, say_rate
from etl.paths import plans_dir
from metrics.benchmark import OWN_DIMENSIONS
from metrics.light import NONE
from metrics.plans import Target, load_plans
from metrics.published_value import TEN_THOUSAND_PER
from metrics.show import show
from metrics.store import Store

_OF_VALUE = ("gap", "completion_pct", "required_growth_pct", "behind_path_pp")
_JUDGED = ("light", "verdict", "rule")  # 灯是“无法评判”的，没有评判什么


def read(known: Knowledge, store: Store, who: Firms, period: str, role: str) -> None:
    """Both tables at a quarter. Raises ValueError where a number of enterprises is shown that nothing explains."""
    targets = {
        (plan.code, target.code): target for plan in load_plans(plans_dir(store.data)) for target in plan.targets
    }
    published = {str(source) for (source,) in store.rows("SELECT DISTINCT source FROM published")}
    if not targets and not published:
        return
    for told in show(store, "gap", period, role=role).to_dict("records"):
        target = targets[str(told["plan_code"]), str(told["target"])]
        if target.measure.source == "enterprises" and target.measure.what != "above_scale":
            _target(known, who, told, target)
    if not published:  # 对标表一行公布的数一行，没有公布的数就没有行
        return
    open_table = show(store, "benchmark", period).to_dict("records")
    for told, own in zip(show(store, "benchmark", period, role=role).to_dict("records"), open_table, strict=True):
        if own["own_source"] not in {"指标填报", *published, None}:
            _own(known, who, told)


def _target(known: Knowledge, who: Firms, told: Mapping[Any, Any], target: Target) -> None:
    row = Row(told, frozenset(), who.facts, {})
    value = row.number("value")
    if value is None:
        names = _OF_VALUE if told.get("light") == NONE else (*_OF_VALUE, *_JUDGED)
        shown = [name for name in names if told.get(name) == told.get(name) and told.get(name) is not None]
        if shown or (target.type == "relative" and row.number("target_value") is not None):
            raise ValueError(f"实际值没有给，却给了 {shown}：{told}")
        return
    names = target.group.values if target.group else ("",)
    for number, at in ((value, told["value_period"]), (row.number("base_value"), told["base_period"])):
        if number is not None and at and "规划" not in str(told["base_source"] if number is not value else ""):
            firms = frozenset[str]().union(
                *(who.within({target.group.dimension: name} if target.group else {}, str(at)) for name in names)
            )
            own = Row({"period": at, "basis": "ytd" if str(at).endswith("Q4") else "rolling4"}, firms, who.facts, {})
            sums = now_of(own, own.where(NOW))
            say_amount(known, sums, number * TEN_THOUSAND_PER[str(told["unit"])])


def _own(known: Knowledge, who: Firms, told: Mapping[Any, Any]) -> None:
    row = Row(told, frozenset(), who.facts, {})
    value, growth = row.number("own_value"), row.number("own_growth_pct")
    if value is None and growth is None:
        return
    name, at = told["grouping"], str(told["own_period"])
    cell = {}
    if isinstance(name, str) and name:
        dimension = next(one for one in OWN_DIMENSIONS if any(name in own.get(one, ()) for own in who.places.values()))
        cell = {dimension: name}
    own = Row({"period": at, "basis": row.basis}, who.within(cell, at), who.facts, cell)
    if value is not None:
        say_amount(known, now_of(own, own.where(NOW)), value * TEN_THOUSAND_PER[str(told["own_unit"])])
    both = own.where(NOW, PRIOR)
    say_rate(known, now_of(own, both), prior_of(own, both), growth)

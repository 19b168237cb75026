"""契约问些什么：每个指标都不分组、按各种维度、带筛选、指定报告期各问一遍。"""

import inspect
from collections.abc import Collection, Iterator
from typing import Any

import pandas as pd

from metrics import catalog, closing_set, coverage, leaders, near_shown, outliers, records
from metrics.dimension import DIMENSIONS, UNSTATED
from metrics.request import RequestError, known_values
from metrics.show import show
from metrics.store import Store

Asked = tuple[str, dict[str, Any]]
Given = pd.DataFrame | str
REFUSED = "不接受："
_SAID = 200


def asked(store: Store, names: Collection[str]) -> Iterator[Asked]:
    """Metric by metric, or for these only, every kind of request; values are the first the data has."""
    latest = store.meta["latest_period"]
    first = {name: sorted(known_values(store, DIMENSIONS[name]))[:2] for name in ("field", "industry")}
    requests = [{}, {"by": ("region", "industry"), "period": latest}]
    if first["field"]:  # 上市公司没有集群、梯队可分，只问上面两种
        requests += [
            {"by": ("cluster",)},
            {"by": ("tier",), "period": latest},
            {"by": ("enterprise",), "where": {"field": (*first["field"], UNSTATED)}, "period": latest},
            {"by": ("field",), "where": {"tier": ("规上",), "industry": tuple(first["industry"])}},
        ]
    for metric in names or catalog.load():
        for request in requests:
            yield metric, request


def answers(store: Store, every: list[Asked]) -> dict[str, list[Given]]:
    """Each metric's tables in the order asked; where there is none, why: refused, or what went wrong."""
    given: dict[str, list[Given]] = {}
    for metric, request in every:
        given.setdefault(metric, []).append(_answer(store, metric, request))
    return given


def _answer(store: Store, metric: str, request: dict[str, Any]) -> Given:
    try:
        return show(store, metric, **request)
    except RequestError as refusal:  # 目标不能按行业分，填报不能按梯队分：两扇门说法一样
        return f"{REFUSED}{refusal}"
    except Exception as error:  # 一句办不成，别的照问；契约自会报出来
        return _went_wrong(error)


def details(store: Store) -> dict[str, str]:
    """Ask every function of `metrics.records`, and what pages list of single firms; the statements are compared.

    Says which went wrong and how.
    """
    wrong: dict[str, str] = {}
    [(enterprise_id,)] = store.rows("SELECT MIN(enterprise_id) FROM filed")
    known = {"enterprise_id": enterprise_id, "period": store.meta["latest_period"]}
    for name, function in inspect.getmembers(records, inspect.isfunction):
        if function.__module__ == records.__name__ and not name.startswith("_"):
            wanted = [one for one in inspect.signature(function).parameters if one in known]
            try:
                function(store, **{one: known[one] for one in wanted})
            except Exception as error:
                wrong[name] = _went_wrong(error)
    period = known["period"]
    try:  # 页面只列异常的、最大的几家、一家的位次，另有几句
        outliers.flagged(store, period)
        coverage.unsettled(store, period)
        near_shown.shown(store, period, closing_set.closing_sets(store, period))
        leaders.leaders(store, period, "ytd", {})
        leaders.standing(store, period, "ytd", enterprise_id)
    except Exception as error:
        wrong["pages"] = _went_wrong(error)
    return wrong


def _went_wrong(error: Exception) -> str:
    return f"{type(error).__name__}：{' '.join(str(error).split())[:_SAID]}"

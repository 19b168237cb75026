"""依法不公布时怎么说：最大、最快只在公布的各组里说；整张图没有的，写明没有的是什么、为什么。"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from charts.figure import Figure
from charts.withheld import count_withheld, rule_of
from etl.words import _
from metrics.dimension import DIMENSIONS
from metrics.disclosure import guard
from pages.ui import cached, prepared


class Asked(NamedTuple):
    """What a figure asks of a metric, and what the page calls it."""

    title: str
    metric: str
    by: tuple[str, ...] = ()
    conditions: cached.Where = ()


def among(rows: pd.DataFrame, column: str, by: str) -> str:
    """`公布的各街道中，` where some group's number is withheld: what is largest can be said of the others only."""
    return _("公布的各{0}中，").format(DIMENSIONS[by].title) if count_withheld(rows, column) else ""


def left_out(
    origin: cached.Source,
    period: str,
    basis: str,
    figures: Sequence[tuple[str, Figure | None]],
    asked: Mapping[str, Asked],
) -> list[str]:
    """The titles of the figures that are not drawn because what they show is withheld from this viewer."""
    absent = [key for key, figure in figures if figure is None and key in asked]
    return [asked[key].title for key in absent if origin.role and _is_withheld(origin, period, basis, asked[key])]


def left_out_words(titles: Sequence[str]) -> tuple[str, str]:
    """The sentence and the way out for what `left_out` gives."""
    return (
        _("{0}：依法不公布。").format("、".join(titles)),
        _("其中的格子只有几家企业，或一家独大，或能倒推出一家的数；别的报告期、期别或分组里，能公布的照常显示。"),
    )


def is_closed(origin: cached.Source, metric: str) -> bool:
    """Whether a metric is never given to this viewer, whatever the figures."""
    return prepared.is_controlled(origin.role) and metric not in guard.columns()


def rule(row: Mapping[Any, Any]) -> str:
    """`依法不公布（企业不足）`: the rule by which something in a row is withheld; "" where nothing is."""
    found = row.get("suppressed")
    return found if isinstance(found, str) else ""


def is_rule(reason: object) -> bool:
    """Whether a reason is that of the law, and not of the figures."""
    return isinstance(reason, str) and reason.startswith(_("依法不公布"))


def _is_withheld(origin: cached.Source, period: str, basis: str, asked: Asked) -> bool:
    if is_closed(origin, asked.metric) or ("enterprise" in asked.by and not origin.is_open):
        return True  # 从来不给的，不必去问
    rows = cached.table(origin, asked.metric, period, asked.by, asked.conditions)
    return bool(rule_of(rows.loc[rows["basis"] == basis]))

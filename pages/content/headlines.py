"""收下之前与之后：总量、增速、家数、覆盖率、灯、梯队各是多少。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from charts.palette import LIGHTS
from charts.words import (
    MISSING,
    amount_100m,
    count,
    exact,
    number,
    percent,
    period_label,
    points,
    rate_difference,
    rounded,
)
from etl.words import _
from metrics.show import show
from metrics.store import Store


@dataclass(frozen=True)
class Headline:
    """One number people look at first: what it is, its value (万元, %, or how many; None: unknown), how it reads."""

    label: str
    value: object
    words: str
    is_rate: bool = False
    is_amount: bool = False


def headlines(store: Store, period: str) -> list[Headline]:
    """The headline numbers of one quarter, cumulative; a quarter nobody has filed for gives dashes."""
    scale, growth, filing = (_row(store, name, period) for name in ("scale", "growth", "coverage"))
    revenue, comparable, filed = scale.get("revenue_10k_cny"), growth.get("comparable_pct"), filing.get("filed_pct")
    found = [
        Headline(_("营业收入（亿元）"), revenue, amount_100m(revenue), is_amount=True),
        Headline(_("同比增长（可比口径）"), comparable, percent(comparable, is_signed=True), is_rate=True),
        _counted(_("填报企业（家）"), scale.get("enterprises")),
        Headline(_("填报覆盖率"), filed, percent(filed), is_rate=True),
    ]
    return [*found, *_lights(store, period), *_tiers(store, period)]


def difference_table(before: Sequence[Headline], after: Sequence[Headline], period: str) -> pd.DataFrame:
    """What moves, before and after, under Chinese headers; no row where nothing does."""
    now, then = ({one.label: one for one in side} for side in (before, after))
    moved = [label for label in _labels(now, then) if _moves(now.get(label), then.get(label))]
    return pd.DataFrame(
        {
            period_label(period): moved,
            _("现在"): [_said(now.get(label)) for label in moved],
            _("收下之后"): [_said(then.get(label)) for label in moved],
            _("变化"): [_change(now.get(label), then.get(label)) for label in moved],
        }
    )


def unmoved_words(before: Sequence[Headline], after: Sequence[Headline], period: str) -> str:
    """What stays as it is, in a sentence with its numbers; "" where everything moves."""
    now, then = ({one.label: one for one in side} for side in (before, after))
    same = [label for label in _labels(now, then) if not _moves(now.get(label), then.get(label))]
    told = "，".join(f"{label}{_said(then.get(label))}" for label in same)
    return _("{0}不变的：{1}。").format(period_label(period), told) if told else ""


def _labels(now: Mapping[str, Headline], then: Mapping[str, Headline]) -> list[str]:
    return list(dict.fromkeys([*now, *then]))


def _said(one: Headline | None) -> str:
    return one.words if one else MISSING


def _moves(now: Headline | None, then: Headline | None) -> bool:
    """Whether it reads differently; a sum also where it reads the same and a hundred yuan came or went."""
    return _said(now) != _said(then) or bool(_added(now, then))


def _change(now: Headline | None, then: Headline | None) -> str:
    """By how much, with its sign: 万元 of a sum, 个百分点 of the rates as they read, or how many."""
    if added := _added(now, then):
        return _("{0}万元").format(number(added, 2, is_signed=True))
    old, new = (exact(one.value) if one else None for one in (now, then))
    if old is None or new is None:
        return _("原来没有") if old is None else _("变成没有")
    if then and then.is_rate:
        return points(rate_difference(new, old), is_signed=True)
    return number(new - old, is_signed=True)


def _added(now: Headline | None, then: Headline | None) -> Decimal | None:
    """What a sum gains, in 万元 with two decimals; None where either is unknown or it is none."""
    old, new = (exact(one.value) if one and one.is_amount else None for one in (now, then))
    return None if old is None or new is None else rounded(new - old, 2)


def _counted(label: str, value: object) -> Headline:
    return Headline(label, value, count(value))


def _row(store: Store, metric: str, period: str) -> dict[str, object]:
    rows = show(store, metric, period)
    rows = rows.loc[rows["basis"] == "ytd"]
    return {str(name): value for name, value in rows.iloc[0].items()} if len(rows) else {}


def _lights(store: Store, period: str) -> list[Headline]:
    rows = show(store, "gap", period)
    if rows.empty:
        return []
    running = rows.loc[~rows["is_ended"].astype(bool)]
    return [
        _counted(_("在期目标{0}（项）").format(light.label), (running["light"] == light.glyph).sum())
        for light in LIGHTS.values()
    ]


def _tiers(store: Store, period: str) -> list[Headline]:
    rows = show(store, "tiers", period)
    rows = rows.loc[rows["basis"] == "rolling4"]
    return [
        _counted(_("{0}（家，近四季度）").format(tier), firms)
        for tier, firms in zip(rows["tier"], rows["enterprises"], strict=True)
    ]

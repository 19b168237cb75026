"""收下之前与之后：总量、增速、家数、覆盖率、灯、梯队各是多少。"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from charts.palette import LIGHTS
from charts.words import MISSING, amount_100m, count, percent, period_label
from etl.words import _
from metrics.show import show
from metrics.store import Store


@dataclass(frozen=True)
class Headline:
    """One number people look at first: what it is and how it reads, — where unknown."""

    label: str
    words: str


def headlines(store: Store, period: str) -> list[Headline]:
    """The headline numbers of one quarter, cumulative; a quarter nobody has filed for gives dashes."""
    scale, growth, filing = (_row(store, name, period) for name in ("scale", "growth", "coverage"))
    found = [
        Headline(_("营业收入（亿元）"), amount_100m(scale.get("revenue_10k_cny"))),
        Headline(_("同比增长（可比口径）"), percent(growth.get("comparable_pct"), is_signed=True)),
        Headline(_("填报企业（家）"), count(scale.get("enterprises"))),
        Headline(_("填报覆盖率"), percent(filing.get("filed_pct"))),
    ]
    return [*found, *_lights(store, period), *_tiers(store, period)]


def difference_table(before: Sequence[Headline], after: Sequence[Headline], period: str) -> pd.DataFrame:
    """Both side by side under Chinese headers, with a word where nothing moves."""
    now = {one.label: one.words for one in before}
    then = {one.label: one.words for one in after}
    labels = list(dict.fromkeys([*now, *then]))
    return pd.DataFrame(
        {
            period_label(period): labels,
            _("现在"): [now.get(label, MISSING) for label in labels],
            _("收下之后"): [then.get(label, MISSING) for label in labels],
            _("变化"): [_("不变") if now.get(label) == then.get(label) else _("变") for label in labels],
        }
    )


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
        Headline(_("在期目标{0}（项）").format(light.label), count((running["light"] == light.glyph).sum()))
        for light in LIGHTS.values()
    ]


def _tiers(store: Store, period: str) -> list[Headline]:
    rows = show(store, "tiers", period)
    rows = rows.loc[rows["basis"] == "rolling4"]
    return [
        Headline(_("{0}（家，近四季度）").format(tier), count(number))
        for tier, number in zip(rows["tier"], rows["enterprises"], strict=True)
    ]

"""一个集群、领域或产业链的档案：总体规模、企业数量、领军企业、增长、结构。"""

from dataclasses import dataclass
from typing import Any

from charts.figure import Figure
from charts.withheld import marked
from charts.words import MISSING, amount_100m, count, exact, number, percent, period_label
from etl.words import _
from metrics.dimension import DIMENSIONS
from metrics.period import shifted
from pages.figures.counts import tier_counts
from pages.figures.leaders import leaders
from pages.figures.pull import pull
from pages.figures.structure import structure
from pages.figures.trend import growth_trend, revenue_trend
from pages.figures.withheld import Asked, left_out, rule
from pages.ui import cached, prepared, sentences
from pages.ui.kept import kept
from pages.ui.kpi import Kpi

# 图谱数据库五要素（济南数字产业集群调研报告）里本页答得出的四项，加增长
PARTS = {
    "trend": _("总体规模"),
    "counts": _("企业数量"),
    "leaders": _("领军企业"),
    "growth": _("增长"),
    "structure": _("结构"),
    "pull": _("谁拉动、谁下拉"),
}


@dataclass(frozen=True)
class Cluster:
    """Answer and figures of one group, ready to be drawn."""

    answer: str
    kpis: list[Kpi]
    figures: list[tuple[str, Figure | None]]
    left_out: list[str]


@kept()
def cluster(origin: cached.Source, kind: str, name: str, period: str, basis: str, by: str) -> Cluster | None:
    """The profile of the group `name` of dimension `kind`, its structure broken down `by`. None where nobody filed."""
    only = cached.where({kind: [name]})
    scale = cached.row(origin, "scale", period, basis, only)
    if not scale:
        return None
    growth = cached.row(origin, "growth", period, basis, only)
    before = shifted(period, -1)
    answer = sentences.headline(
        period_label(period, basis),
        name,
        scale["enterprises"],
        scale["revenue_10k_cny"],
        growth.get("comparable_pct"),
        period_label(before, basis) if basis != "year" else "",
        cached.row(origin, "growth", before, basis, only).get("comparable_pct"),
        cached.above_scale(origin, period, basis, only),
        rule(growth) or rule(scale),
    )
    figures = [
        ("trend", revenue_trend(origin, period, basis, only, name)),
        ("counts", tier_counts(origin, period, basis, only, name)),
        ("leaders", leaders(origin, period, basis, only, name)),
        ("growth", growth_trend(origin, period, basis, only, name)),
        ("structure", structure(origin, period, basis, by, only, name)),
        ("pull", pull(origin, period, basis, "enterprise", only, name)),
    ]
    asked = {
        "trend": Asked(PARTS["trend"], "scale", (), only),
        "counts": Asked(PARTS["counts"], "scale", ("tier",), only),
        "leaders": Asked(PARTS["leaders"], "scale", ("enterprise",), only),
        "growth": Asked(PARTS["growth"], "growth", (), only),
        "structure": Asked(PARTS["structure"], "scale", (by,), only),
        "pull": Asked(PARTS["pull"], "contribution", ("enterprise",), only),
    }
    filing = cached.row(origin, "coverage", period, "ytd", only)
    missing = (filing.get("expected") or 0) - (filing.get("filed") or 0)
    return Cluster(
        answer=answer + sentences.basis_note(growth.get("comparable_pct"), growth.get("nominal_pct"), missing),
        kpis=[
            Kpi(
                _("营业收入（亿元）"),
                amount_100m(scale["revenue_10k_cny"]),
                percent(growth.get("comparable_pct"), is_signed=True),
                _("同比，可比口径"),
            ),
            Kpi(_("填报企业（家）"), count(scale["enterprises"])),
            Kpi(_("规上企业（家）"), count(cached.row(origin, "coverage", period, "ytd", only).get("expected"))),
            *_place_in_whole(origin, kind, name, period, basis),
        ],
        figures=figures,
        left_out=left_out(origin, period, basis, figures, asked),
    )


def _place_in_whole(origin: cached.Source, kind: str, name: str, period: str, basis: str) -> list[Kpi]:
    """Its share of the district, its rank among its kind, and how far it moves the district's growth."""
    scale = _own_row(origin, "scale", kind, name, period, basis)
    effect = _own_row(origin, "contribution", kind, name, period, basis)
    is_ranked = exact(scale.get("rank")) is not None
    place = _("公布的{0}中第{1}位") if origin.role and prepared.is_controlled(origin.role) else _("第{1}位")
    rank = place.format(DIMENSIONS[kind].title, count(scale.get("rank"))) if is_ranked else ""
    pulled = number(effect.get("pull_pp"), 1, is_signed=True) if effect else MISSING
    return [
        Kpi(_("占全区营业收入"), percent(scale.get("share_pct")), "", rank),
        Kpi(_("拉动全区增长（百分点）"), pulled),
    ]


def _own_row(origin: cached.Source, metric: str, kind: str, name: str, period: str, basis: str) -> dict[Any, Any]:
    rows = cached.table(origin, metric, period, (kind,))
    rows = rows.loc[(rows["basis"] == basis) & (rows[kind] == name)]
    return marked(rows.iloc[0].to_dict()) if len(rows) else {}

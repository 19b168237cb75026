"""总览页上的一切：同一版本、同一筛选只算一次。"""

from dataclasses import dataclass

import pandas as pd

from charts.figure import Figure
from charts.withheld import count_withheld
from charts.words import amount_100m, count, percent, period_label
from etl.words import _
from metrics.coverage import NO_REGISTER
from metrics.dimension import DIMENSIONS, UNSTATED
from metrics.period import shifted
from pages.content import since
from pages.content.groups import pace_table, quality_table
from pages.content.late import filing_words, late_table, tardy_table
from pages.content.year import chances, year_words
from pages.figures.actual import preliminary_words
from pages.figures.bridge import bridge
from pages.figures.coverage import coverage
from pages.figures.growth import growth_by
from pages.figures.outlook import revenue_outlook
from pages.figures.progress import progress
from pages.figures.pull import pull
from pages.figures.trend import revenue_trend
from pages.figures.withheld import Asked, left_out, rule
from pages.ui import cached, lights, sentences
from pages.ui.kept import kept
from pages.ui.kpi import Kpi


@dataclass(frozen=True)
class Overview:
    """Answer, figures and tables of the overview, ready to be drawn; a figure is None where there is no data for it."""

    answer: str
    kpis: list[Kpi]
    pull: Figure | None
    figures: list[tuple[str, Figure | None]]
    left_out: list[str]
    year: str
    targets: str
    progress: Figure | None
    changes: list[str]
    change_table: pd.DataFrame
    filing: str
    late: pd.DataFrame
    tardy: pd.DataFrame
    pace: pd.DataFrame
    quality: pd.DataFrame


@kept()
def overview(origin: cached.Source, period: str, basis: str, by: str) -> Overview:
    """Everything the overview shows for one period and basis, broken down by one dimension."""
    filing = cached.row(origin, "coverage", period, "ytd")
    drawn_by = "subdistrict" if _has_subdistricts(origin, period) else by
    figures = [
        ("trend", _trend(origin, period, basis)),
        ("growth", growth_by(origin, period, basis, by)),
        ("bridge", bridge(origin, period, basis)),
        ("coverage", coverage(origin, period, drawn_by)),
    ]
    main = ("pull", pull(origin, period, basis, by))
    asked = {
        "pull": Asked(_("谁拉动、谁下拉"), "contribution", (by,)),
        "trend": Asked(_("营业收入走势"), "scale"),
        "growth": Asked(_("各{0}增速").format(DIMENSIONS[by].title), "growth", (by,)),
        "bridge": Asked(_("增长桥"), "bridge"),
        "coverage": Asked(_("各{0}填报率").format(DIMENSIONS[drawn_by].title), "coverage", (drawn_by,)),
    }
    running, ended, _early = lights.by_term(origin, cached.table(origin, "gap", period))
    return Overview(
        answer=_answer(origin, period, basis, by),
        kpis=[*_kpis(origin, period, basis, filing), lights.light_kpi(running, ended)],
        pull=main[1],
        figures=figures,
        left_out=left_out(origin, period, basis, [main, *figures], asked),
        year=year_words(origin, period),
        targets=_targets(running) + chances(origin, period, running),
        progress=progress(origin, period),
        changes=since.sentences(origin, period, basis),
        change_table=since.table(origin, period, basis, by),
        filing=filing_words(origin, period),
        late=late_table(origin, period),
        tardy=tardy_table(origin, period),
        pace=pace_table(origin, period, by),
        quality=quality_table(origin, period, basis, by),
    )


def _trend(origin: cached.Source, period: str, basis: str) -> Figure | None:
    """Single quarters with the forecast where there is one; the plain trend elsewhere."""
    ahead = revenue_outlook(origin, period) if basis in ("ytd", "single") else None
    return ahead or revenue_trend(origin, period, basis)


def _targets(running: pd.DataFrame) -> str:
    if running.empty:
        return _("没有在期的目标。")
    return _("在期目标：{0}。").format(lights.words(running)) + preliminary_words(running)


def _has_subdistricts(origin: cached.Source, period: str) -> bool:
    return bool(set(cached.table(origin, "coverage", period, ("subdistrict",))["subdistrict"]) - {UNSTATED})


def _answer(origin: cached.Source, period: str, basis: str, by: str) -> str:
    scale = cached.row(origin, "scale", period, basis)
    growth = cached.row(origin, "growth", period, basis)
    before = shifted(period, -1)
    groups = cached.table(origin, "contribution", period, (by,))
    groups = groups.loc[groups["basis"] == basis]
    notes = [_("只说公布的{0}").format(DIMENSIONS[by].title)] if count_withheld(groups, "pull_pp") else []
    if DIMENSIONS[by].has_overlap and sentences.exceeds(list(groups["pull_pp"]), growth.get("comparable_pct")):
        notes.append(_("{0}有交叉，各项之和大于总增速").format(DIMENSIONS[by].title))
    return "".join(
        [
            sentences.headline(
                period_label(period, basis),
                _("全区"),
                scale.get("enterprises"),
                scale.get("revenue_10k_cny"),
                growth.get("comparable_pct"),
                period_label(before, basis) if basis != "year" else "",
                cached.row(origin, "growth", before, basis).get("comparable_pct"),
                cached.above_scale(origin, period, basis),
                rule(growth),
            ),
            sentences.pulls(list(zip(groups[by], groups["pull_pp"], strict=True)), "；".join(notes)),
            sentences.basis_note(growth.get("comparable_pct"), growth.get("nominal_pct"), _missing(origin, period)),
        ]
    )


def _missing(origin: cached.Source, period: str) -> float:
    filing = cached.row(origin, "coverage", period, "ytd")
    return (filing.get("expected") or 0) - (filing.get("filed") or 0)


def _kpis(origin: cached.Source, period: str, basis: str, filing: dict) -> list[Kpi]:
    scale = cached.row(origin, "scale", period, basis)
    growth = cached.row(origin, "growth", period, basis)
    is_guessed = str(filing.get("reason", "")).startswith(NO_REGISTER)
    expected = _("近四季度报过的") if is_guessed else _("名录在册")
    return [
        Kpi(
            _("营业收入（亿元）"),
            amount_100m(scale.get("revenue_10k_cny")),
            percent(growth.get("comparable_pct"), is_signed=True),
            _("同比，可比口径"),
        ),
        Kpi(_("填报企业（家）"), count(scale.get("enterprises"))),
        Kpi(_("应报企业（家）") if is_guessed else _("规上企业（家）"), count(filing.get("expected")), "", expected),
        Kpi(_("填报覆盖率"), percent(filing.get("filed_pct")), "", _("已报÷应报")),
    ]

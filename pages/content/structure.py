"""结构页上的一切：多集中、谁说了算、去掉最大几家还剩什么、哪里专、几颗星。"""

from dataclasses import dataclass

from charts.figure import Figure
from charts.withheld import marked
from charts.words import WITHHELD, amount_100m, count, exact, number, percent, period_label
from etl.words import _
from metrics.dimension import DIMENSIONS
from pages.figures import withheld
from pages.figures.concentration import concentration
from pages.figures.inequality import inequality
from pages.figures.leaders import leaders
from pages.figures.resilience import left_out, without_the_largest
from pages.figures.specialization import quotients, stars
from pages.figures.withheld import Asked
from pages.ui import cached
from pages.ui.kept import kept
from pages.ui.kpi import Kpi

AREAS = ("subdistrict", "region", "carrier")
ACTIVITIES = ("field", "cluster", "chain", "industry")
PARTS = {
    "leaders": _("谁最大"),
    "inequality": _("企业大小相差多少"),
    "left_out": _("去掉最大几家"),
    "without": _("谁最靠一家"),
}


@dataclass(frozen=True)
class Structure:
    """Answer and figures of the page, ready to be drawn; a figure is None where there is no data for it."""

    answer: str
    kpis: list[Kpi]
    concentration: Figure | None
    figures: list[tuple[str, Figure | None]]
    quotients: Figure | None
    stars: Figure | None
    left_out: list[str]


@kept()
def structure(origin: cached.Source, period: str, basis: str, activity: str, area: str) -> Structure | None:
    """Everything the page shows for one period and basis, by one activity and one area. None where nobody filed."""
    whole = cached.row(origin, "concentration", period, basis)
    if not whole or not whole["enterprises"]:
        return None
    rest = cached.table(origin, "resilience", period)
    rest = rest.loc[rest["basis"] == basis].set_index("left_out")
    closed = dict.fromkeys(("revenue_10k_cny", "comparable_pct"), WITHHELD)
    no_row = closed if withheld.is_closed(origin, "resilience") else {}
    cut = {size: marked(rest.loc[size].to_dict()) if size in rest.index else no_row for size in (0, 1, 5)}
    without = cut[5]
    main = concentration(origin, period, basis, activity)
    figures = [
        ("leaders", leaders(origin, period, basis)),
        ("inequality", inequality(origin, period, basis, activity)),
        ("left_out", left_out(origin, period, basis)),
        ("without", without_the_largest(origin, period, basis, activity)),
    ]
    both = (area, activity)
    last = [("quotients", quotients(origin, period, basis, *both)), ("stars", stars(origin, period, basis, *both))]
    asked = {
        "concentration": Asked(_("各{0}的集中程度").format(DIMENSIONS[activity].title), "concentration", (activity,)),
        "leaders": Asked(PARTS["leaders"], "scale", ("enterprise",)),
        "inequality": Asked(PARTS["inequality"], "inequality", (activity,)),
        "left_out": Asked(PARTS["left_out"], "resilience"),
        "without": Asked(PARTS["without"], "resilience", (activity,)),
        "quotients": Asked(_("哪里更专"), "specialization", both),
        "stars": Asked(_("集群强度"), "strength", both),
    }
    return Structure(
        answer=_answer(period_label(period, basis), whole, cut[0], cut[1]),
        kpis=[
            Kpi(_("最大一家占比"), percent(whole["cr1_pct"])),
            Kpi(_("前四家占比"), percent(whole["cr4_pct"]), "", _("前八家{0}").format(percent(whole["cr8_pct"]))),
            Kpi(
                _("等效家数（家）"),
                number(whole["equivalent_number"], 1),
                "",
                _("共{0}家").format(count(whole["enterprises"])),
            ),
            Kpi(_("基尼系数"), number(whole["gini"], 3), "", _("0为一样大")),
            Kpi(
                _("去掉最大五家（亿元）"),
                amount_100m(without.get("revenue_10k_cny")),
                percent(without.get("comparable_pct"), is_signed=True),
                _("同比，可比口径"),
            ),
        ],
        concentration=main,
        figures=figures,
        quotients=last[0][1],
        stars=last[1][1],
        left_out=withheld.left_out(origin, period, basis, [("concentration", main), *figures, *last], asked),
    )


def _answer(when: str, whole: dict, everyone: dict, rest: dict) -> str:
    """How concentrated in one sentence, and what the largest firm does to the growth in another."""
    if exact(whole["hhi"]) is None:
        if found := withheld.rule(whole):
            return _("{0}，全区的集中程度{1}。").format(when, found)
        return _("{0}，全区的份额算不出：{1}。").format(when, whole["reason"])
    largest = _("最大一家占{0}，").format(percent(whole["cr1_pct"])) if exact(whole["cr1_pct"]) is not None else ""
    said = _("{when}，全区{firms}家企业中，{one}前四家合计占{four}，集中程度相当于{equal}家同样大小的企业。").format(
        when=when,
        firms=count(whole["enterprises"]),
        one=largest,
        four=percent(whole["cr4_pct"]),
        equal=number(whole["equivalent_number"], 1),
    )
    if exact(everyone.get("comparable_pct")) is None or exact(rest.get("comparable_pct")) is None:
        return said
    return said + _("去掉最大一家，同比增速由{0}变为{1}（可比口径）。").format(
        percent(everyone.get("comparable_pct"), is_signed=True), percent(rest.get("comparable_pct"), is_signed=True)
    )

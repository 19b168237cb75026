"""目标的灯：多少达序、多少滞后；每盏灯带字形、文字与规则。"""

import pandas as pd

from charts.palette import LIGHTS
from charts.withheld import count_withheld
from charts.words import MISSING as DASH
from charts.words import count
from etl.words import _
from metrics.verdict import FINAL, MISSED, MISSING, NOT_BEGUN, NOT_JUDGED, QUALITATIVE, REACHED
from pages.ui import cached
from pages.ui.kpi import Kpi

_COLOURS = {"●": "green", "▲": "orange", "■": "red", "○": "gray"}
FINAL_MARK = FINAL.format(what="")
VERDICTS = (REACHED, MISSED, MISSING, QUALITATIVE, NOT_JUDGED)
NOT_JUDGEABLE = "○"
LABELS = {light.glyph: light.label for light in LIGHTS.values()}


def coloured(glyph: str, words: str = "") -> str:
    """Markdown for a light: glyph and word in the light's colour; `words` instead of the light's own word.

    What is withheld or unknown can't be judged: ○.
    """
    glyph = glyph if glyph in LABELS else NOT_JUDGEABLE
    return (
        f":{_COLOURS.get(glyph, 'gray')}[{glyph} {words}]"
        if words
        else f":{_COLOURS.get(glyph, 'gray')}[{LABELS[glyph]}]"
    )


def light_kpi(running: pd.DataFrame, ended: pd.DataFrame) -> Kpi:
    """How many targets under way stand at each light; states nobody has are left out."""
    counts = running["light"].value_counts()
    value = " ".join(coloured(glyph, str(counts[glyph])) for glyph in _COLOURS if counts.get(glyph, 0))
    value += _kept_back(running)
    told = _("在期{0}项，到期{1}项").format(len(running), len(ended))
    return Kpi(
        _("目标亮灯"),
        value or DASH,
        "",
        told,
        _("● 达序　▲ 略缓　■ 滞后　○ 无法评判；到期的作期末评估；规则印在“目标差距”页。"),
    )


def by_term(origin: cached.Source, gaps: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The targets under way, those whose term has ended, and those of plans that have not begun."""
    if gaps.empty:
        return gaps, gaps, gaps
    is_ended = gaps["is_ended"].astype(bool)
    early = (gaps["verdict"] == NOT_BEGUN) | gaps["plan"].isin(list(cached.not_begun(origin, gaps["period"].iloc[0])))
    return gaps.loc[~is_ended & ~early], gaps.loc[is_ended], gaps.loc[~is_ended & early]


def words(gaps: pd.DataFrame) -> str:
    """`● 达序 5 项、■ 滞后 1 项` over the given targets, and how many of them are withheld."""
    counts = gaps["light"].value_counts()
    told = [_("{0} {1} 项").format(LABELS[glyph], counts[glyph]) for glyph in _COLOURS if counts.get(glyph, 0)]
    return "、".join([*told, *_withheld_words(gaps, "light")])


def _withheld_words(gaps: pd.DataFrame, column: str) -> list[str]:
    hidden = count_withheld(gaps, column)
    return [_("依法不公布 {0} 项").format(hidden)] if hidden else []


def _kept_back(gaps: pd.DataFrame) -> str:
    hidden = count_withheld(gaps, "light")
    return " :small[{}]".format(_("依法不公布{0}").format(hidden)) if hidden else ""


def state_kpis(running: pd.DataFrame, ended: pd.DataFrame) -> list[Kpi]:
    """How many targets stand at each light; where all have ended, how many came to each verdict."""
    if running.empty and len(ended):
        told = [Kpi(str(verdict), count(number), "", _("期末评估，项")) for verdict, number in _verdicts(ended).items()]
        return told + _withheld_kpi(ended, "verdict", _("期末评估，项"))
    told = [Kpi(label, count((running["light"] == glyph).sum()), "", _("在期，项")) for glyph, label in LABELS.items()]
    return told + _withheld_kpi(running, "light", _("在期，项"))


def _withheld_kpi(gaps: pd.DataFrame, column: str, unit: str) -> list[Kpi]:
    hidden = count_withheld(gaps, column)
    return [Kpi(_("依法不公布"), count(hidden), "", unit)] if hidden else []


def _verdicts(gaps: pd.DataFrame) -> pd.Series:
    counts = gaps["verdict"].str.replace(FINAL_MARK, "", regex=False).value_counts()
    return counts.reindex([word for word in VERDICTS if word in counts])


def verdict_words(gaps: pd.DataFrame) -> str:
    """`达到 3 项、未达到 2 项、缺数据 14 项` over targets whose term has ended."""
    told = [_("{0} {1} 项").format(verdict, number) for verdict, number in _verdicts(gaps).items()]
    return "、".join([*told, *_withheld_words(gaps, "verdict")])


def plan_order(gaps: pd.DataFrame) -> list[str]:
    """Plans by what there is to see: those with figures under way, then ended ones with figures, then the rest."""

    def rank(plan: str) -> int:
        rows = gaps.loc[(gaps["plan"] == plan) & gaps["completion_pct"].notna()]
        return 2 if rows.empty else int(rows["is_ended"].all())

    return sorted(dict.fromkeys(gaps["plan"]), key=rank)

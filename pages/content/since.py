"""比上季变了什么：增速、企业、灯。"""

import pandas as pd

from charts.twin import Column, twin
from charts.withheld import CELLS, count_withheld, marked
from charts.words import SUPPRESSED, count, empty, period_label, rate_change, rate_difference
from etl.words import _
from metrics.dimension import DIMENSIONS
from metrics.period import end_day, shifted
from pages.ui import cached

_WORST_FIRST = "■▲●"


def sentences(origin: cached.Source, period: str, basis: str) -> list[str]:
    """One line each for growth, for firms in and out of the register, and for lights; unknown ones are left out."""
    before = shifted(period, -1)
    lines = [_growth(origin, period, before, basis), _register(origin, period, before), _lights(origin, period, before)]
    return [line for line in lines if line]


def table(origin: cached.Source, period: str, basis: str, by: str) -> pd.DataFrame:
    """Growth of each group now and a quarter ago with the change in points, the largest rise first."""
    now = _rates(origin, period, basis, by)
    then = _rates(origin, shifted(period, -1), basis, by)
    rows = pd.DataFrame({"now": now, "then": then}).rename_axis(by).reset_index()
    rows["change"] = [rate_difference(a, b) for a, b in zip(rows["now"], rows["then"], strict=True)]
    hidden = [rows[name].map(empty) == SUPPRESSED for name in ("now", "then")]
    rows[CELLS] = [
        " ".join(name for name, is_so in (("now", a), ("then", b), ("change", a or b)) if is_so)
        for a, b in zip(*hidden, strict=True)
    ]
    is_told = rows["now"].notna() | rows["then"].notna() | (rows[CELLS] != "")
    rows = rows.loc[is_told].sort_values("change", ascending=False)
    columns = [
        Column(by, DIMENSIONS[by].title),
        Column("now", _("{0}增速").format(period_label(period, basis)), "percent"),
        Column("then", _("{0}增速").format(period_label(shifted(period, -1), basis)), "percent"),
        Column("change", _("变化"), "points"),
    ]
    return twin(rows, columns)


def _rates(origin: cached.Source, period: str, basis: str, by: str) -> pd.Series:
    rows = cached.table(origin, "growth", period, (by,))
    rows = [marked(row) for row in rows.loc[rows["basis"] == basis].to_dict("records")]
    return pd.Series({row[by]: row["comparable_pct"] for row in rows}, dtype=object)


def _growth(origin: cached.Source, period: str, before: str, basis: str) -> str:
    now = cached.row(origin, "growth", period, basis).get("comparable_pct")
    then = cached.row(origin, "growth", before, basis).get("comparable_pct")
    if SUPPRESSED in (empty(now), empty(then)):
        return _("营业收入同比增速的变化依法不公布。")
    if rate_difference(now, then) is None:
        return ""
    return _("营业收入同比增速{0}（可比口径）。").format(rate_change(now, then, period_label(before, basis)))


def _register(origin: cached.Source, period: str, before: str) -> str:
    if not origin.is_open:
        return ""  # 看不到企业名录，进出几家就无从说起
    firms = cached.record(origin, "enterprises")
    start, end = pd.Timestamp(end_day(before)), pd.Timestamp(end_day(period))
    joined = firms.loc[(firms["above_scale_from"] > start) & (firms["above_scale_from"] <= end)]
    left = firms.loc[(firms["above_scale_to"] > start) & (firms["above_scale_to"] <= end)]
    if joined.empty and left.empty:
        return _("规上名录没有进出。")
    return _("新纳统{0}家，退统{1}家，规上企业净{2}{3}家。").format(
        count(len(joined)),
        count(len(left)),
        _("增") if len(joined) >= len(left) else _("减"),
        count(abs(len(joined) - len(left))),
    )


def _lights(origin: cached.Source, period: str, before: str) -> str:
    now, then = _judged(origin, period), _judged(origin, before)
    moved = [now[target] - then[target] for target in now.keys() & then.keys()]
    better, worse = sum(step > 0 for step in moved), sum(step < 0 for step in moved)
    gaps = cached.table(origin, "gap", period)
    hidden = count_withheld(gaps.loc[~gaps["is_ended"].astype(bool)], "light")
    if hidden:
        told = _("没有变化") if not (better or worse) else _("转好{0}项，转差{1}项").format(better, worse)
        return _("公布的目标灯{0}；另有{1}项依法不公布。").format(told, hidden)
    if not (better or worse):
        return _("各项目标的灯没有变化。")
    return _("目标灯转好{0}项，转差{1}项。").format(better, worse)


def _judged(origin: cached.Source, period: str) -> dict[str, int]:
    """Target → 0 red, 1 amber, 2 green; targets without a light stay out."""
    rows = cached.table(origin, "gap", period)
    return {
        target: _WORST_FIRST.index(glyph)
        for target, glyph in zip(rows["target"], rows["light"], strict=True)
        if isinstance(glyph, str) and glyph in _WORST_FIRST
    }

"""一个公布的数是由哪几期的累计数、哪些企业合成的；合成它的企业与公布的合计差几家，那几家就要当心。"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from metrics.answer import sql_text
from metrics.period import shifted
from metrics.store import Store

LEVEL, STORED, BASE, MATCHED, BEFORE = "level", "stored", "base", "matched", "before"
PANELS = (LEVEL, BASE, MATCHED, BEFORE)  # 有自己的一批企业的几种
BASES = ("ytd", "single", "rolling4")
_NEEDS = {
    BASE: "prior_reported_10k_cny",
    MATCHED: "prior_stored_10k_cny",
    BEFORE: "quarter_before_10k_cny",
}


@dataclass(frozen=True)
class Figure:
    """A sum of one cell: `kind` says of what. level: revenue; stored: what was stored a year ago; base: both this
    year's figure and last year's as reported now; matched: both as stored; before: both this quarter's and the last.
    """

    period: str
    basis: str
    kind: str = LEVEL

    @property
    def name(self) -> str:
        """A short key."""
        return f"{self.period} {self.basis} {self.kind}"


def plain(figure: Figure) -> Figure:
    """The same figure under the name the patterns know: a year is its fourth quarter's cumulative total, so are the
    last four quarters then, as a first quarter is its own; what was stored a year ago is the revenue of that time.
    """
    if figure.kind == STORED:
        figure = Figure(shifted(figure.period, -4), figure.basis)
    return replace(figure, basis="ytd") if figure.basis == "year" or _is_cumulative(figure) else figure


def _is_cumulative(figure: Figure) -> bool:
    return figure.kind != BEFORE and (figure.basis, figure.period[-1]) in {("single", "1"), ("rolling4", "4")}


def cumulatives(figure: Figure) -> tuple[str, ...]:
    """The quarters whose totals make up a figure (as `plain` names it): quarter ⊂ year, four quarters ⊂ two years."""
    now, base = parts(figure)
    return tuple(dict.fromkeys((*now, *base)))


def parts(figure: Figure) -> tuple[dict[str, int], dict[str, int]]:
    """With which sign each quarter's cumulative total is in what the figure is now, and in what it is compared with."""
    now = _spread(figure.period, figure.basis)
    if figure.kind == LEVEL:
        return now, {}
    return now, _spread(shifted(figure.period, -1 if figure.kind == BEFORE else -4), figure.basis)


def _spread(period: str, basis: str) -> dict[str, int]:
    quarter = int(period[-1])
    if basis == "single" and quarter > 1:
        return {period: 1, shifted(period, -1): -1}
    if basis == "rolling4" and quarter < 4:
        return {period: 1, shifted(period, -quarter): 1, shifted(period, -4): -1}
    return {period: 1}


def touching(period: str, periods: frozenset[str]) -> tuple[Figure, ...]:
    """Every figure with a panel of its own that the cumulative total of `period` is part of, the plainest first."""
    near = [one for one in (shifted(period, step) for step in range(10)) if one in periods]
    found = [
        Figure(one, basis, kind)
        for kind in PANELS
        for basis in BASES
        for one in near
        if (kind, basis) != (LEVEL, "ytd") and (kind != BEFORE or basis == "single")
    ]
    return tuple(one for one in found if not _is_cumulative(one) and period in cumulatives(one))


@dataclass(frozen=True)
class Panel:
    """The firms a figure is summed over, with their amounts (万元): `values` now, `bases` what it is compared with.

    `news`: the firms whose last year's figure as reported now is not what is in store, or is in no store at all.
    """

    values: Mapping[str, float]
    bases: Mapping[str, float]
    news: frozenset[str] = frozenset()


def load_panels(store: Store, period: str) -> dict[tuple[str, str], Panel]:
    """Every panel of a period by basis and kind; a year's is that of its fourth quarter's cumulative."""
    frame = store.query(sql_text("disclosure/facts"), [period])
    own = {basis: pd.DataFrame(frame.loc[frame["basis"] == basis]) for basis in BASES}
    return {(basis, kind): _panel(own[basis], kind) for basis in BASES for kind in PANELS}


def _panel(rows: pd.DataFrame, kind: str) -> Panel:
    need = _NEEDS.get(kind)
    if need is not None:
        rows = pd.DataFrame(rows.loc[rows[need].notna()])
    firms = [str(firm) for firm in rows["enterprise_id"]]
    values = dict(zip(firms, rows["revenue_10k_cny"].to_numpy(dtype=float), strict=True))
    if need is None:
        return Panel(values, {})
    bases = dict(zip(firms, rows[need].to_numpy(dtype=float), strict=True))
    if kind != BASE:
        return Panel(values, bases)
    stored = rows["prior_stored_10k_cny"].to_numpy(dtype=float)
    is_old = np.abs(rows["prior_reported_10k_cny"].to_numpy(dtype=float) - stored) <= 1e-6  # 非数不是旧的
    return Panel(values, bases, frozenset(firm for firm, one in zip(firms, is_old, strict=True) if not one))

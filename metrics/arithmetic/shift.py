"""偏离份额：一个地区的增量里，多少随总体、多少因结构、多少是自己的；只算数，不取数。"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Shift:
    """Components per activity, in the unit of the inputs; `national + mix + regional = total`, element by element.

    `own_regional + allocation = regional` is the split of Esteban-Marquillas (1972). NaN where not computable.
    """

    national: Numbers
    mix: Numbers
    regional: Numbers
    total: Numbers
    own_regional: Numbers
    allocation: Numbers

    def summed(self) -> "Shift":
        """Every component added up over the activities, as arrays of one number; NaN where one part is unknown."""
        return Shift(*(np.array([part.sum()]) for part in vars(self).values()))


def dunn(base: ArrayLike, now: ArrayLike, reference_base: ArrayLike, reference_now: ArrayLike) -> Shift:
    """Shift-share of one area by activity (Dunn 1960), with the split of Esteban-Marquillas, on two complete lists.

    national = b·(E/B − 1); mix = b·(Eⱼ/Bⱼ − E/B); regional = e − b·Eⱼ/Bⱼ. B and E are the reference's totals.
    """
    base, now = _numbers(base), _numbers(now)
    reference_base, reference_now = _numbers(reference_base), _numbers(reference_now)
    overall = ratio(reference_now.sum(), reference_base.sum())
    share = ratio(reference_base, reference_base.sum())
    return parts(base, now, ratio(reference_now, reference_base), overall, base.sum() * share)


def parts(base: ArrayLike, now: ArrayLike, own: ArrayLike, overall: ArrayLike, homothetic: ArrayLike) -> Shift:
    """The components from growth factors: `own` that of the activity, `overall` that of the whole reference.

    `homothetic` is the base the area would have with the reference's structure: its total × the activity's share.
    Esteban's split needs the area's own growth rate: an activity without a base gives NaN, one that is absent at both
    ends gives 0, since there is nothing to compete with.
    """
    base, now, own, overall = _numbers(base), _numbers(now), _numbers(own), _numbers(overall)
    lead = np.where(base > 0, ratio(now, base), np.nan) - own
    is_absent = (base == 0) & (now == 0)
    return Shift(
        national=base * (overall - 1),
        mix=base * (own - overall),
        regional=now - base * own,
        total=now - base,
        own_regional=np.where(is_absent, 0.0, _numbers(homothetic) * lead),
        allocation=np.where(is_absent, 0.0, (base - _numbers(homothetic)) * lead),
    )


def dynamic(area: Sequence[ArrayLike], reference: Sequence[ArrayLike]) -> Shift:
    """Year-by-year components summed (Barff & Knight 1988); `area` and `reference` are one list of levels a year.

    Summed over activities. Fewer than two years give NaN.
    """
    years = [
        dunn(*area[at : at + 2], *reference[at : at + 2]).summed() for at in range(min(len(area), len(reference)) - 1)
    ]
    if not years:
        return Shift(*(np.array([np.nan]) for _part in range(6)))
    return Shift(*(np.sum([vars(year)[name] for year in years], axis=0) for name in vars(years[0])))


def gerfin(
    base: ArrayLike, now: ArrayLike, reference_base: ArrayLike, reference_now: ArrayLike
) -> tuple[float, float, float]:
    """Index form (Gerfin 1964): mix, regional and total; mix × regional = total = own factor ÷ the reference's.

    mix = (Σ b·Eⱼ/Bⱼ ÷ Σb) ÷ (E/B). NaN where a base is not positive.
    """
    base, now = _numbers(base), _numbers(now)
    reference_base, reference_now = _numbers(reference_base), _numbers(reference_now)
    overall = float(ratio(reference_now.sum(), reference_base.sum()))
    expected = float((base * ratio(reference_now, reference_base)).sum())
    mix = float(ratio(expected, base.sum())) / overall
    return mix, float(ratio(now.sum(), expected)), float(ratio(now.sum(), base.sum())) / overall


def ratio(upper: ArrayLike, lower: ArrayLike) -> Numbers:
    """upper ÷ lower; NaN where lower is unknown or not positive."""
    upper, lower = _numbers(upper), _numbers(lower)
    return np.divide(upper, lower, out=np.full(np.broadcast(upper, lower).shape, np.nan), where=lower > 0)


def _numbers(values: ArrayLike) -> Numbers:
    return np.asarray(values, dtype=np.float64)

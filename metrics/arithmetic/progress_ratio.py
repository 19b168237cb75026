"""进度比：已有的年均增速是所需年均增速的几成（加拿大统计局、开放SDG的第二种算法）。"""

from etl.words import _
from metrics.arithmetic.gap import required_growth_pct

SUBSTANTIAL, MODERATE = 0.95, 0.6


def progress_ratio(
    base: float | None, value: float | None, target: float | None, years_gone: float, years_all: float
) -> float | None:
    """Observed CAGR (base → value over the years gone) ÷ required CAGR (base → target over all years).

    1 is exactly on the way, below 0 is moving away. Null where a part is unknown or not positive, no time has gone, or
    the target is not above the base. Source: open-sdg/sdg-build, sdg/ProgressMeasure.py.
    """
    observed = required_growth_pct(base, value, years_gone)
    required = required_growth_pct(base, target, years_all)
    return observed / required if observed is not None and required is not None and required > 0 else None


def progress_score(ratio: float | None) -> float | None:
    """The ratio on a scale to 5, in two straight pieces that meet the published thresholds; null stays null."""
    if ratio is None:
        return None
    return min(7.1429 * ratio - 4.2857, 5.0) if ratio >= MODERATE else 4.1667 * ratio - 2.5


def progress_status(ratio: float | None) -> str:
    """进展显著 from 0.95, 进展中等 from 0.6, 进展有限 from 0, 倒退 below; "" where unknown."""
    if ratio is None:
        return ""
    if ratio >= SUBSTANTIAL:
        return _("进展显著")
    if ratio >= MODERATE:
        return _("进展中等")
    return _("进展有限") if ratio >= 0 else _("倒退")

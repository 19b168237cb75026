"""年内进度的算术：上年同期完成占比、完成率、剩余需完成、剩余期所需同比。只认数，不认库。"""

from dataclasses import dataclass

from etl.words import _
from metrics.growth import BASE_NOT_POSITIVE, NO_BASE, NO_CURRENT

NO_PRIOR_YEAR = _("缺上年全年")
NO_PRIOR_YTD = _("缺上年同期")
NO_TARGET = _("缺全年目标")
YEAR_OVER = _("全年已结束，没有剩余期")
REACHED = _("已完成全年目标")
NO_PRIOR_REST = _("上年剩余期≤0，不能计算所需同比")


@dataclass(frozen=True)
class Progress:
    """How a year stands (万元, %): null where a part is unknown, and then `reason` says which."""

    same_period_share_pct: float | None
    completed_pct: float | None
    ahead_pp: float | None
    remaining_10k_cny: float | None
    prior_rest_10k_cny: float | None
    required_growth_pct: float | None
    reason: str


def progress(
    ytd: float | None,
    prior_ytd: float | None,
    prior_year: float | None,
    target: float | None,
    *,
    is_over: bool = False,
) -> Progress:
    """The year so far against its target and against last year's rhythm (rules §6.3–6.4).

    上年同期完成占比 = last year's cumulative ÷ last year's total; 完成 = ytd ÷ target; ahead = the one minus the other;
    剩余需完成 = target − ytd; 剩余期所需同比 = (target − ytd) ÷ last year's rest − 1. `is_over`: the fourth quarter.
    A target that is not positive is none: nothing is completed of it, nothing remains.
    """
    share = _percent(prior_ytd, prior_year)
    if target is not None and target <= 0:  # 上年全年不是正数，“不低于上年”说不出一个目标
        target = None
    completed = _percent(ytd, target)
    rest = None if prior_ytd is None or prior_year is None else prior_year - prior_ytd
    remaining = None if ytd is None or target is None else target - ytd
    required = None
    if not is_over and remaining is not None and remaining > 0 and rest is not None and rest > 0:
        required = (remaining / rest - 1) * 100
    return Progress(
        same_period_share_pct=share,
        completed_pct=completed,
        ahead_pp=None if share is None or completed is None else completed - share,
        remaining_10k_cny=remaining,
        prior_rest_10k_cny=rest,
        required_growth_pct=required,
        reason="；".join(_reasons(ytd, prior_ytd, prior_year, target, remaining, rest, is_over)),
    )


def _percent(part: float | None, whole: float | None) -> float | None:
    return part / whole * 100 if part is not None and whole is not None and whole > 0 else None


def _reasons(
    ytd: float | None,
    prior_ytd: float | None,
    prior_year: float | None,
    target: float | None,
    remaining: float | None,
    rest: float | None,
    is_over: bool,
) -> list[str]:
    said = []
    if ytd is None:
        said.append(NO_CURRENT)
    if prior_year is None and prior_ytd is None:
        said.append(NO_BASE)
    elif prior_year is None:
        said.append(NO_PRIOR_YEAR)
    elif prior_ytd is None:
        said.append(NO_PRIOR_YTD)
    if prior_year is not None and prior_year <= 0:
        said.append(BASE_NOT_POSITIVE)
    if target is None and prior_year is not None and prior_year > 0:
        said.append(NO_TARGET)
    if is_over:
        said.append(YEAR_OVER)
    elif remaining is not None and remaining <= 0:
        said.append(REACHED)
    elif remaining is not None and rest is not None and rest <= 0:
        said.append(NO_PRIOR_REST)
    return said

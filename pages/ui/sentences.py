"""用数字写话：时间、范围、指标、数值、同比、比较，依次而来；数字没说的形容词一概不写。"""

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from charts.words import (
    SUPPRESSED,
    amount_100m,
    change,
    count,
    empty,
    exact,
    percent,
    points,
    pull,
    rate_change,
    rate_difference,
)
from etl.words import _

_SEVERAL = 2  # 一句话里最多点名几个
_WORTH_A_NOTE_PP = 1  # 名义与可比相差超过这么多个百分点，就把两个都说出来


def headline(
    when: str,
    scope: str,
    enterprises: object,
    revenue_10k_cny: object,
    growth_pct: object,
    before: str = "",
    before_pct: object = None,
    above_scale: object = None,
    withheld: object = "",
) -> str:
    """`2026年1-9月，全区292家企业（规上208家）实现营业收入812.3亿元，同比增长9.1%（可比口径），较上半年提高0.4个百分点。`

    `above_scale` of the firms are 规上; left out where the register does not say. `withheld`: the disclosure rule that
    keeps something back, "" where none does.
    Revenue in 万元, rates in %. Unknown growth is left out with its dash; the comparison where either rate is unknown.
    """
    large = _("（规上{0}家）").format(count(above_scale)) if exact(above_scale) is not None else ""
    rule = withheld if isinstance(withheld, str) else ""
    clauses = [when]
    if rule and exact(revenue_10k_cny) is None:
        clauses.append(_("{scope}的企业数与营业收入{rule}").format(scope=scope, rule=rule))
    else:
        clauses.append(
            _("{scope}{count}家企业{large}实现营业收入{amount}亿元").format(
                scope=scope, count=count(enterprises), large=large, amount=amount_100m(revenue_10k_cny)
            )
        )
    if exact(growth_pct) is None:
        clauses.append(_("同比增速{0}").format(rule) if rule else _("同比增速暂无（{0}）").format(_("缺上年同期数")))
    else:
        clauses.append(_("{change}（可比口径）").format(change=change(growth_pct)))
        if before and exact(before_pct) is not None:
            clauses.append(rate_change(growth_pct, before_pct, before))
    return "，".join(clauses) + _("。")


def pulls(groups: Sequence[tuple[str, object]], note: str = "") -> str:
    """`其中，软件拉动增长4.2个百分点，装备下拉1.1个百分点。` from (name, pull in points); "" where nothing moves.

    `note` stands in brackets before the full stop.
    """
    words = _movers(groups)
    told = _("（{0}）").format(note) if note else ""
    return _("其中，{0}{1}。").format("，".join(words), told) if words else ""


def pull_title(groups: Sequence[tuple[str, object]], most: int = _SEVERAL) -> str:
    """The same as a chart's title, without 其中; `most` named each way."""
    return "，".join(_movers(groups, most)) or _("各组对增长的影响均不大")


def exceeds(pulls_pp: Sequence[object], total_pct: object) -> bool:
    """Whether the pulls of all groups (points) really add up to more than the total growth (%), by a shown tenth."""
    total = exact(total_pct)
    known = [value for cell in pulls_pp if (value := exact(cell)) is not None]
    return total is not None and sum(known) - total >= Decimal("0.05")


def _movers(groups: Sequence[tuple[str, object]], most: int = _SEVERAL) -> list[str]:
    known = [
        (name, value) for name, cell in groups if (value := exact(cell)) is not None and abs(value) >= Decimal("0.05")
    ]
    up = sorted((pair for pair in known if pair[1] > 0), key=lambda pair: -pair[1])[:most]
    down = sorted((pair for pair in known if pair[1] < 0), key=lambda pair: pair[1])[:most]
    return [name + pull(value) for name, value in [*up, *down]]


def basis_note(comparable_pct: object, nominal_pct: object, missing: object = None) -> str:
    """Both rates side by side where they differ by more than a point (rules §2.3), else "".

    `missing` firms have not filed yet: the nominal rate is then low for that alone, and no other reason is claimed.
    """
    difference = rate_difference(comparable_pct, nominal_pct)
    if difference is None or abs(difference) <= _WORTH_A_NOTE_PP:
        return ""
    late = exact(missing)
    why = _("本期有{0}家未报，名义偏低").format(count(late)) if late and late > 0 else _("两年的企业或上年数不同")
    words = _("名义同比{0}（{1}），与可比口径相差{2}。")
    return words.format(change(nominal_pct, ""), why, points(abs(difference)))


def lights(counts: pd.Series, labels: dict[str, str]) -> str:
    """`● 达序 5 项、▲ 略缓 2 项` in the order of `labels`; states nobody has are left out."""
    return "、".join(_("{0} {1} 项").format(label, counts[key]) for key, label in labels.items() if counts.get(key, 0))


def coverage(expected: object, filed: object, filed_pct: object) -> str:
    """`应报300家，已报292家，填报率97.3%，还差8家。`"""
    want, have = exact(expected), exact(filed)
    if SUPPRESSED in (empty(expected), empty(filed)):
        return _("应报与已报的家数依法不公布。")
    if want is None or have is None:
        return _("应报企业数不明。")
    left = want - have
    tail = _("还差{0}家。").format(count(left)) if left > 0 else _("已报齐。")
    return _("应报{0}家，已报{1}家，填报率{2}，{3}").format(count(want), count(have), percent(filed_pct), tail)


def firm(when: str, name: str, revenue_10k_cny: object, growth_pct: object) -> str:
    """`2026年1-9月，某公司实现营业收入17.3亿元，同比增长10.9%（可比口径）。`"""
    growth = _("，{0}（可比口径）").format(change(growth_pct)) if exact(growth_pct) is not None else ""
    return _("{0}，{1}实现营业收入{2}亿元{3}。").format(when, name, amount_100m(revenue_10k_cny), growth)

"""攻击者看到了什么：以受控角色的身份问每一张表，连同谁报了、属于哪组，都写成企业各期数的等式与不等式。

规模、增速、增长桥、贡献在这里读；集中度、不平等在 spread_told.py，进度、质量、专业化、强度、偏离份额在 derived.py，
预测在 forecast_told.py，目标与对标在 target_told.py。其余的（临界、升降、异常、韧性、培育库、梯队变动）受控的角色一行也
得不到，梯队一个数也得不到，`learn` 照样去问，得到了就报错；结构相近只在每一格都公布时给，是它们的函数；填报覆盖
只有家数，谁报没报本来就当作知道的。
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from bench import derived, forecast_told, spread_told, target_told
from bench.granted import BEFORE, NOW, PRIOR, STORED, Firms, Row, firms
from bench.knowledge import Knowledge
from bench.statement import Sum, minus, now_of, prior_of, say_amount, say_rate
from metrics.disclosure.reader import Reader
from metrics.disclosure.rules import load_policy
from metrics.period import shifted
from metrics.request import RequestError
from metrics.show import show
from metrics.store import Store

Asked = tuple[tuple[str, ...], Mapping[str, Sequence[str]]]
_FORETOLD = 23  # 历史不足二十四个季度的不预测
_CLOSED = ("near_threshold", "movers", "outliers", "resilience", "pool", "transitions")


def learn(
    known: Knowledge, store: Store, asked: Iterable[Asked], periods: Sequence[str] = (), role: str = "researcher"
) -> None:
    """Ask the door as `role` for every table and metric, and keep what it said.

    `periods` empty asks for all of them at once. Raises ValueError where a number contradicts the firms' figures, or
    is shown where none is expected.
    """
    who = firms(store)
    every = sorted({period for period, _basis in who.facts})
    for by, where in asked:
        for metric, read in _READ.items():
            for period in periods or [None]:
                _learn(known, store, who, metric, read, (period, by, where, role))
        for period in [one for one in periods or every if one in every[_FORETOLD:]]:
            _foretell(known, store, who, (period, by, where, role))
    for metric in _CLOSED:
        if any(_asked(store, metric, period, (), {}, role) for period in periods or [None]):
            raise ValueError(f"受控的角色得到了 {metric} 的行")
    for told in _asked(store, "tiers", None, (), {}, role):
        derived.never(Row(told, frozenset(), who.facts, {}), "enterprises", "revenue_10k_cny", "share_pct")
    for period in periods or every:
        target_told.read(known, store, who, period, role)
    spread_told.between(known)


def _asked(
    store: Store,
    metric: str,
    period: str | None,
    by: Sequence[str],
    where: Mapping[str, Sequence[str]],
    role: str,
) -> list[dict[Any, Any]]:
    """What the door gives; nothing where the metric does not take the grouping at all."""
    try:
        return show(store, metric, period, by, where, role).to_dict("records")
    except RequestError:
        return []


def _foretell(
    known: Knowledge,
    store: Store,
    who: Firms,
    asked: tuple[str, tuple[str, ...], Mapping[str, Sequence[str]], str],
) -> None:
    period, by, where, role = asked
    reader = Reader(store, load_policy(store.data))
    for told in _asked(store, "forecast", period, by, where, role):
        cell = {name: values[0] for name, values in where.items()} | {name: str(told[name]) for name in by}
        row = Row({**told, "period": period}, who.within(cell, period), who.facts, cell)
        forecast_told.forecast(known, reader, row, sorted(reader.periods))


def _learn(
    known: Knowledge,
    store: Store,
    who: Firms,
    metric: str,
    read: "Read",
    asked: tuple[str | None, tuple[str, ...], Mapping[str, Sequence[str]], str],
) -> None:
    period, by, where, role = asked
    scope = {name: values[0] for name, values in where.items()}
    for told in _asked(store, metric, period, by, where, role):
        cell = scope | {name: str(told[name]) for name in by}
        at = str(told["period"])
        row = Row(told, who.within(cell, at), who.facts, cell)
        if row.basis in ("ytd", "single", "rolling4"):
            read(known, row, Row(told, who.within(scope, at), who.facts, scope), who.within)


def _scale(known: Knowledge, row: Row, whole: Row, _within: derived.Within) -> None:
    amount, share = row.number("revenue_10k_cny"), row.number("share_pct")
    if row.basis != "ytd" and amount is None and share is None:
        return
    own = now_of(row, row.where(NOW))
    if row.basis == "ytd":
        known.seen |= set(own)
    say_amount(known, own, amount)
    if share is not None:
        known.add(minus(own, now_of(whole, whole.where(NOW)), share / 100), 0.0)


def _bridge(known: Knowledge, row: Row, _whole: Row, _within: derived.Within) -> None:
    """prior: what was stored; entrants and exits: the firms of one side only."""
    then = shifted(row.period, -4)
    stored = row.where(STORED)
    if row.number("prior_10k_cny") is not None:
        say_amount(known, now_of(row, stored, then), row.number("prior_10k_cny"))
    gone = row.number("exits_10k_cny")
    if gone is not None:
        known.add(now_of(row, set(stored) - set(row.where(NOW)), then), -gone)
    new = row.number("entrants_10k_cny")
    if new is not None:
        fresh = set(row.where(NOW)) - set(stored)
        has_prior = fresh & set(row.where(PRIOR))
        both = minus(now_of(row, fresh - has_prior), prior_of(row, has_prior), -1.0)
        known.add(both, new)
    filed = row.where(NOW, PRIOR)
    kept = set(row.where(NOW, STORED)) - set(filed)
    grown = row.number("incumbents_10k_cny")
    if grown is not None:
        own = minus(now_of(row, [*filed, *kept]), prior_of(row, filed))
        known.add(minus(own, now_of(row, kept, then)), grown)
    revised = row.number("revisions_10k_cny")
    if revised is not None:
        both = row.where(NOW, PRIOR, STORED)
        known.add(minus(prior_of(row, both), now_of(row, both, then)), revised)


def _contribution(known: Knowledge, row: Row, whole: Row, _within: derived.Within) -> None:
    increase, pull, share = (row.number(name) for name in ("increase_10k_cny", "pull_pp", "contribution_pct"))
    if increase is None and pull is None and share is None:
        return
    both = row.where(NOW, PRIOR)
    grown = minus(now_of(row, both), prior_of(row, both))
    say_amount(known, grown, increase)
    if pull is not None or share is not None:
        every = whole.where(NOW, PRIOR)
        base = prior_of(whole, every)
        say_rate(known, grown, base, pull, 0.0)
        say_rate(known, grown, minus(now_of(whole, every), base), share, 0.0)


def _growth(known: Knowledge, row: Row, _whole: Row, _within: derived.Within) -> None:
    then, last = shifted(row.period, -4), shifted(row.period, -1)
    sides: dict[str, Callable[[], tuple[Sum, Sum]]] = {
        "comparable_pct": lambda: _both(row, row.where(NOW, PRIOR), prior_of),
        "matched_pct": lambda: _both(row, row.where(NOW, STORED), lambda own, firms: now_of(own, firms, then)),
        "nominal_pct": lambda: (now_of(row, row.where(NOW)), now_of(row, row.where(STORED), then)),
        "quarter_pct": lambda: _both(row, row.where(NOW, BEFORE), lambda own, firms: now_of(own, firms, last)),
    }
    for name, sums in sides.items():
        if row.number(name) is not None:
            say_rate(known, *sums(), row.number(name))


def _both(row: Row, wanted: list[str], base: Callable[[Row, list[str]], Sum]) -> tuple[Sum, Sum]:
    return now_of(row, wanted), base(row, wanted)


Read = Callable[[Knowledge, Row, Row, derived.Within], None]
_READ: dict[str, Read] = {
    "scale": _scale,
    "growth": _growth,
    "bridge": _bridge,
    "contribution": _contribution,
    "concentration": spread_told.concentration,
    "inequality": spread_told.inequality,
    "pace": derived.pace,
    "quality": derived.quality,
    "specialization": derived.specialization,
    "strength": derived.strength,
    "shift_share": derived.shift_share,
}

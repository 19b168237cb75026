"""攻击者看到了什么：以受控角色的身份问每一张表，连同谁报了、属于哪组，都写成企业各期数的等式与不等式。"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from bench.attacker import Knowledge, Variable
from bench.granted import BEFORE, NOW, PRIOR, STORED, Facts, Row, firms
from metrics.period import shifted
from metrics.show import show
from metrics.store import Store

Asked = tuple[tuple[str, ...], Mapping[str, Sequence[str]]]
Sum = dict[Variable, float]
_PERIODIC = {"tier", "title"}


def learn(
    known: Knowledge, store: Store, asked: Iterable[Asked], periods: Sequence[str] = (), role: str = "researcher"
) -> None:
    """Ask the door as `role` for every table and metric that is linear in firms' figures, and keep what it said.

    `periods` empty asks for all of them at once. Groups that firms enter and leave from quarter to quarter (tiers,
    titles) are left out: who was in them when, the attacker is not granted.
    """
    who = firms(store)
    inside: dict[tuple[tuple[str, str], ...], frozenset[str]] = {}
    for by, where in asked:
        if _PERIODIC & {*by, *where}:
            continue
        around = who.within({name: values[0] for name, values in where.items()})
        for metric, read in _READ.items():
            for period in periods or [None]:
                table = show(store, metric, period, by, where, role).to_dict("records")
                for told in table:
                    cell = {name: values[0] for name, values in where.items()} | {name: str(told[name]) for name in by}
                    place = tuple(sorted(cell.items()))
                    if place not in inside:
                        inside[place] = who.within(cell)
                    row = Row(told, inside[place], who.facts)
                    if row.basis in ("ytd", "single", "rolling4"):
                        read(known, row, Row(told, around, who.facts))


def _parts(period: str, basis: str) -> list[tuple[str, int]]:
    quarter = int(period[-1])
    if basis == "single" and quarter > 1:
        return [(period, 1), (shifted(period, -1), -1)]
    if basis == "rolling4" and quarter < 4:
        return [(period, 1), (shifted(period, -quarter), 1), (shifted(period, -4), -1)]
    return [(period, 1)]


def _variable(facts: Facts, firm: str, at: str, then: str) -> Variable:
    """This firm's cumulative at a quarter; where none was filed then, what its form of `then` says of it."""
    amount = facts.get((at, "ytd"), {}).get(firm, (None,) * 4)[NOW]
    if amount is not None:
        return ("y", firm, at, amount)
    prior = facts[then, "ytd"][firm][PRIOR]
    assert prior is not None
    return ("p", firm, then, prior)


def _now(row: Row, wanted: Iterable[str], period: str = "") -> Sum:
    """The figures of these firms on the row's basis, as sums of cumulatives; `period` where another than the row's."""
    found: Sum = {}
    for at, sign in _parts(period or row.period, row.basis):
        then = shifted(at, 4)
        for firm in wanted:
            variable = _variable(row.facts, firm, at, then)
            found[variable] = found.get(variable, 0) + sign
    return found


def _prior(row: Row, wanted: Iterable[str]) -> Sum:
    """Last year's figures as reported now; the attacker knows which were not revised, and those are last year's own."""
    found: Sum = {}
    for at, sign in _parts(row.period, row.basis):
        own, before = row.facts[at, "ytd"], shifted(at, -4)
        stored = row.facts.get((before, "ytd"), {})
        for firm in wanted:
            amount = own[firm][PRIOR]
            assert amount is not None
            then = stored[firm][NOW] if firm in stored else None
            is_same = then is not None and abs(then - amount) < 1e-6
            variable = ("y", firm, before, then) if is_same and then is not None else ("p", firm, at, amount)
            found[variable] = found.get(variable, 0) + sign
    return found


def _less(one: Sum, other: Sum, times: float = 1.0) -> Sum:
    found = dict(one)
    for variable, value in other.items():
        found[variable] = found.get(variable, 0) - times * value
    return found


def _true(one: Sum) -> float:
    return sum(variable[3] * value for variable, value in one.items())


def _rate(known: Knowledge, now: Sum, base: Sum, rate: float | None, less: float = 1.0) -> None:
    """A rate says now / base = rate %; a rounded one that it is within half a unit: two inequalities.

    A whole number may be rounded to whole points or to a tenth: who sees it can't tell, and takes it for whole points.
    """
    under = _true(base)
    if rate is None or not base or under <= 0:
        return
    true = (_true(now) / under - less) * 100
    halves = (0.0, 0.5) if rate == round(rate) else (0.0, 0.05)
    off = next((one for one in halves if abs(rate - true) <= one + 1e-9), None)
    if off is None:
        raise ValueError(f"增速对不上：{rate}，应为 {true}")
    if not off:
        known.add(_less(now, base, less + rate / 100), 0.0)
        return
    top, bottom = (_less(now, base, less + (rate + sign * off) / 100) for sign in (1, -1))
    known.add(top, -1e15, 0.0)
    known.add(bottom, 0.0, 1e15)


def _amount(known: Knowledge, row: Sum, value: float | None) -> None:
    """An amount, to the cent or rounded to three or two significant digits."""
    if value is None:
        return
    true = _true(row)
    if abs(value - true) <= 1e-6 * max(1.0, abs(true)):
        known.add(row, value)
        return
    for digits in (3, 2):
        unit = 10.0 ** (len(str(int(abs(true)))) - digits)
        if abs(value - true) <= unit / 2 * (1 + 1e-9):
            known.add(row, value - unit / 2, value + unit / 2)
            return
    raise ValueError(f"金额对不上：{value}，应为 {true}")


def _scale(known: Knowledge, row: Row, whole: Row) -> None:
    amount, share = row.number("revenue_10k_cny"), row.number("share_pct")
    if row.basis != "ytd" and amount is None and share is None:
        return
    own = _now(row, row.where(NOW))
    if row.basis == "ytd":
        known.seen |= set(own)
    _amount(known, own, amount)
    if share is not None:
        known.add(_less(own, _now(whole, whole.where(NOW)), share / 100), 0.0)


def _bridge(known: Knowledge, row: Row, _whole: Row) -> None:
    """prior: what was stored; entrants and exits: the firms of one side only."""
    then = shifted(row.period, -4)
    stored = row.where(STORED)
    if row.number("prior_10k_cny") is not None:
        _amount(known, _now(row, stored, then), row.number("prior_10k_cny"))
    gone = row.number("exits_10k_cny")
    if gone is not None:
        known.add(_now(row, set(stored) - set(row.where(NOW)), then), -gone)
    new = row.number("entrants_10k_cny")
    if new is not None:
        fresh = set(row.where(NOW)) - set(stored)
        has_prior = fresh & set(row.where(PRIOR))
        both = _less(_now(row, fresh - has_prior), _prior(row, has_prior), -1.0)
        known.add(both, new)


def _contribution(known: Knowledge, row: Row, whole: Row) -> None:
    increase, pull, share = (row.number(name) for name in ("increase_10k_cny", "pull_pp", "contribution_pct"))
    if increase is None and pull is None and share is None:
        return
    both = row.where(NOW, PRIOR)
    grown = _less(_now(row, both), _prior(row, both))
    _amount(known, grown, increase)
    if pull is not None or share is not None:
        every = whole.where(NOW, PRIOR)
        base = _prior(whole, every)
        _rate(known, grown, base, pull, 0.0)
        _rate(known, grown, _less(_now(whole, every), base), share, 0.0)


def _growth(known: Knowledge, row: Row, _whole: Row) -> None:
    then, last = shifted(row.period, -4), shifted(row.period, -1)
    sides: dict[str, Callable[[], tuple[Sum, Sum]]] = {
        "comparable_pct": lambda: _both(row, row.where(NOW, PRIOR), _prior),
        "matched_pct": lambda: _both(row, row.where(NOW, STORED), lambda own, firms: _now(own, firms, then)),
        "nominal_pct": lambda: (_now(row, row.where(NOW)), _now(row, row.where(STORED), then)),
        "quarter_pct": lambda: _both(row, row.where(NOW, BEFORE), lambda own, firms: _now(own, firms, last)),
    }
    for name, sums in sides.items():
        if row.number(name) is not None:
            _rate(known, *sums(), row.number(name))


def _both(row: Row, wanted: list[str], base: Callable[[Row, list[str]], Sum]) -> tuple[Sum, Sum]:
    return _now(row, wanted), base(row, wanted)


_READ = {"scale": _scale, "growth": _growth, "bridge": _bridge, "contribution": _contribution}

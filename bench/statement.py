"""一句话怎样写成等式与不等式：一批企业在一个期别上的合计，分文不差的、舍入了的，还有两个合计之比。"""

from collections.abc import Iterable

from bench.granted import NOW, PRIOR, Facts, Row
from bench.knowledge import Knowledge, Variable
from metrics.period import shifted

Sum = dict[Variable, float]
FAR = 1e15  # 没有界的那一头


def now_of(row: Row, wanted: Iterable[str], period: str = "") -> Sum:
    """The figures of these firms on the row's basis, as sums of cumulatives; `period` where another than the row's."""
    found: Sum = {}
    for at, sign in _parts(period or row.period, row.basis):
        then = shifted(at, 4)
        for firm in wanted:
            variable = _variable(row.facts, firm, at, then)
            found[variable] = found.get(variable, 0) + sign
    return found


def prior_of(row: Row, wanted: Iterable[str]) -> Sum:
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


def minus(one: Sum, other: Sum, times: float = 1.0) -> Sum:
    """One sum less so many times the other."""
    found = dict(one)
    for variable, value in other.items():
        found[variable] = found.get(variable, 0) - times * value
    return found


def true_of(one: Sum) -> float:
    """What the sum is (万元)."""
    return sum(variable[3] * value for variable, value in one.items())


def say_rate(known: Knowledge, top: Sum, base: Sum, rate: float | None, less: float = 1.0) -> None:
    """A rate says top / base − `less` = rate %; a rounded one that it is within half a unit: two inequalities.

    A whole number may be rounded to whole points or to a tenth: who sees it can't tell, and takes it for whole points.
    Raises ValueError where the rate is not that of these sums.
    """
    under = true_of(base)
    if rate is None or not base or under <= 0:
        return
    true = (true_of(top) / under - less) * 100
    halves = (0.0, 0.5) if rate == round(rate) else (0.0, 0.05)
    off = next((one for one in halves if abs(rate - true) <= one + 1e-9), None)
    if off is None:
        raise ValueError(f"增速对不上：{rate}，应为 {true}")
    if not off:
        known.add(minus(top, base, less + rate / 100), 0.0)
        return
    above, below = (minus(top, base, less + (rate + sign * off) / 100) for sign in (1, -1))
    known.add(above, -FAR, 0.0)
    known.add(below, 0.0, FAR)


def say_amount(known: Knowledge, row: Sum, value: float | None) -> None:
    """An amount, to the cent or rounded to three or two significant digits; ValueError where it is neither."""
    if value is None:
        return
    true = true_of(row)
    if abs(value - true) <= 1e-6 * max(1.0, abs(true)):
        known.add(row, value)
        return
    for digits in (3, 2):
        unit = 10.0 ** (len(str(int(abs(true)))) - digits)
        if abs(value - true) <= unit / 2 * (1 + 1e-9):
            known.add(row, value - unit / 2, value + unit / 2)
            return
    raise ValueError(f"金额对不上：{value}，应为 {true}")


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

"""预测说出了什么：它由给得出去的单季数、累计与增速算出，所以攻击者直接得到那些数，连同各舍入到几位——比预测说的还多。

几位是方案里的事，只有这里向它打听；每个数是不是真在那一段里，仍照企业的真数核对。
"""

import math

from bench.granted import NOW, PRIOR, Row
from bench.knowledge import Knowledge
from bench.statement import now_of, prior_of, say_amount, say_rate, true_of
from metrics.disclosure.figure import BASE, Figure
from metrics.disclosure.reader import Reader


def forecast(known: Knowledge, reader: Reader, row: Row, periods: list[str]) -> None:
    """Every single quarter up to the row's own, the year so far, last year's same period, and the growth."""
    if row.number("value_10k_cny") is None or row.told.get("plan"):
        return
    cell = tuple(sorted(row.cell.items()))
    for at in periods:
        if at > row.period:
            continue
        own = Row({"period": at, "basis": "single"}, row.firms, row.facts, row.cell)
        verdict = reader.rounded(cell, Figure(at, "single"))
        if verdict.reason:
            raise ValueError(f"预测给了，{at} 的单季数没有给：{row.told}")
        sums = now_of(own, own.where(NOW))
        true = true_of(sums)
        if not true:
            continue
        unit = 0.0 if verdict.decimals is None else 10.0 ** (math.floor(math.log10(abs(true))) - 1 - verdict.decimals)
        told = round(true / unit) * unit if unit else true
        known.add(sums, told - unit / 2, told + unit / 2)
    ytd = Row({"period": row.period, "basis": "ytd"}, row.firms, row.facts, row.cell)
    say_amount(known, now_of(ytd, ytd.where(NOW)), true_of(now_of(ytd, ytd.where(NOW))))
    both = ytd.where(NOW, PRIOR)
    base = prior_of(ytd, both)
    if true_of(base) > 0:
        growth = (true_of(now_of(ytd, both)) / true_of(base) - 1) * 100
        decimals = reader.rounded(cell, Figure(row.period, "ytd", BASE)).decimals
        say_rate(known, now_of(ytd, both), base, growth if decimals is None else round(growth, decimals))

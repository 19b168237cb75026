"""应报的报了没有：上一季或去年同期报过、没有注销迁出的，这次都该报。"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from etl.issue import Issue
from etl.quarter import quarter_before, year_before
from etl.rule import issue, limit
from etl.verify.filed import filers
from etl.verify.register import Register
from etl.words import _
from etl.write.ledger import Filing


def check_expected(
    period: str, here: set[str], places: Iterable[str], register: Register, ledger: Sequence[Filing], *, is_demo: bool
) -> Issue | None:
    """A warning that names the firms still missing for the period, or a note where the file holds but a part of them.

    Expected are those that filed the quarter before or the same quarter last year and have not left; of the file's own
    sub-districts where it covers few, of all else. `here` are the file's firms, taken or set aside; what other filings
    hold for the period counts as filed. `places` are the sub-districts of its rows.
    """
    before = filers(ledger, year_before(period), quarter_before(period), is_demo=is_demo)
    covered = {place for place in places if place} | {register.places[firm] for firm in here & register.places.keys()}
    covered &= register.firms_in.keys()  # 名录里没有的写法，无从说是哪几家
    is_part = bool(covered) and covered < register.firms_in.keys()
    among = set().union(*(register.firms_in[place] for place in covered)) if is_part else before.keys()
    expected = (among & before.keys()) - register.gone
    missing = expected - here - filers(ledger, period, is_demo=is_demo).keys()
    if not missing:
        return None
    where = "、".join(sorted(covered)) if is_part and len(covered) <= 3 else ""
    present = len(expected & here)
    if present < limit("expected_missing", "least_share") * len(expected):
        return issue("partial_filing", where=where, expected=len(expected), here=present)
    named = limit("expected_missing", "named")
    order = sorted(missing, key=lambda firm: (-before[firm], firm))
    names = "、".join(register.names.get(firm, firm) for firm in order[:named])
    more = _("等") if len(order) > named else ""
    stake = Decimal(str(round(sum(before[firm] for firm in missing), 6)))
    return issue("expected_missing", where=where, count=len(missing), names=names + more, stake=stake)

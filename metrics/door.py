"""明细的门：带企业的行只给看得到企业的人，分管一口的只给本口的；汇总数的门在 metrics.show。"""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from metrics import behind, records, working
from metrics import calendar as filing_calendar
from metrics.disclosure.right import is_published_only
from metrics.disclosure.rules import load_policy
from metrics.store import Store
from metrics.working import Line, Number

ALL, OWN, NONE = "all", "own", "none"
Own = Mapping[str, Sequence[str]]
_OF_ONE = ("enterprise_facts", "enterprise_series")
_OF_FIRMS = ("enterprises", *_OF_ONE, "titles", "issues", "filings")


def record(store: Store, name: str, arguments: Sequence[str], sees: str, own: Own) -> pd.DataFrame:
    """A table of `metrics.records` by the function's name, as far as somebody may see it.

    `sees`: which enterprises' rows they may see, all, own or none; `own`: subdistrict or cluster → names. The columns
    stay where there is nothing to be seen. Filings, findings and titles name firms of every part, so whoever sees only
    a part gets none of them.
    """
    table = getattr(records, name)(store, *arguments)
    if sees == ALL or name not in _OF_FIRMS:
        return table
    if sees == OWN and name == "enterprises":
        return table.loc[_is_own(table, own)].reset_index(drop=True)
    if sees == OWN and name in _OF_ONE:
        firms = records.enterprises(store)
        return table if arguments[0] in set(firms.loc[_is_own(firms, own)]["enterprise_id"]) else table.iloc[:0]
    return table.iloc[:0]


def periods(store: Store, role: str) -> list[str]:
    """Every quarter with filed figures that somebody may see, oldest first: for the public the published ones."""
    known = records.periods(store)
    if not (role and is_published_only(role)):
        return known
    return [period for period in known if period <= load_policy(store.data).published_through]


def lines(store: Store, number: Number, sees: str) -> list[Line]:
    """The live sums put into a number's formula; [] for whoever doesn't see every firm: they add up to single ones."""
    return working.lines(store, number) if sees == ALL else []


def filings(store: Store, number: Number, sees: str) -> pd.DataFrame:
    """The filings behind a number, with the names of their files; no rows for whoever doesn't see every firm."""
    table = behind.filings(store, number)
    return table if sees == ALL else table.iloc[:0]


def calendar(store: Store, period: str, today: date, sees: str, own: Own) -> pd.DataFrame:
    """Who owes a form for a quarter and who has filed, of the firms somebody may see."""
    rows = filing_calendar.calendar(store, period, today)
    if sees == ALL:
        return rows
    firms = record(store, "enterprises", (), sees, own)
    return rows.loc[rows["enterprise_id"].isin(list(firms["enterprise_id"]))].reset_index(drop=True)


def _is_own(firms: pd.DataFrame, own: Own) -> pd.Series:
    found = pd.Series(False, index=firms.index)
    for dimension, names in own.items():
        parts = firms[dimension].fillna("").str.split(records.JOINT)
        found |= pd.Series([bool(set(some) & set(names)) for some in parts], index=firms.index, dtype=bool)
    return found

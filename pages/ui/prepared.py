"""受控的角色看得到哪些数，是不是已经算好：页面只问，从不自己算。"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from metrics.disclosure.build import Build, periods
from metrics.disclosure.lost import RecordLostError, check
from metrics.disclosure.released import is_recorded
from metrics.disclosure.right import needs_control
from metrics.disclosure.rules import Policy, load_policy
from metrics.request import parse
from metrics.show import answer, guarded
from metrics.store import Store, StoreError
from pages.ui import record_watch

_READY: set[tuple[str, str, Policy]] = set()  # 算好了就不会变回没算好


class NotPreparedError(Exception):
    """What this role may see of the data version has not been worked out yet."""


@dataclass(frozen=True)
class Progress:
    """How many of the data version's quarters are worked out."""

    done: int
    total: int


def is_controlled(role: str) -> bool:
    """Whether what this role sees must be worked out first; "" is the system itself."""
    return bool(role) and needs_control(role)


def is_prepared(store: Store) -> bool:
    """Whether every quarter is worked out under today's rules.

    Raises StoreError where the rules can't be read, or what was given out before is not all on record (lost.py).
    """
    _check(store)
    key = (str(store.data), str(store.path), load_policy(store.data))
    if key not in _READY and (told := progress(store)).done == told.total:
        _READY.add(key)
    return key in _READY


def progress(store: Store) -> Progress:
    """How far the working out is. Raises StoreError as `is_prepared` does."""
    _check(store)
    policy, every = load_policy(store.data), periods(Build(store))
    return Progress(sum(is_recorded(store, policy, period) for period in every), len(every))


def _check(store: Store) -> None:
    check(store, is_serving=True)
    if not store.is_demo and (said := record_watch.trouble(store.data)):
        raise RecordLostError(said)


def early(store: Store, period: str, by: Sequence[str], role: str, own: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """The cumulative revenue of one quarter as far as it may leave, once that quarter is worked out; before, no rows.

    No other quarter is asked about. Raises StoreError as the guard does.
    """
    request = parse(store, "scale", period, by)
    table = answer(store, request)
    is_there = is_recorded(store, load_policy(store.data), period)
    rows = table.loc[table["basis"] == "ytd"] if is_there else table.iloc[:0]
    return guarded(store, request, rows, role, own)


def rules_key(data: Path) -> str:
    """A mark that changes with the rules, for cache keys; "" where they can't be read: then nothing is given."""
    try:
        return hashlib.sha256(repr(load_policy(data)).encode()).hexdigest()[:12]
    except StoreError:
        return ""

"""每一期的隐去方案先算好、记下：第一个来问的人就不必等。"""

from collections.abc import Callable

from metrics.disclosure.build import Build, periods
from metrics.disclosure.lost import check
from metrics.disclosure.released import is_recorded, pattern
from metrics.disclosure.rules import load_policy
from metrics.store import Store


def prepare(store: Store, progress: Callable[[str], None] | None = None) -> int:
    """Compute and write down the patterns of every period that has none for this build yet, the newest first.

    `progress` is told each period before its turn. Returns how many were computed; 0 where all were there. What is
    written down counts as given out, so let a quarter be complete first. Raises StoreError where the rules can't be
    read, the record can't be kept, or what was given out before is not all on record.
    """
    check(store)
    policy = load_policy(store.data)
    newest_first = sorted(periods(Build(store)), reverse=True)
    waiting = [period for period in newest_first if not is_recorded(store, policy, period)]
    for period in waiting:
        if progress is not None:
            progress(period)
        pattern(store, policy, period)
    return len(waiting)

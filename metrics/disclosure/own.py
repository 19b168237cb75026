"""分管一口的人自己那一口：按街道、集群筛的，或按自己那几家企业筛的，照看原数。"""

from collections.abc import Mapping, Sequence

from metrics.request import Request
from metrics.store import Store

Own = Mapping[str, Sequence[str]]
_FIRMS = """
SELECT e.enterprise_id, e.enterprise, e.subdistrict, list(m.value) FILTER (m.value IS NOT NULL) AS clusters
FROM enterprise e
LEFT JOIN membership m ON m.enterprise_id = e.enterprise_id AND m.dimension = 'cluster'
GROUP BY ALL
"""


def is_own(store: Store, request: Request, own: Own) -> bool:
    """Whether a filter keeps the request inside what this person is in charge of: a part, or firms of it by name."""
    if any(name in own and set(values) <= set(own[name]) for name, values in request.where.items()):
        return True
    firms = request.where.get("enterprise", ())
    return bool(own and firms) and set(firms) <= _own_firms(store, own)


def _own_firms(store: Store, own: Own) -> set[str]:
    """Codes and names of the firms of a part; a name two firms bear counts only where both belong to it."""
    mine: set[str] = set()
    others: set[str] = set()
    for code, name, subdistrict, clusters in store.rows(_FIRMS):
        is_mine = subdistrict in own.get("subdistrict", ()) or set(clusters or ()) & set(own.get("cluster", ()))
        (mine if is_mine else others).update(str(word) for word in (code, name) if word)
    return mine - others
